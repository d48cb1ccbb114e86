-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findHolder
with recursive unit as ( select branch_id, parent_branch_id from branch where branch_id = $1 union all select above.branch_id, above.parent_branch_id from branch as above join unit on above.branch_id = unit.parent_branch_id ) select
from officer
where officer.officer_id = $2 and officer.status = 'active' and exists ( select from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null and role = any($3::text[]) and (role_grant.branch_id is null or role_grant.branch_id in (select branch_id from unit)));

-- findLeastLoaded
with recursive unit as ( select branch_id, parent_branch_id from branch where branch_id = $1 union all select above.branch_id, above.parent_branch_id from branch as above join unit on above.branch_id = unit.parent_branch_id ) select officer.officer_id, officer.display_name
from officer
where officer.officer_id is distinct
from $2::uuid and officer.status = 'active' and exists ( select from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null and role = any($3::text[]) and (role_grant.branch_id is null or role_grant.branch_id in (select branch_id from unit)))
order by (select count(*) from collection_case where owner_id = officer.officer_id and collection_case.status in ('open', 'suspended')), officer.officer_id
limit 1;
