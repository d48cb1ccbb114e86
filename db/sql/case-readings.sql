-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- hasSteppedAside
select "officer_id"
from "interest_declaration"
where "subject_id" = $1 and "officer_id" = $2;

-- recordReading
select "audit_event_id"
from "audit_event"
where "subject_type" = $1 and "subject_id" = $2 and "action" = $3 and "actor_id" = $4 and "business_date" = $5
limit $6;
