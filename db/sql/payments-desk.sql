-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listDeskChanges
select "loan_change"."loan_change_id" as "loanChangeId", "loan_change"."loan_id" as "loanId", "loan"."number" as "loanNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "loan_change"."kind", "loan_change"."status", "loan_change"."effective_date" as "effectiveDate", "asker"."display_name" as "requestedByName", "decider"."display_name" as "confirmedByName", "loan_change"."request_id" as "requestId", "loan_change"."created_at" as "createdAt"
from "loan_change"
inner join "loan" on "loan"."loan_id" = "loan_change"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
left join "officer" as "asker" on "asker"."officer_id" = "loan_change"."requested_by"
left join "officer" as "decider" on "decider"."officer_id" = "loan_change"."confirmed_by"
where "loan"."branch_id" = any($1::uuid[])
order by "loan_change"."created_at" desc, "loan_change"."loan_change_id"
limit $2
offset $3;

select "loan_change"."loan_change_id" as "loanChangeId", "loan_change"."loan_id" as "loanId", "loan"."number" as "loanNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "loan_change"."kind", "loan_change"."status", "loan_change"."effective_date" as "effectiveDate", "asker"."display_name" as "requestedByName", "decider"."display_name" as "confirmedByName", "loan_change"."request_id" as "requestId", "loan_change"."created_at" as "createdAt"
from "loan_change"
inner join "loan" on "loan"."loan_id" = "loan_change"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
left join "officer" as "asker" on "asker"."officer_id" = "loan_change"."requested_by"
left join "officer" as "decider" on "decider"."officer_id" = "loan_change"."confirmed_by"
where "loan"."branch_id" = any($1::uuid[]) and "loan_change"."status" = $2 and "loan_change"."kind" = $3
order by "loan_change"."created_at" desc, "loan_change"."loan_change_id"
limit $4
offset $5;

select count(*) as "total"
from "loan_change"
inner join "loan" on "loan"."loan_id" = "loan_change"."loan_id"
where "loan"."branch_id" = any($1::uuid[]);

select count(*) as "total"
from "loan_change"
inner join "loan" on "loan"."loan_id" = "loan_change"."loan_id"
where "loan"."branch_id" = any($1::uuid[]) and "loan_change"."status" = $2 and "loan_change"."kind" = $3;

-- listDeskDisbursements
select "disbursement"."disbursement_id" as "disbursementId", "disbursement"."application_id" as "applicationId", "application"."number" as "applicationNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "disbursement"."status", "disbursement"."amount_minor" as "minor", "disbursement"."currency", "disbursement"."made_by" as "madeBy", "maker"."display_name" as "madeByName", "releaser"."display_name" as "releasedByName", "disbursement"."requested_at" as "requestedAt", "disbursement"."released_at" as "releasedAt", "disbursement"."rail_reference" as "railReference", "disbursement"."refusal_code" as "refusalCode"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
inner join "customer" on "customer"."customer_id" = "application"."customer_id"
left join "officer" as "maker" on "maker"."officer_id" = "disbursement"."made_by"
left join "officer" as "releaser" on "releaser"."officer_id" = "disbursement"."released_by"
where "application"."branch_id" = any($1::uuid[])
order by "disbursement"."requested_at" desc, "disbursement"."disbursement_id"
limit $2
offset $3;

select "disbursement"."disbursement_id" as "disbursementId", "disbursement"."application_id" as "applicationId", "application"."number" as "applicationNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "disbursement"."status", "disbursement"."amount_minor" as "minor", "disbursement"."currency", "disbursement"."made_by" as "madeBy", "maker"."display_name" as "madeByName", "releaser"."display_name" as "releasedByName", "disbursement"."requested_at" as "requestedAt", "disbursement"."released_at" as "releasedAt", "disbursement"."rail_reference" as "railReference", "disbursement"."refusal_code" as "refusalCode"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
inner join "customer" on "customer"."customer_id" = "application"."customer_id"
left join "officer" as "maker" on "maker"."officer_id" = "disbursement"."made_by"
left join "officer" as "releaser" on "releaser"."officer_id" = "disbursement"."released_by"
where "application"."branch_id" = any($1::uuid[]) and "disbursement"."status" = $2
order by "disbursement"."requested_at" asc, "disbursement"."disbursement_id"
limit $3
offset $4;

select "disbursement"."disbursement_id" as "disbursementId", "disbursement"."application_id" as "applicationId", "application"."number" as "applicationNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "disbursement"."status", "disbursement"."amount_minor" as "minor", "disbursement"."currency", "disbursement"."made_by" as "madeBy", "maker"."display_name" as "madeByName", "releaser"."display_name" as "releasedByName", "disbursement"."requested_at" as "requestedAt", "disbursement"."released_at" as "releasedAt", "disbursement"."rail_reference" as "railReference", "disbursement"."refusal_code" as "refusalCode"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
inner join "customer" on "customer"."customer_id" = "application"."customer_id"
left join "officer" as "maker" on "maker"."officer_id" = "disbursement"."made_by"
left join "officer" as "releaser" on "releaser"."officer_id" = "disbursement"."released_by"
where true
order by "disbursement"."requested_at" desc, "disbursement"."disbursement_id"
limit $1
offset $2;

select count(*) as "total"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
where "application"."branch_id" = any($1::uuid[]);

select count(*) as "total"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
where "application"."branch_id" = any($1::uuid[]) and "disbursement"."status" = $2;

select count(*) as "total"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
where true;

-- listDeskPayments
select "payment"."payment_id" as "paymentId", "payment"."loan_id" as "loanId", "loan"."number" as "loanNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "payment"."status", "payment"."amount_minor" as "minor", "payment"."currency", "payment"."purpose", "payment"."provider", "payment"."provider_reference" as "providerReference", "payment"."effective_date" as "effectiveDate", "payment"."received_date" as "receivedDate", "payment"."received_at" as "receivedAt"
from "payment"
left join "loan" on "loan"."loan_id" = "payment"."loan_id"
left join "customer" on "customer"."customer_id" = "loan"."customer_id"
where ("payment"."loan_id" is null or "loan"."branch_id" = any($1::uuid[]))
order by "payment"."received_at" desc, "payment"."payment_id"
limit $2
offset $3;

select "payment"."payment_id" as "paymentId", "payment"."loan_id" as "loanId", "loan"."number" as "loanNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "payment"."status", "payment"."amount_minor" as "minor", "payment"."currency", "payment"."purpose", "payment"."provider", "payment"."provider_reference" as "providerReference", "payment"."effective_date" as "effectiveDate", "payment"."received_date" as "receivedDate", "payment"."received_at" as "receivedAt"
from "payment"
left join "loan" on "loan"."loan_id" = "payment"."loan_id"
left join "customer" on "customer"."customer_id" = "loan"."customer_id"
where ("payment"."loan_id" is null or "loan"."branch_id" = any($1::uuid[])) and "payment"."status" = $2
order by "payment"."received_at" desc, "payment"."payment_id"
limit $3
offset $4;

select count(*) as "total"
from "payment"
left join "loan" on "loan"."loan_id" = "payment"."loan_id"
where ("payment"."loan_id" is null or "loan"."branch_id" = any($1::uuid[]));

select count(*) as "total"
from "payment"
left join "loan" on "loan"."loan_id" = "payment"."loan_id"
where ("payment"."loan_id" is null or "loan"."branch_id" = any($1::uuid[])) and "payment"."status" = $2;

-- listDeskRefunds
select "refund"."refund_id" as "refundId", "refund"."loan_id" as "loanId", "loan"."number" as "loanNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "refund"."status", "refund"."amount_minor" as "minor", "refund"."currency", "refund"."requested_by" as "requestedBy", "officer"."display_name" as "requestedByName", "refund"."released_at" as "releasedAt", "refund"."rail_reference" as "railReference", "refund"."refusal_code" as "refusalCode"
from "refund"
inner join "loan" on "loan"."loan_id" = "refund"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
left join "officer" on officer.officer_id::text = "refund"."requested_by"
where "loan"."branch_id" = any($1::uuid[])
order by "refund"."released_at" desc, "refund"."refund_id"
limit $2
offset $3;

select "refund"."refund_id" as "refundId", "refund"."loan_id" as "loanId", "loan"."number" as "loanNumber", "customer"."name" as "customerName", "customer"."kind" as "customerKind", "refund"."status", "refund"."amount_minor" as "minor", "refund"."currency", "refund"."requested_by" as "requestedBy", "officer"."display_name" as "requestedByName", "refund"."released_at" as "releasedAt", "refund"."rail_reference" as "railReference", "refund"."refusal_code" as "refusalCode"
from "refund"
inner join "loan" on "loan"."loan_id" = "refund"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
left join "officer" on officer.officer_id::text = "refund"."requested_by"
where "loan"."customer_id" = $1
order by "refund"."released_at" desc, "refund"."refund_id"
limit $2
offset $3;

select count(*) as "total"
from "refund"
inner join "loan" on "loan"."loan_id" = "refund"."loan_id"
where "loan"."branch_id" = any($1::uuid[]);

select count(*) as "total"
from "refund"
inner join "loan" on "loan"."loan_id" = "refund"."loan_id"
where "loan"."customer_id" = $1;
