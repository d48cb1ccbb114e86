-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- confirmLoanChange
update "loan_change"
set "status" = $1, "confirmed_by" = $2, "confirmed_date" = $3, "version" = version + 1
where "loan_change_id" = $4;

-- findLoanChange
select *
from "loan_change"
where "loan_change_id" = $1;

-- insertLoanChange
insert into "loan_change" ("loan_change_id", "loan_id", "kind", "status", "effective_date", "payload", "quote", "quoted_seq", "requested_by", "requested_date")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- listConfirmedChanges
select *
from "loan_change"
where "loan_id" = $1 and "status" = $2
order by "created_at";

-- listLoanChanges
select *
from "loan_change"
where "loan_id" = $1
order by "created_at" desc;

-- lockLoanChange
select *
from "loan_change"
where "loan_change_id" = $1
for update;

-- saveQuote
update "loan_change"
set "quote" = $1, "quoted_seq" = $2, "version" = version + 1
where "loan_change_id" = $3;

-- setChangeRequest
update "loan_change"
set "request_id" = $1
where "loan_change_id" = $2;

-- setChangesApplied
update "loan_change"
set "status" = $1, "version" = version + 1
where "loan_change_id" in ($2, …);
