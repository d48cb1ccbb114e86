-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listRoleHolders
select "role", count(*)::int as "holderCount", (array_agg(display_name order by display_name))[1:$1::int] as "names"
from (select distinct "role_grant"."role", "officer"."officer_id", "officer"."display_name" from "role_grant" inner join "officer" on "officer"."officer_id" = "role_grant"."officer_id" where "role_grant"."revoked_at" is null and "officer"."status" = $2) as "held"
group by "role";
