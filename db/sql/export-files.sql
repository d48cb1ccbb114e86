-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- deleteExpiredParts
delete
from "export_part"
where "request_id" in (select "request_id" from "export_file" where "expires_at" < $1);

-- findExportFile
select *
from "export_file"
where "request_id" = $1;

-- insertExportFile
insert into "export_file" ("request_id", "job_id", "file_name", "row_count", "expires_at")
values ($1, $2, $3, $4, $5);

-- insertExportPart
insert into "export_part" ("request_id", "number", "content")
values ($1, $2, $3);

-- listExports
select "request"."request_id", "request"."number", "request"."content", "request"."status", "job"."status" as "job_status", "job"."done_count", "job"."total_count", "file"."file_name", "file"."row_count", "file"."expires_at"
from "approval_request" as "request"
left join "export_file" as "file" on "file"."request_id" = "request"."request_id"
left join "job" on "job"."kind" = $1 and "job"."subject_id" = request.request_id::text
where "request"."subject_type" = $2 and "request"."requested_by_id" = $3
order by "request"."requested_at" desc
limit $4;

select "request"."request_id", "request"."number", "request"."content", "request"."status", "job"."status" as "job_status", "job"."done_count", "job"."total_count", "file"."file_name", "file"."row_count", "file"."expires_at"
from "approval_request" as "request"
left join "export_file" as "file" on "file"."request_id" = "request"."request_id"
left join "job" on "job"."kind" = $1 and "job"."subject_id" = request.request_id::text
where "request"."subject_type" = $2 and "request"."requested_by_id" = $3 and "request"."request_id" = $4
order by "request"."requested_at" desc
limit $5;

-- readExportContent
select "content"
from "export_part"
where "request_id" = $1
order by "number";
