-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countOpenProcesses
select count(*)::int as "count"
from "process"
where "status" = $1 and "workflow_id" <> $2;

-- listOpenWorkflowIds
select "workflow_id"
from "process"
where "status" = $1 and "workflow_id" <> $2 and "workflow_id" > $3
order by "workflow_id"
limit $4;

-- restoreSample
select restore_training_sample($1::uuid);
