-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listApplications
select "page".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", page.content->>'productCode' as "product"
from (select "application".* from "application" where "application"."branch_id" = any($1::uuid[]) order by "application"."created_at" desc, "application"."application_id" limit $2 offset $3) as "page"
inner join "customer" on "customer"."customer_id" = "page"."customer_id"
order by "page"."created_at" desc, "page"."application_id";

select "page".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", page.content->>'productCode' as "product"
from (select "application".* from "application" where "application"."customer_id" = $1 order by "application"."created_at" desc, "application"."application_id" limit $2 offset $3) as "page"
inner join "customer" on "customer"."customer_id" = "page"."customer_id"
order by "page"."created_at" desc, "page"."application_id";

select count(*) as "total"
from "application"
where "application"."branch_id" = any($1::uuid[]);

select count(*) as "total"
from "application"
where "application"."customer_id" = $1;
