-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readBranchCalendar
select "office_hours", "time_zone", ( select coalesce(json_agg(json_build_object( 'year', calendar_year.year, 'status', calendar_year.status, 'holidays', (select coalesce(json_agg(day_date), '[]'::json) from calendar_day where kind = 'holiday' and extract(year from day_date) = calendar_year.year), 'makeUpWorkdays', (select coalesce(json_agg(day_date), '[]'::json) from calendar_day where kind = 'make_up_workday' and extract(year from day_date) = calendar_year.year) )), '[]'::json) from calendar_year ) as "years"
from "branch"
where "branch_id" = $1;

-- readWorkCalendar
select ( select coalesce(json_agg(json_build_object( 'year', calendar_year.year, 'status', calendar_year.status, 'holidays', (select coalesce(json_agg(day_date), '[]'::json) from calendar_day where kind = 'holiday' and extract(year from day_date) = calendar_year.year), 'makeUpWorkdays', (select coalesce(json_agg(day_date), '[]'::json) from calendar_day where kind = 'make_up_workday' and extract(year from day_date) = calendar_year.year) )), '[]'::json) from calendar_year ) as "years";
