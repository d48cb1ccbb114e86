-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endApproval
update "approval"
set "status" = $1, "ended_at" = $2
where "approval_id" = $3;

-- findApproval
select *
from "approval"
where "approval_id" = $1;

-- findApprovalOfRound
select *
from "approval"
where "subject_type" = $1 and "subject_id" = $2 and "round" = $3;

-- openApproval
insert into "approval" ("approval_id", "subject_type", "subject_id", "round", "workflow_id", "matrix_version_id", "opened_at", "tier", "path", "facts")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict ("subject_type", "subject_id", "round") do update
set "tier" = $11, "path" = $12, "facts" = $13, "matrix_version_id" = $14
returning *;
