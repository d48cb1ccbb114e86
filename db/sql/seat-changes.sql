-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- closeSeat
update "seat"
set "status" = $1, "is_todo" = $2
where "seat_id" = $3;

-- handOnSeat
insert into "seat" ("seat_id", "stage_id", "officer_id", "role", "source", "on_behalf_of_id", "position", "has_veto", "is_counted", "added_by_id", "due_at", "parent_seat_id", "transfer_count", "added_group_id", "added_placement", "added_mode")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

update "seat"
set "status" = $1, "is_todo" = $2
where "seat_id" = $3;

-- reopenStage
update "seat"
set "is_todo" = $1, "due_at" = $2
where "stage_id" = $3 and "status" = $4;

update "stage"
set "status" = $1, "verdict" = $2, "closed_at" = $3, "claimed_by_id" = $4, "claimed_until" = $5, "due_at" = $6
where "stage_id" = $7;

-- takeBackVote
update "condition_precedent"
set "status" = $1
where "vote_id" = $2;

update "seat"
set "status" = $1
where "seat_id" = $2;

update "vote"
set "taken_back_at" = $1
where "stage_id" = $2 and "officer_id" = $3 and "taken_back_at" is null
returning "vote_id", "seat_id";
