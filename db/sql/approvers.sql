-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findVoter
select "officer_id", "display_name", "limit_minor", "limit_currency", array(select distinct role from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null) as "roles", exists ( with recursive related (customer_id, depth) as ( select $1::uuid, 0 union select case when relation.customer_id = related.customer_id then relation.related_customer_id else relation.customer_id end, related.depth + 1 from related join customer_relation as relation on related.customer_id in (relation.customer_id, relation.related_customer_id) where related.depth < $2 ) select 1 from related join customer on customer.customer_id = related.customer_id where customer.user_id = officer.user_id) as "is_related"
from "officer"
where "officer_id" = $3 and "status" = $4;

-- listHolders
select distinct "officer"."officer_id"
from "role_grant"
inner join "officer" on "officer"."officer_id" = "role_grant"."officer_id"
where "role_grant"."role" = $1 and "role_grant"."revoked_at" is null and "officer"."status" = $2
order by "officer"."officer_id";

-- listRelatedCustomerIds
with recursive related (customer_id, depth) as ( select $1::uuid, 0 union select case when relation.customer_id = related.customer_id then relation.related_customer_id else relation.customer_id end, related.depth + 1 from related join customer_relation as relation on related.customer_id in (relation.customer_id, relation.related_customer_id) where related.depth < $2 ) select distinct customer_id
from related;

-- listRelatedOfficerIds
with recursive related (customer_id, depth) as ( select $1::uuid, 0 union select case when relation.customer_id = related.customer_id then relation.related_customer_id else relation.customer_id end, related.depth + 1 from related join customer_relation as relation on related.customer_id in (relation.customer_id, relation.related_customer_id) where related.depth < $2 ) select officer.officer_id
from related join customer on customer.customer_id = related.customer_id join officer on officer.user_id = customer.user_id;

-- readApproverContext
with recursive unit (branch_id, parent_branch_id, depth) as ( select branch_id, parent_branch_id, 0 from branch where branch_id = $1 union all select branch.branch_id, branch.parent_branch_id, unit.depth + 1 from branch join unit on branch.branch_id = unit.parent_branch_id ), person (officer_id) as ( select officer_id from role_grant where revoked_at is null and (branch_id is null or branch_id in (select branch_id from unit)) union select unnest($2::uuid[]) union select officer_id from approver_group_member where group_id = any($3::text[]) ), line (officer_id) as ( select officer_id from person union select officer.reports_to_id from officer join line on officer.officer_id = line.officer_id where officer.reports_to_id is not null ) select (select json_agg(json_build_object( 'branchId', branch_id, 'parentBranchId', parent_branch_id) order by depth) from unit) as branches, (select coalesce(json_agg(json_build_object('groupId', group_id, 'officerIds', array(select officer_id from approver_group_member as member where member.group_id = approver_group.group_id order by officer_id))), '[]'::json) from approver_group where group_id = any($4::text[])) as groups, (select json_agg(json_build_object( 'officerId', officer.officer_id, 'reportsToId', officer.reports_to_id, 'isActive', true, 'grants', (select coalesce(json_agg(json_build_object('role', role, 'branchId', branch_id)), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null), 'openSeatCount', case when $5 then (select count(*) from seat where seat.officer_id = officer.officer_id and seat.is_todo) else 0 end )) from officer join line on officer.officer_id = line.officer_id where officer.status = 'active') as officers, array( with recursive related (customer_id, depth) as ( select $6::uuid, 0 union select case when relation.customer_id = related.customer_id then relation.related_customer_id else relation.customer_id end, related.depth + 1 from related join customer_relation as relation on related.customer_id in (relation.customer_id, relation.related_customer_id) where related.depth < $7 ) select officer.officer_id from related join customer on customer.customer_id = related.customer_id join officer on officer.user_id = customer.user_id) as related;

-- readOfficerNames
select "officer_id", "display_name"
from "officer"
where officer_id = any($1::uuid[]);
