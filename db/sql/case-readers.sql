-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertComment
insert into "case_comment" ("comment_id", "subject_id", "stage_id", "author_id", "text", "mentioned_ids", "written_at")
values ($1, $2, $3, $4, $5, $6, $7);

-- insertCopies
insert into "case_copy" ("subject_id", "officer_id", "copied_by_id", "copied_at", "note", "read_at")
values ($1, $2, $3, $4, $5, $6)
on conflict ("subject_id", "officer_id") do nothing
returning "officer_id";

insert into "case_copy" ("subject_id", "officer_id", "copied_by_id", "copied_at", "note", "read_at")
values ($1, $2, $3, $4, $5, $6), …
on conflict ("subject_id", "officer_id") do nothing
returning "officer_id";

-- listCopies
select "officer_id", "copied_by_id", "copied_at", "read_at"
from "case_copy"
where "subject_id" = $1
order by "copied_at", "officer_id";

-- markCopyRead
update "case_copy"
set "read_at" = coalesce(read_at, $1)
where "subject_id" = $2 and "officer_id" = $3;

-- wasLetIn
select not exists (select from interest_declaration where subject_id = $1 and officer_id = $2::uuid) and (exists (select from case_copy where subject_id = $3 and officer_id = $4::uuid) or exists (select from approval join stage on stage.approval_id = approval.approval_id join seat on seat.stage_id = stage.stage_id where approval.subject_id = $5 and seat.officer_id = $6::uuid) or exists (select from approval join stage on stage.approval_id = approval.approval_id join advice on advice.stage_id = stage.stage_id where approval.subject_id = $7 and advice.asked_of_id = $8::uuid) ) as "isIn";
