-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listCaseEvents
select "seq", "kind", "actor_id", "display_name", "business_date", "occurred_at", "details"
from "case_event"
left join "officer" on officer.officer_id::text = "case_event"."actor_id"
where "case_id" = $1 and "seq" > $2
order by "seq"
limit $3;

-- recordHappenings
with "timeline" as (insert into "case_event" ("case_event_id", "case_id", "kind", "actor_id", "business_date", "occurred_at", "details") values ($1, $2, $3, $4, $5, $6, $7)) insert into "audit_event" ("audit_event_id", "actor_id", "action", "subject_type", "subject_id", "before", "after", "business_date", "request_id")
values ($8, $9, $10, $11, $12, $13, $14, $15, $16);

with "timeline" as (insert into "case_event" ("case_event_id", "case_id", "kind", "actor_id", "business_date", "occurred_at", "details") values ($1, $2, $3, $4, $5, $6, $7), …) insert into "audit_event" ("audit_event_id", "actor_id", "action", "subject_type", "subject_id", "before", "after", "business_date", "request_id")
values ($8, $9, $10, $11, $12, $13, $14, $15, $16), ($17, $18, $19, $20, $21, $22, $23, $24, $25);
