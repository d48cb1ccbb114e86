-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countCalendarShifts
select count(*)::int as "loanCount", count(applied_at)::int as "appliedCount"
from "calendar_shift"
where "calendar_change_id" = $1;

-- findCalendarChange
select "calendar_change".*, "officer"."display_name"
from "calendar_change"
inner join "officer" on "officer"."officer_id" = "calendar_change"."entered_by"
where "calendar_change_id" = $1;

-- findCalendarYear
select "day_date" as "date", "kind", "name"
from "calendar_day"
where extract(year from day_date) = $1
order by "day_date";

select "status", "source"
from "calendar_year"
where "year" = $1;

-- insertCalendarChange
insert into "calendar_change" ("calendar_change_id", "year", "before", "after", "status", "entered_by", "entered_date")
values ($1, $2, $3, $4, $5, $6, $7);

-- insertCalendarShifts
insert into calendar_shift (calendar_change_id, loan_id) select $1, loan_id
from unnest($2::uuid[]) as loan_id;

-- listCalendarChanges
select "calendar_change".*, "officer"."display_name"
from "calendar_change"
inner join "officer" on "officer"."officer_id" = "calendar_change"."entered_by"
order by "calendar_change_id" desc
limit $1;

select "calendar_change".*, "officer"."display_name"
from "calendar_change"
inner join "officer" on "officer"."officer_id" = "calendar_change"."entered_by"
where "calendar_change"."status" = $1
order by "calendar_change_id" desc
limit $2;

select "calendar_change".*, "officer"."display_name"
from "calendar_change"
inner join "officer" on "officer"."officer_id" = "calendar_change"."entered_by"
where "year" = $1 and "calendar_change"."status" = $2
order by "calendar_change_id" desc
limit $3;

-- listCalendarYears
select "year", "status", "source", (select count(*)::int from calendar_day where extract(year from day_date) = calendar_year.year and kind = $1) as "holidays", (select count(*)::int from calendar_day where extract(year from day_date) = calendar_year.year and kind = $2) as "make_up_workdays"
from "calendar_year"
order by "year";

-- listShiftingLoans
select "loan"."loan_id", "loan"."number", "loan_terms"."terms", (select coalesce(json_agg(payload order by seq), '[]'::json) from loan_event where loan_event.loan_id = loan.loan_id) as "events"
from "loan"
inner join "loan_terms" on "loan_terms"."loan_id" = "loan"."loan_id" and "loan_terms"."number" = $1
where "loan"."status" = $2 and coalesce(loan_terms.terms ->> 'dueDateShift', 'none') <> $3 and exists (select "installment"."number" from "installment" where "installment"."loan_id" = "loan"."loan_id" and "installment"."paid_date" is null and "installment"."due_date" >= $4 and "installment"."due_date" <= $5)
order by "loan"."loan_id"
limit $6;

-- lockCalendar
select pg_advisory_xact_lock($1::bigint);

-- replaceCalendarYear
delete
from "calendar_day"
where extract(year from day_date) = $1;

insert into "calendar_day" ("day_date", "kind", "name")
values ($1, $2, $3);

insert into "calendar_day" ("day_date", "kind", "name")
values ($1, $2, $3), …;

insert into "calendar_year" ("year", "status", "source")
values ($1, $2, $3)
on conflict ("year") do update
set "status" = $4, "source" = $5;

-- settleCalendarChange
update "calendar_change"
set "status" = $1, "settled_by" = $2, "settled_date" = $3, "reason" = $4
where "calendar_change_id" = $5;

-- takeCalendarShifts
update "calendar_shift"
set "applied_at" = clock_timestamp()
where "loan_id" = $1 and "applied_at" is null
returning "calendar_change_id";
