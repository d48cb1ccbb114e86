-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- closeDays
insert into "business_day" ("business_date", "status", "closed_at", "summary")
values ($1, $2, clock_timestamp(), $3)
on conflict ("business_date") do update
set "status" = $4, "closed_at" = "excluded"."closed_at", "summary" = "excluded"."summary"
where "business_day"."status" <> $5;

insert into "business_day" ("business_date", "status", "closed_at", "summary")
values ($1, $2, clock_timestamp(), $3), …
on conflict ("business_date") do update
set "status" = $4, "closed_at" = "excluded"."closed_at", "summary" = "excluded"."summary"
where "business_day"."status" <> $5;

-- expireIdleDrafts
update "application"
set "status" = $1, "decided_at" = clock_timestamp() + (select clock_offset_ms from installation) * interval '1 millisecond', "decided_date" = changed_date + $2::int, "version" = version + 1
where "status" = $3 and changed_date + $4::int <= $5
returning "application_id", "decided_date";

-- listUnclosedDates
select day::date as day
from installation, generate_series((created_at at time zone time_zone)::date, $1::date - 1, interval '1 day') as day
where not exists ( select from business_day where business_date = day::date and status = 'closed')
order by day
limit $2;

-- readPortfolio
select "loan"."status", "loan_position"."bucket", "loan"."currency", count(*)::int as "loan_count", sum(loan_position.principal_minor)::bigint as "principal_minor", sum(loan_position.overdue_minor)::bigint as "overdue_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
group by "loan"."status", "loan_position"."bucket", "loan"."currency"
order by "loan"."status", "loan_position"."bucket", "loan"."currency";
