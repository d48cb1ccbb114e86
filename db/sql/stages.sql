-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findStage
select "stage".*, (select coalesce(json_agg(agg), '[]') from (select "seat".* from "seat" where "seat"."stage_id" = "stage"."stage_id" order by "seat"."position", "seat"."seat_id") as agg) as "seats", (select coalesce(json_agg(agg), '[]') from (select "vote".* from "vote" where "vote"."stage_id" = "stage"."stage_id" and "vote"."taken_back_at" is null order by "vote"."voted_at", "vote"."vote_id") as agg) as "votes"
from "stage"
where "stage"."stage_id" = $1;

-- findStageStanding
select "stage"."status", "approval"."approval_id", "approval"."workflow_id"
from "stage"
inner join "approval" on "approval"."approval_id" = "stage"."approval_id"
where "stage"."stage_id" = $1;

-- insertSeats
insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict ("stage_id", "officer_id") do nothing;

insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15), …
on conflict ("stage_id", "officer_id") do nothing;

-- insertStage
with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48), ($49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48), ($49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63), ($64, $65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, $76, $77, $78)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48), ($49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63), ($64, $65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, $76, $77, $78), ($79, $80, $81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91, $92, $93)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48), ($49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63), ($64, $65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, $76, $77, $78), ($79, $80, $81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91, $92, $93), ($94, $95, $96, $97, $98, $99, $100, $101, $102, $103, $104, $105, $106, $107, $108)) select "attempt"
from "opened";

with "opened" as (insert into "stage" ("stage_id", "approval_id", "number", "attempt", "submission_number", "template", "branch_id", "opened_at") values ($1, $2, $3, (select coalesce(max(attempt), 0) + 1 from stage where approval_id = $4 and number = $5), $6, $7, $8, $9) returning "attempt"), "timed" as (insert into "stage_deadline" ("stage_id", "kind", "due_at", "done_at") values ($10, $11, $12, $13), ($14, $15, $16, $17), ($18, $19, $20, $21), ($22, $23, $24, $25), ($26, $27, $28, $29), ($30, $31, $32, $33)), "staffed" as (insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "added_group_id", "added_placement", "added_mode", "transfer_count", "due_at") values ($34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48), ($49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63), ($64, $65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, $76, $77, $78), ($79, $80, $81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91, $92, $93), ($94, $95, $96, $97, $98, $99, $100, $101, $102, $103, $104, $105, $106, $107, $108), ($109, $110, $111, $112, $113, $114, $115, $116, $117, $118, $119, $120, $121, $122, $123)) select "attempt"
from "opened";

-- insertVote
with "marked" as (update "seat" set "status" = $1, "is_todo" = $2 where "seat_id" = $3) insert into "vote" ("vote_id", "stage_id", "seat_id", "officer_id", "answer", "reason_code", "comment", "details", "voted_at", "delegation_id")
values ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- listStagesOf
select "stage".*, (select coalesce(json_agg(agg), '[]') from (select "seat".* from "seat" where "seat"."stage_id" = "stage"."stage_id" order by "seat"."position", "seat"."seat_id") as agg) as "seats", (select coalesce(json_agg(agg), '[]') from (select "vote".* from "vote" where "vote"."stage_id" = "stage"."stage_id" and "vote"."taken_back_at" is null order by "vote"."voted_at", "vote"."vote_id") as agg) as "votes"
from "stage"
where "stage"."approval_id" = $1
order by "stage"."opened_at", "stage"."attempt", "stage"."number";

-- saveStage
with "cleared" as (update "seat" set "is_todo" = $1 where "stage_id" = $2 and "is_todo" = $3) update "stage"
set "status" = $4, "verdict" = $5, "closed_at" = $6
where "stage_id" = $7;
