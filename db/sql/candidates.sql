-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listActivePeople
select "officer_id", "display_name", "user_name"
from "officer"
where "status" = $1
order by "user_name";

-- listCandidateFacts
select "officer"."officer_id", "officer"."display_name", "officer"."user_name", "officer"."limit_minor", "officer"."limit_currency", "branch"."name" as "branch_name", array(select distinct role from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null order by role) as "roles", (select count(*)::int from seat where seat.officer_id = officer.officer_id and seat.is_todo) as "open_task_count", (select json_build_object( 'standInId', delegation.to_officer_id, 'standInName', standing_in.display_name, 'startsDate', delegation.starts_date, 'endsDate', delegation.ends_date) from delegation join officer as standing_in on standing_in.officer_id = delegation.to_officer_id where delegation.from_officer_id = officer.officer_id and delegation.ended_at is null and delegation.starts_date <= $1 and delegation.ends_date >= $2 order by delegation.starts_date limit 1) as "absence"
from "officer"
inner join "branch" on "branch"."branch_id" = "officer"."branch_id"
where officer.officer_id = any($3::uuid[]);
