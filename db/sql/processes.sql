-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findDueProcesses
select "workflow_id", "kind", "next_wake_at"
from "process"
where "status" = $1 and "next_wake_at" <= $2
order by "next_wake_at"
limit $3;

-- findProcess
select "kind", "status", "next_wake_at"
from "process"
where "workflow_id" = $1;

-- openProcess
insert into "process" ("workflow_id", "kind", "subject_id", "next_wake_at")
values ($1, $2, $3, $4)
on conflict ("workflow_id") do nothing;

-- saveNextWake
update "process"
set "status" = $1, "next_wake_at" = $2, "changed_at" = clock_timestamp()
where "workflow_id" = $3;
