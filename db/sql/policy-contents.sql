-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findActivePins
select "product"."policy_version_id" as "product_version_id", ( select policy_version_id from policy_version where kind = $1 and name = product.content->>$2 and status = 'active') as "matrix_version_id", ( select policy_version_id from policy_version where kind = $3 and name = product.content->>$4 and status = 'active') as "scorecard_version_id"
from "policy_version" as "product"
where "product"."kind" = $5 and "product"."name" = $6 and "product"."status" = $7;

-- readMatrix
select "policy_version_id", "status", "content"
from "policy_version"
where "policy_version_id" in ($1, …);

-- readPinned
select "policy_version_id", "status", "content"
from "policy_version"
where "policy_version_id" in ($1, …);

-- readProduct
select "policy_version_id", "status", "content"
from "policy_version"
where "policy_version_id" in ($1, …);
