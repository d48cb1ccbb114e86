-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findCondition
select "condition_precedent".*, "stage"."number" as "stage_number"
from "condition_precedent"
left join "stage" on "stage"."stage_id" = "condition_precedent"."stage_id"
where "condition_id" = $1;

-- insertConditions
insert into "condition_precedent" ("condition_id", "application_id", "stage_id", "vote_id", "set_by", "set_at", "kind", "description", "evidence_document_id", "satisfied_by", "checked_by", "deadline_date")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- listConditions
select "condition_precedent".*, "stage"."number" as "stage_number"
from "condition_precedent"
left join "stage" on "stage"."stage_id" = "condition_precedent"."stage_id"
where "application_id" = $1
order by "condition_id";

-- saveCondition
update "condition_precedent"
set "status" = $1, "checked_by" = $2, "checked_at" = $3
where "condition_id" = $4;

update "condition_precedent"
set "status" = $1, "satisfied_by" = $2, "satisfied_at" = $3, "evidence_document_id" = $4, "note" = $5
where "condition_id" = $6;

update "condition_precedent"
set "status" = $1, "waived_by" = $2, "waived_at" = $3, "waiver_reason" = $4
where "condition_id" = $5;
