-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findProductReference
select "reference", "effective_date", "number", "rate_ppm"
from "reference_rate"
where "reference" = $1 and "status" = $2 and "effective_date" <= $3
order by "effective_date" desc, "number" desc
limit $4;

-- findReferenceRate
select "reference", "effective_date", "number", "rate_ppm"
from "reference_rate"
where "reference" = $1 and "status" = $2 and "effective_date" <= $3
order by "effective_date" desc, "number" desc
limit $4;

-- holdReferenceRates
select pg_advisory_xact_lock_shared($1::bigint);

-- insertReferenceRate
insert into "reference_rate" ("reference_rate_id", "reference", "effective_date", "number", "rate_ppm", "source", "status", "entered_by", "entered_date")
values ($1, $2, $3, (select coalesce(max(number), 0) + 1 from reference_rate as earlier where earlier.reference = $4 and earlier.effective_date = $5), $6, $7, $8, $9, $10)
returning *;

-- listLoansRepricedSince
select "loan"."loan_id"
from "loan"
inner join "loan_terms" on "loan_terms"."loan_id" = "loan"."loan_id" and "loan_terms"."number" = $1
where "loan"."status" = $2 and loan_terms.terms->'floating'->>'reference' = $3 and "loan"."loan_id" in (select "loan_step"."loan_id" from "loan_step" where "loan_step"."kind" = $4 and "loan_step"."step_date" >= $5)
order by "loan"."loan_id";

-- listReferenceRateEntries
select *
from "reference_rate"
order by "effective_date" desc, "reference", "number" desc
limit $1
offset $2;

select *
from "reference_rate"
where "reference" = $1 and "status" = $2
order by "effective_date" desc, "reference", "number" desc
limit $3
offset $4;

select *
from "reference_rate"
where "status" = $1
order by "effective_date" desc, "reference", "number" desc
limit $2
offset $3;

select count(*) as "total"
from "reference_rate";

select count(*) as "total"
from "reference_rate"
where "reference" = $1 and "status" = $2;

select count(*) as "total"
from "reference_rate"
where "status" = $1;

-- listReferenceRates
select "reference", "effective_date", "number", "rate_ppm"
from "reference_rate"
where "reference" = $1 and "status" = $2
order by "effective_date", "number";

-- lockReferenceRate
select *
from "reference_rate"
where "reference_rate_id" = $1
for update;

-- lockReferenceRates
select pg_advisory_xact_lock($1::bigint);

-- settleReferenceRate
update "reference_rate"
set "status" = $1, "settled_by" = $2, "settled_date" = $3
where "reference_rate_id" = $4
returning *;
