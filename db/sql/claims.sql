-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- hasOtherBadClaim
select "loan_id"
from "loan"
where "customer_id" = $1 and "loan_id" <> $2 and "status" <> $3 and ("status" = $4 or "non_performing_since" is not null)
limit $5;
