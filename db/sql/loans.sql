-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- appendEvents
insert into "loan_event" ("loan_event_id", "loan_id", "seq", "kind", "effective_date", "recorded_date", "recorded_at", "business_key", "payload", "actor_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

insert into "loan_event" ("loan_event_id", "loan_id", "seq", "kind", "effective_date", "recorded_date", "recorded_at", "business_key", "payload", "actor_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), …;

-- findLoan
select "loan"."loan_id", "loan"."number", "loan"."application_id", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."email", (select content from policy_version as plan where plan.kind = 'reminder_plan' and plan.name = 'standard' and plan.status = 'active') as "reminder_plan", policy_version.content -> 'creditRefund' as "credit_refund", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."currency", "loan"."principal_minor", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."non_performing_since", "loan"."draw_until_date", "loan"."version", "loan_terms"."terms"
from "loan"
inner join "loan_terms" on "loan_terms"."loan_id" = "loan"."loan_id" and "loan_terms"."number" = $1
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."loan_id" = $2;

-- insertLoan
insert into "loan" ("loan_id", "number", "application_id", "customer_id", "branch_id", "product_version_id", "currency", "principal_minor", "status", "opened_date")
values ($1, $2 || lpad(nextval('loan_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10);

insert into "loan_terms" ("loan_id", "number", "terms", "effective_date")
values ($1, $2, $3, $4);

-- listLoanEvents
select "payload"
from "loan_event"
where "loan_id" = $1
order by "seq";

-- listRecordedEvents
select *
from "loan_event"
where "loan_id" = $1 and "seq" > $2
order by "seq"
limit $3;

-- lockLoan
select "loan"."loan_id", "loan"."number", "loan"."application_id", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."email", (select content from policy_version as plan where plan.kind = 'reminder_plan' and plan.name = 'standard' and plan.status = 'active') as "reminder_plan", policy_version.content -> 'creditRefund' as "credit_refund", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."currency", "loan"."principal_minor", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."non_performing_since", "loan"."draw_until_date", "loan"."version", "loan_terms"."terms"
from "loan"
inner join "loan_terms" on "loan_terms"."loan_id" = "loan"."loan_id" and "loan_terms"."number" = $1
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."loan_id" = $2
for update of "loan";

-- readProductOfLoan
select "policy_version"."content"
from "loan"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan_id" = $1;

-- saveLoanState
update "loan"
set "status" = $1, "closed_date" = $2, "non_performing_since" = $3, "version" = version + 1
where "loan_id" = $4;
