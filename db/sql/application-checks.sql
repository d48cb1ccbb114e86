-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- lockCustomerProduct
select pg_advisory_xact_lock(hashtextextended($1, 0));

-- readEarlierApplications
select "number", "status", "decided_date"
from "application"
where "customer_id" = $1 and "application_id" != $2 and "status" in ($3, …) and content->>'productCode' = $4
order by "number";
