-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listLoanIds
select "loan_id"
from "loan"
order by "loan_id";

-- listMisplacedPayments
select payment.payment_id
from payment
left join (select distinct payload->>'paymentId' as payment_id from loan_event) as placed on placed.payment_id = payment.payment_id::text
where (payment.status = 'applied' and placed.payment_id is null) or (payment.status in ('received', 'suspense') and placed.payment_id is not null);

-- listProcesses
select *
from "process"
order by "workflow_id";

-- listSavedRows
select *
from "installment"
where "loan_id" = $1
order by "number";

-- listUnbookedDisbursements
select "disbursement"."disbursement_id"
from "disbursement"
left join "loan" on "loan"."application_id" = "disbursement"."application_id"
left join "application" on "application"."loan_id" = "loan"."loan_id"
where "disbursement"."status" = $1 and ("loan"."loan_id" is null or "application"."application_id" is null);

-- readLedgerTotals
select "currency", coalesce(sum(amount_minor) filter (where side = $1), 0)::bigint as "debit", coalesce(sum(amount_minor) filter (where side = $2), 0)::bigint as "credit"
from "posting"
group by "currency";
