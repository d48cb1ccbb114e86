-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- claimOutbox
update "outbox"
set "claimed_until" = clock_timestamp() + $1 * interval '1 millisecond', "attempt_count" = attempt_count + 1
where "outbox_id" in (select "outbox_id" from "outbox" where "status" = $2 and "available_at" <= clock_timestamp() and ("claimed_until" is null or "claimed_until" < clock_timestamp()) order by "seq" limit $3 for update skip locked)
returning "outbox_id", "seq", "workflow_id", "action", "name", "payload", "attempt_count";

-- findStartLine
select "workflow_id", "action", "name", "payload", "status"
from "outbox"
where "workflow_id" = $1 and "action" = $2
order by "seq" desc
limit $3;

-- findToldProcesses
select "outbox"."workflow_id", "process"."status", "process"."kind", to_char(("outbox"."sent_at") at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "mark"
from "outbox"
left join "process" on "process"."workflow_id" = "outbox"."workflow_id"
where "outbox"."status" = $1 and "outbox"."sent_at" > $2;

-- insertOutbox
insert into "outbox" ("outbox_id", "workflow_id", "action", "name", "payload")
values ($1, $2, $3, $4, $5);

-- insertOutboxLines
insert into "outbox" ("outbox_id", "workflow_id", "action", "name", "payload")
values ($1, $2, $3, $4, $5);

-- postponeOutbox
update "outbox"
set "available_at" = clock_timestamp() + $1 * interval '1 millisecond', "claimed_until" = $2, "last_error" = $3
where "outbox_id" = $4;

-- readMarkOfLastMove
select to_char((greatest( clock_timestamp() - interval '30 seconds', (select max(ended_at) from training_move) - interval '500 milliseconds')) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as mark;

-- readOutboxLag
select count(*)::int as "waiting_count", coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as "oldest_age_seconds"
from "outbox"
where "status" = $1;

-- readOutboxMark
select to_char((clock_timestamp() - $1 * interval '1 millisecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as mark;

-- settleOutboxLines
update "outbox"
set "status" = $1, "sent_at" = clock_timestamp(), "claimed_until" = $2, "last_error" = $3
where "outbox_id" in ($4, …);
