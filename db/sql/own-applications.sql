-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listOwnApplications
select "application".*, "policy_version"."content" as "product"
from "application"
inner join "policy_version" on "policy_version"."policy_version_id" = "application"."product_version_id"
where "application"."customer_id" = $1
order by "application"."created_at" desc, "application"."application_id"
limit $2
offset $3;

select count(*) as "total"
from "application"
where "application"."customer_id" = $1;
