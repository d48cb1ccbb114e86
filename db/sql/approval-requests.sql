-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endRequest
update "approval"
set "status" = $1, "ended_at" = $2
where "approval_id" = $3;

update "approval_request"
set "status" = $1, "decided_at" = $2
where "request_id" = $3
returning *;

-- findOpenRequest
select "request_id"
from "approval_request"
where "subject_type" = $1 and "subject_id" = $2 and "status" in ($3, …);

-- findRequest
select "approval_request".*, "approval"."approval_id", "approval"."workflow_id", "approval"."matrix_version_id", "approval"."tier", "approval"."path", "approval"."facts", "approval"."status" as "approval_status", "approval"."opened_at", "approval"."ended_at"
from "approval_request"
inner join "approval" on "approval"."subject_id" = "approval_request"."request_id"
where "request_id" = $1;

-- findRequestOf
select "approval_request".*, "approval"."approval_id", "approval"."workflow_id", "approval"."matrix_version_id", "approval"."tier", "approval"."path", "approval"."facts", "approval"."status" as "approval_status", "approval"."opened_at", "approval"."ended_at"
from "approval_request"
inner join "approval" on "approval"."subject_id" = "approval_request"."request_id"
where "approval"."approval_id" = $1;

-- insertRequest
insert into "approval_request" ("request_id", "number", "subject_type", "subject_id", "title", "content", "amount_minor", "currency", "customer_id", "branch_id", "requested_by_id", "requested_at", "effective_date", "returned_at", "decided_at", "effected_at", "outcome_code")
values ($1, $2 || lpad(nextval('approval_request_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
returning *;

-- insertRequestApproval
insert into "approval" ("approval_id", "subject_type", "subject_id", "round", "workflow_id", "matrix_version_id", "tier", "path", "facts", "opened_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- listRequestsOf
select *
from "approval_request"
where "subject_type" = $1 and "subject_id" = $2
order by "requested_at" desc;

-- lockRequest
select "approval_request".*, "approval"."approval_id", "approval"."workflow_id", "approval"."matrix_version_id", "approval"."tier", "approval"."path", "approval"."facts", "approval"."status" as "approval_status", "approval"."opened_at", "approval"."ended_at"
from "approval_request"
inner join "approval" on "approval"."subject_id" = "approval_request"."request_id"
where "approval"."approval_id" = $1
for update of "approval_request", "approval";

-- saveRequest
update "approval_request"
set "amount_minor" = $1, "currency" = $2, "content" = $3, "status" = $4, "submission_number" = $5
where "request_id" = $6
returning *;

update "approval_request"
set "content" = $1, "status" = $2, "submission_number" = $3
where "request_id" = $4
returning *;

update "approval_request"
set "status" = $1, "effected_at" = $2
where "request_id" = $3
returning *;

update "approval_request"
set "status" = $1, "outcome_code" = $2
where "request_id" = $3
returning *;

update "approval_request"
set "status" = $1, "returned_at" = $2
where "request_id" = $3
returning *;

update "approval_request"
set "status" = $1, "submission_number" = $2
where "request_id" = $3
returning *;

-- saveRequestPath
update "approval"
set "tier" = $1, "path" = $2, "facts" = $3
where "approval_id" = $4;
