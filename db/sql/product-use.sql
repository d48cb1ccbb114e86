-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readProductUse
select "policy_version_id", "content", (select count(*) as "count" from "loan" where "loan"."product_version_id" = "policy_version"."policy_version_id") as "loan_count"
from "policy_version"
where "kind" = $1 and "policy_version_id" in ($2, …);
