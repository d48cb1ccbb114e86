-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertContactAttempt
insert into "contact_attempt" ("contact_attempt_id", "case_id", "customer_id", "channel", "subject", "subject_id", "number_index", "purpose", "outcome", "result", "decision", "collector_id", "note", "attempted_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- insertStop
insert into "contact_stop" ("contact_stop_id", "customer_id", "case_id", "flag", "reason", "set_by", "starts_date", "until_date")
values ($1, $2, $3, $4, $5, $6, $7, $8);

update "contact_stop"
set "lifted_date" = $1, "lifted_by" = $2
where "customer_id" = $3 and "flag" = $4 and "lifted_date" is null;

-- liftStop
update "contact_stop"
set "lifted_date" = $1, "lifted_by" = $2
where "customer_id" = $3 and "flag" = $4 and "lifted_date" is null;

-- listContactAttempts
select "contact_attempt".*, "officer"."display_name"
from "contact_attempt"
left join "officer" on "officer"."officer_id" = "contact_attempt"."collector_id"
where "case_id" = $1
order by "attempted_at" desc
limit $2;

-- listStops
select *
from "contact_stop"
where "customer_id" in ($1, …) and ("until_date" is null or "until_date" >= $2)
order by "starts_date";

-- listStopsOf
select *
from "contact_stop"
where "customer_id" in ($1, …) and ("until_date" is null or "until_date" >= $2)
order by "starts_date";
