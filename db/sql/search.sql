-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findPlaces
select "customer_id" as id, branch_id as "branchId", customer_id as "customerId"
from "customer"
where "customer_id" = any($1::uuid[]);

-- searchRecords
select 'application' as "kind", "application"."application_id" as "id", "application"."number", "customer"."name" as "customerName", "customer"."kind" as "customerKind"
from "application"
inner join "customer" on "customer"."customer_id" = "application"."customer_id"
where "application"."branch_id" = any($1::uuid[]) and ("application"."number" ilike $2 or "customer"."name" ilike $3)
order by "application"."application_id" desc
limit $4;

select 'customer' as "kind", "customer_id" as "id", "number", "name" as "customerName", "kind" as "customerKind"
from "customer"
where "branch_id" = any($1::uuid[]) and ("number" ilike $2 or "name" ilike $3 or "phone_mask" like $4 or "identity_mask" ilike $5)
order by "customer_id" desc
limit $6;

select 'customer' as "kind", "customer_id" as "id", "number", "name" as "customerName", "kind" as "customerKind"
from "customer"
where "branch_id" = any($1::uuid[]) and ("number" ilike $2 or "name" ilike $3)
order by "customer_id" desc
limit $4;

select 'loan' as "kind", "loan"."loan_id" as "id", "loan"."number", "customer"."name" as "customerName", "customer"."kind" as "customerKind"
from "loan"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
where "loan"."branch_id" = any($1::uuid[]) and ("loan"."number" ilike $2 or "customer"."name" ilike $3)
order by "loan"."loan_id" desc
limit $4;
