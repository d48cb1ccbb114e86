-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listLoans
select "loan"."loan_id", "loan"."number", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."currency", "loan"."principal_minor" as "disbursed_minor", "loan_position"."principal_minor", "loan_position"."overdue_minor", "loan_position"."oldest_due_date", "loan_position"."days_past_due", "loan_position"."next_due_date", "loan_position"."next_due_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."branch_id" = any($1::uuid[])
order by "loan"."created_at" desc, "loan"."loan_id"
limit $2
offset $3;

select "loan"."loan_id", "loan"."number", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."currency", "loan"."principal_minor" as "disbursed_minor", "loan_position"."principal_minor", "loan_position"."overdue_minor", "loan_position"."oldest_due_date", "loan_position"."days_past_due", "loan_position"."next_due_date", "loan_position"."next_due_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."branch_id" = any($1::uuid[]) and "loan"."customer_id" = $2
order by "loan"."created_at" desc, "loan"."loan_id"
limit $3
offset $4;

select "loan"."loan_id", "loan"."number", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."currency", "loan"."principal_minor" as "disbursed_minor", "loan_position"."principal_minor", "loan_position"."overdue_minor", "loan_position"."oldest_due_date", "loan_position"."days_past_due", "loan_position"."next_due_date", "loan_position"."next_due_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."branch_id" = any($1::uuid[]) and "loan"."number" like $2
order by "loan"."created_at" desc, "loan"."loan_id"
limit $3
offset $4;

select "loan"."loan_id", "loan"."number", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."currency", "loan"."principal_minor" as "disbursed_minor", "loan_position"."principal_minor", "loan_position"."overdue_minor", "loan_position"."oldest_due_date", "loan_position"."days_past_due", "loan_position"."next_due_date", "loan_position"."next_due_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."branch_id" = any($1::uuid[]) and case when days_past_due > 0 then $2::date - oldest_due_date else 0 end >= $3 and case when days_past_due > 0 then $4::date - oldest_due_date else 0 end < $5
order by "loan"."created_at" desc, "loan"."loan_id"
limit $6
offset $7;

select "loan"."loan_id", "loan"."number", "loan"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."branch_id", "policy_version"."name" as "product_code", "loan"."status", "loan"."opened_date", "loan"."closed_date", "loan"."currency", "loan"."principal_minor" as "disbursed_minor", "loan_position"."principal_minor", "loan_position"."overdue_minor", "loan_position"."oldest_due_date", "loan_position"."days_past_due", "loan_position"."next_due_date", "loan_position"."next_due_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
inner join "customer" on "customer"."customer_id" = "loan"."customer_id"
inner join "policy_version" on "policy_version_id" = "loan"."product_version_id"
where "loan"."customer_id" = $1
order by "loan"."created_at" desc, "loan"."loan_id"
limit $2
offset $3;

select count(*) as "total"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."branch_id" = any($1::uuid[]);

select count(*) as "total"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."branch_id" = any($1::uuid[]) and "loan"."customer_id" = $2;

select count(*) as "total"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."branch_id" = any($1::uuid[]) and "loan"."number" like $2;

select count(*) as "total"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."branch_id" = any($1::uuid[]) and case when days_past_due > 0 then $2::date - oldest_due_date else 0 end >= $3 and case when days_past_due > 0 then $4::date - oldest_due_date else 0 end < $5;

select count(*) as "total"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."customer_id" = $1;
