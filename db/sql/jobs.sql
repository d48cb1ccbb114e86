-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endJob
update "job"
set "status" = $1, "result" = $2, "failure" = $3, "state" = $4, "ended_at" = $5
where "job_id" = $6;

-- findJob
select *
from "job"
where "job_id" = $1;

-- insertJob
insert into "job" ("job_id", "kind", "subject_id", "params", "requested_by_id", "requested_at")
values ($1, $2, $3, $4, $5, $6)
returning *;

-- listJobsAbout
select *
from "job"
where "kind" = $1 and "subject_id" = $2
order by "requested_at" desc
limit $3;

-- listJobsOf
select *
from "job"
where "requested_by_id" = $1
order by "requested_at" desc
limit $2;

select *
from "job"
where "requested_by_id" = $1 and "kind" = $2
order by "requested_at" desc
limit $3;

-- lockJob
select *
from "job"
where "job_id" = $1
for update;

-- saveJobProgress
update "job"
set "status" = $1, "state" = $2, "done_count" = $3, "total_count" = $4
where "job_id" = $5;
