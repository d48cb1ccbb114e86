-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listRequestTimeline
select "seq", "kind", "stage_id", "actor_id", "occurred_at", "details", "display_name"
from "approval_event"
left join "officer" on officer.officer_id::text = "approval_event"."actor_id"
where "approval_id" = $1 and "seq" > $2
order by "seq"
limit $3;

-- listTimeline
select "seq", "kind", "stage_id", "actor_id", "occurred_at", "details", "display_name"
from "approval_event"
left join "officer" on officer.officer_id::text = "approval_event"."actor_id"
where "application_id" = $1 and "seq" > $2
order by "seq"
limit $3;

-- recordSteps
with "timeline" as (insert into "approval_event" ("approval_event_id", "application_id", "approval_id", "stage_id", "kind", "actor_id", "occurred_at", "details") values ($1, $2, $3, $4, $5, $6, $7, $8)) insert into "audit_event" ("audit_event_id", "actor_id", "action", "subject_type", "subject_id", "before", "after", "business_date", "request_id")
values ($9, $10, $11, $12, $13, $14, $15, $16, $17);

with "timeline" as (insert into "approval_event" ("approval_event_id", "application_id", "approval_id", "stage_id", "kind", "actor_id", "occurred_at", "details") values ($1, $2, $3, $4, $5, $6, $7, $8), …) insert into "audit_event" ("audit_event_id", "actor_id", "action", "subject_type", "subject_id", "before", "after", "business_date", "request_id")
values ($9, $10, $11, $12, $13, $14, $15, $16, $17), ($18, $19, $20, $21, $22, $23, $24, $25, $26);

with "timeline" as (insert into "approval_event" ("approval_event_id", "application_id", "approval_id", "stage_id", "kind", "actor_id", "occurred_at", "details") values ($1, $2, $3, $4, $5, $6, $7, $8), …) insert into "audit_event" ("audit_event_id", "actor_id", "action", "subject_type", "subject_id", "before", "after", "business_date", "request_id")
values ($9, $10, $11, $12, $13, $14, $15, $16, $17), ($18, $19, $20, $21, $22, $23, $24, $25, $26), ($27, $28, $29, $30, $31, $32, $33, $34, $35);
