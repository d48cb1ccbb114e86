-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findDisbursementInFlight
select "disbursement_id"
from "disbursement"
inner join "loan" on "loan"."application_id" = "disbursement"."application_id"
where "loan"."loan_id" = $1 and "disbursement"."status" in ($2, …);

-- findLoanOfApplication
select "loan"."status", "loan_position"."days_past_due"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."application_id" = $1;

-- hasEvent
select "seq"
from "loan_event"
where "business_key" = $1;

-- readDrawn
select coalesce(sum(amount_minor), 0)::bigint as "minor", count(*)::integer as "count", (select draw_until_date from loan where loan.application_id = $1) as "draw_until_date"
from "disbursement"
where "application_id" = $2 and "status" = $3;

-- saveDrawing
update "loan"
set "principal_minor" = $1, "draw_until_date" = $2, "version" = version + 1
where "loan_id" = $3;

-- sumDisbursementsInFlight
select coalesce(sum(amount_minor), 0)::bigint as "minor"
from "disbursement"
where "application_id" = $1 and "status" in ($2, …);
