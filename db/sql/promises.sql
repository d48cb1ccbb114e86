-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- cancelOpenPromises
update "promise"
set "status" = $1, "judged_date" = $2
where "case_id" = $3 and "status" = $4;

-- insertPromise
insert into "promise" ("promise_id", "case_id", "promise_set_id", "part_number", "amount_minor", "currency", "created_date", "promise_date", "grace_days", "taken_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

insert into "promise" ("promise_id", "case_id", "promise_set_id", "part_number", "amount_minor", "currency", "created_date", "promise_date", "grace_days", "taken_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), …;

-- listCasePayments
select "payment"."effective_date", "payment"."amount_minor"
from "payment"
inner join "case_loan" on "case_loan"."loan_id" = "payment"."loan_id"
where "case_loan"."case_id" = $1 and "payment"."effective_date" >= $2 and "payment"."status" in ($3, …)
order by "payment"."effective_date";

-- listPromises
select *
from "promise"
where "case_id" = $1
order by "promise_set_id" desc, "part_number";

-- saveJudgements
update promise
set status = judged.status, judged_date = $1
from jsonb_to_recordset($2::jsonb) as judged("promiseId" uuid, status text)
where promise.promise_id = judged."promiseId";
