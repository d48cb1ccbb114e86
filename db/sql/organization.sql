-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readWholeOrganization
select "branch_id", "parent_branch_id"
from "branch"
order by "code";

select "officer_id", "reports_to_id", (select coalesce(json_agg(json_build_object('role', role, 'branchId', branch_id)), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null) as "grants"
from "officer"
where "status" = $1
order by "officer_id";
