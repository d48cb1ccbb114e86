-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findBranch
select *
from "branch"
where "branch_id" = $1;

-- insertBranch
insert into "branch" ("branch_id", "code", "name", "parent_branch_id", "office_hours", "time_zone")
values ($1, $2, $3, $4, $5, $6)
on conflict ("code") do nothing;

-- listBranches
select *
from "branch"
order by "code";
