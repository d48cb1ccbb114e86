-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- addWoken
update "training_move"
set "woken_count" = woken_count + $1
where "move_id" = $2;

-- commitBusinessInstant
update "installation"
set "clock_offset_ms" = greatest(clock_offset_ms, ceil(extract(epoch from $1::timestamptz - clock_timestamp()) * 1000)::bigint)
returning "clock_offset_ms";

-- findNextDueDate
select (min(next_wake_at) at time zone $1)::date as "due_date"
from "process"
where "status" = $2 and "next_wake_at" > $3;

-- findRunningMove
select *
from "training_move"
where "status" <> $1;

-- findTrainingMove
select *
from "training_move"
where "move_id" = $1;

-- finishTrainingMove
update "training_move"
set "status" = $1, "ended_at" = clock_timestamp()
where "move_id" = $2 and "status" <> $3;

-- insertTrainingMove
insert into "training_move" ("move_id", "requested_by", "from_date", "to_date", "reached_date", "status", "ended_at")
values ($1, $2, $3, $4, $5, $6, $7)
returning *;

-- listTrainingMoves
select *
from "training_move"
order by "created_at" desc
limit $1
offset $2;

select count(*)::int as "total"
from "training_move";

-- lockClock
select "singleton"
from "installation"
for update;

-- markReached
update "training_move"
set "status" = $1, "reached_date" = $2
where "move_id" = $3 and "status" <> $4;
