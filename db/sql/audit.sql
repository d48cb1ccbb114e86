-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertAudit
insert into "audit_event" ("audit_event_id", "actor_id", "action", "subject_type", "subject_id", "before", "after", "business_date", "request_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
