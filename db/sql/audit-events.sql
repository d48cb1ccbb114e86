-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listAuditEvents
select *
from "audit_event"
order by "seq" desc
limit $1;

select *
from "audit_event"
where "action" = $1
order by "seq" desc
limit $2;

select *
from "audit_event"
where "seq" < $1
order by "seq" desc
limit $2;

select *
from "audit_event"
where "subject_id" = $1
order by "seq" desc
limit $2;

select *
from "audit_event"
where "subject_type" = $1 and "subject_id" = $2
order by "seq" desc
limit $3;
