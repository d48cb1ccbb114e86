-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findRunningCaseId
select "case_id"
from "collection_case"
where "customer_id" = $1 and "status" in ($2, …);
