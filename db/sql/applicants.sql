-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findApplicant
select "customer_id", "kind", "name", "birth_date", "language", "branch_id", "account_manager_id"
from "customer"
where "customer_id" = $1;

-- findApplicantIfAny
select "customer_id", "kind", "name", "birth_date", "language", "branch_id", "account_manager_id"
from "customer"
where "customer_id" = $1;

-- readNoticeFacts
select "customer"."name", "customer"."kind", "officer"."officer_id", "officer"."display_name"
from "customer", "officer"
where "customer"."customer_id" = $1 and "officer"."officer_id" in ($2, …)
order by "officer"."officer_id";
