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

-- readUnitIds
with recursive unit (branch_id, parent_branch_id, depth) as ( select branch_id, parent_branch_id, 0 from branch where branch_id = $1 union all select branch.branch_id, branch.parent_branch_id, unit.depth + 1 from branch join unit on branch.branch_id = unit.parent_branch_id ) select branch_id as "branchId"
from unit
order by depth;
