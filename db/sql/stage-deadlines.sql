-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listRunningDeadlines
select "kind", "due_at"
from "stage_deadline"
where "stage_id" = $1 and "done_at" is null and starts_with(stage_deadline.kind, 'returned_') = $2
order by "due_at", "kind";

-- markDeadlineDone
update "stage_deadline"
set "done_at" = $1
where "stage_id" = $2 and "kind" = $3 and "done_at" is null;

-- setDeadlines
insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at")
values ($1, $2, $3, $4), …
on conflict ("stage_id", "kind") do update
set "due_at" = "excluded"."due_at", "done_at" = $5;

-- wasDeadlineDone
select "stage_deadline"."kind"
from "stage_deadline"
inner join "stage" on "stage"."stage_id" = "stage_deadline"."stage_id"
where "stage"."approval_id" = $1 and "stage_deadline"."kind" = $2 and "stage_deadline"."done_at" is not null
limit $3;
