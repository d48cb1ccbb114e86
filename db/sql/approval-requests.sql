-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endRequest
update "approval"
set "status" = $1, "ended_at" = $2
where "approval_id" = $3;

update "approval_request"
set "status" = $1, "decided_at" = $2
where "request_id" = $3;

-- findOpenRequest
select "request_id"
from "approval_request"
where "subject_type" = $1 and "subject_id" = $2 and "status" = $3;

-- findRequest
select "approval_request".*, "approval"."approval_id"
from "approval_request"
inner join "approval" on "approval"."subject_id" = "approval_request"."request_id"
where "request_id" = $1;

-- insertRequest
insert into "approval_request" ("request_id", "subject_type", "subject_id", "title", "content", "amount_minor", "currency", "customer_id", "branch_id", "requested_by_id", "requested_at", "decided_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
returning *;

-- insertRequestApproval
insert into "approval" ("approval_id", "subject_type", "subject_id", "round", "workflow_id", "matrix_version_id", "tier", "path", "facts", "opened_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- lockRequest
select "approval_request".*, "approval"."approval_id", "approval"."workflow_id", "approval"."tier", "approval"."path", "approval"."facts", "approval"."status" as "approval_status"
from "approval_request"
inner join "approval" on "approval"."subject_id" = "approval_request"."request_id"
where "approval"."approval_id" = $1
for update of "approval_request", "approval";
