-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findApplication
select *
from "application"
where "application_id" = $1;

-- findLatestSubmission
select "number", "content", "submitted_by", "submitted_at"
from "application_submission"
where "application_id" = $1
order by "number" desc
limit $2;

-- insertApplication
insert into "application" ("application_id", "number", "customer_id", "branch_id", "status", "product_version_id", "amount_minor", "currency", "content", "created_by", "account_manager_id", "created_date", "changed_date")
values ($1, $2 || lpad(nextval('application_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
returning *;

-- insertSubmission
insert into "application_submission" ("submission_id", "application_id", "number", "content", "submitted_by", "submitted_at")
values ($1, $2, (select coalesce(max(number), 0) + 1 from application_submission where application_id = $3), $4, $5, $6)
returning "number";

-- listSubmissions
select "number", "content", "submitted_by", "submitted_at"
from "application_submission"
where "application_id" = $1
order by "number" desc
limit $2;

-- lockApplication
select *
from "application"
where "application_id" = $1
for update;

-- saveApplication
update "application"
set "changed_date" = $1, "amount_minor" = $2, "currency" = $3, "content" = $4, "version" = version + 1
where "application_id" = $5
returning *;

update "application"
set "status" = $1, "changed_date" = $2, "amount_minor" = $3, "currency" = $4, "content" = $5, "version" = version + 1
where "application_id" = $6
returning *;

update "application"
set "status" = $1, "changed_date" = $2, "version" = version + 1
where "application_id" = $3
returning *;

update "application"
set "status" = $1, "decided_at" = $2, "decided_date" = $3, "version" = version + 1
where "application_id" = $4
returning *;

update "application"
set "status" = $1, "grade" = $2, "decided_at" = $3, "decided_date" = $4, "version" = version + 1
where "application_id" = $5
returning *;

update "application"
set "status" = $1, "grade" = $2, "tier" = $3, "version" = version + 1
where "application_id" = $4
returning *;

update "application"
set "status" = $1, "returned_at" = $2, "version" = version + 1
where "application_id" = $3
returning *;

update "application"
set "status" = $1, "round" = $2, "tier" = $3, "decided_at" = $4, "decided_date" = $5, "submitted_at" = $6, "version" = version + 1
where "application_id" = $7
returning *;

update "application"
set "status" = $1, "submitted_by" = $2, "changed_date" = $3, "version" = version + 1
where "application_id" = $4
returning *;

update "application"
set "status" = $1, "submitted_by" = $2, "submitted_at" = $3, "submitted_date" = $4, "changed_date" = $5, "product_version_id" = $6, "matrix_version_id" = $7, "scorecard_version_id" = $8, "version" = version + 1
where "application_id" = $9
returning *;

update "application"
set "status" = $1, "version" = version + 1
where "application_id" = $2
returning *;
