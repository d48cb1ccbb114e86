-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countMoveHappenings
select "action", count(*)::int as "count"
from "audit_event"
where "actor_id" is null and "occurred_at" >= $1 and "occurred_at" <= coalesce($2::timestamptz, clock_timestamp())
group by "action"
order by "count" desc, "action";

-- endRunningExercise
update "exercise_run"
set "status" = $1, "ended_at" = clock_timestamp()
where "officer_id" = $2 and "status" = $3;

-- listActsSince
select "action", "after"
from "audit_event"
where "actor_id" = $1 and "seq" > $2
limit $3;

-- listExerciseRuns
select *
from "exercise_run"
where "officer_id" = $1
order by "exercise_run_id" desc;

-- listTraineeProgress
select "exercise_run"."officer_id", "display_name", "exercise", count(*)::int as "try_count", min(ended_at) filter (where exercise_run.status = 'passed') as "passed_at"
from "exercise_run"
inner join "officer" on "officer"."officer_id" = "exercise_run"."officer_id"
group by "exercise_run"."officer_id", "display_name", "exercise"
order by "display_name", "exercise";

-- startExerciseRun
insert into "exercise_run" ("exercise_run_id", "officer_id", "exercise", "since_seq", "ended_at")
values ($1, $2, $3, (select coalesce(max(seq), 0) from audit_event), $4);

update "exercise_run"
set "status" = $1, "ended_at" = clock_timestamp()
where "officer_id" = $2 and "status" = $3;
