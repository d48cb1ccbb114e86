-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- lockCase
select "application".*, "installation"."mode" as "mode", "installation"."time_zone" as "time_zone", "installation"."clock_offset_ms" as "clock_offset_ms", (now() + installation.clock_offset_ms * interval '1 millisecond') as "now", ((now() + installation.clock_offset_ms * interval '1 millisecond') at time zone installation.time_zone)::date as "business_date", "approval"."approval_id" as "approval_id", "approval"."round" as "approval_round", "approval"."workflow_id" as "workflow_id", "approval"."matrix_version_id" as "approval_matrix_version_id", "approval"."tier" as "approval_tier", "approval"."path" as "path", "approval"."facts" as "facts", "approval"."status" as "approval_status", "approval"."opened_at" as "opened_at", "approval"."ended_at" as "ended_at", (select coalesce(max(number), 0) from application_submission where application_submission.application_id = application.application_id) as "submission_number"
from "application"
inner join "approval" on "approval"."subject_id" = "application"."application_id" and "approval"."subject_type" = $1
cross join "installation"
where "approval"."approval_id" = $2
for update of "application", "approval";

-- lockStage
select "application".*, "installation"."mode" as "mode", "installation"."time_zone" as "time_zone", "installation"."clock_offset_ms" as "clock_offset_ms", (now() + installation.clock_offset_ms * interval '1 millisecond') as "now", ((now() + installation.clock_offset_ms * interval '1 millisecond') at time zone installation.time_zone)::date as "business_date", "approval"."approval_id" as "approval_id", "approval"."round" as "approval_round", "approval"."workflow_id" as "workflow_id", "approval"."matrix_version_id" as "approval_matrix_version_id", "approval"."tier" as "approval_tier", "approval"."path" as "path", "approval"."facts" as "facts", "approval"."status" as "approval_status", "approval"."opened_at" as "opened_at", "approval"."ended_at" as "ended_at", (select coalesce(max(number), 0) from application_submission where application_submission.application_id = application.application_id) as "submission_number"
from "application"
inner join "approval" on "approval"."subject_id" = "application"."application_id" and "approval"."subject_type" = $1
cross join "installation"
inner join "stage" on "stage"."approval_id" = "approval"."approval_id"
where "stage"."stage_id" = $2
for update of "application", "approval", "stage";

-- lockWithClock
select "application".*, "installation"."mode" as "mode", "installation"."time_zone" as "time_zone", "installation"."clock_offset_ms" as "clock_offset_ms", (now() + installation.clock_offset_ms * interval '1 millisecond') as "now", ((now() + installation.clock_offset_ms * interval '1 millisecond') at time zone installation.time_zone)::date as "business_date"
from "application", "installation"
where "application"."application_id" = $1
for update of "application";
