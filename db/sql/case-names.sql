-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readCaseNames
select "customer"."name", "customer"."kind", "customer"."number", "branch"."name" as "branch_name", "officer"."display_name"
from "application"
inner join "customer" on "customer"."customer_id" = "application"."customer_id"
inner join "branch" on "branch"."branch_id" = "application"."branch_id"
inner join "officer" on "officer"."officer_id" = "application"."account_manager_id"
where "application"."application_id" = $1;
