-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findPayment
select *
from "payment"
where "payment_id" = $1;

-- findPaymentByReference
select *
from "payment"
where "provider" = $1 and "provider_reference" = $2;

-- insertPayment
insert into "payment" ("payment_id", "loan_id", "provider", "provider_reference", "amount_minor", "currency", "purpose", "effective_date", "received_date", "status", "recorded_by", "details")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict ("provider", "provider_reference") do nothing
returning "payment_id";

-- listLoanPayments
select *
from "payment"
where "loan_id" = $1
order by "effective_date", "payment_id";

-- listSuspense
select *
from "payment"
where "status" = $1
order by "received_at"
limit $2
offset $3;

select count(*) as "total"
from "payment"
where "status" = $1;

-- listUnappliedPayments
select *
from "payment"
where "loan_id" = $1 and "status" = $2
order by "effective_date", "payment_id";

-- lockPayment
select *
from "payment"
where "payment_id" = $1
for update;

-- matchPayment
update "payment"
set "loan_id" = $1, "purpose" = $2, "details" = $3, "status" = $4
where "payment_id" = $5;

-- setPaymentStatus
update "payment"
set "status" = $1
where "payment_id" in ($2, …);
