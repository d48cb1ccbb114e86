-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readWholeOrganization
select "branch_id", "parent_branch_id"
from "branch"
order by "code";

select "officer_id", "reports_to_id", "limit_minor", "limit_currency", (select coalesce(json_agg(json_build_object('role', role, 'branchId', branch_id)), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null) as "grants"
from "officer"
where "status" = $1
order by "officer_id";

select group_id as "groupId", array(select officer_id from approver_group_member as member where member.group_id = approver_group.group_id order by officer_id) as "officerIds"
from approver_group
order by group_id;
