-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findCustomerSession
select "customer_id", "name", "branch_id", "language"
from "customer"
where "user_id" = $1;

-- findLiveSession
select "session"."id", "session"."userId", "user"."twoFactorEnabled", session."updatedAt" < now() - $1 * interval '1 second' as "isDue"
from "auth"."session" as "session"
inner join "auth"."user" as "user" on "user"."id" = "session"."userId"
where "token" = $2 and "expiresAt" > now();

-- findOfficerSession
select "officer_id", "user_name", "display_name", "branch_id", "limit_minor", "limit_currency", "language", ( with recursive covered (root_id, branch_id) as ( select branch_id, branch_id from branch union select covered.root_id, branch.branch_id from branch join covered on branch.parent_branch_id = covered.branch_id ) select coalesce(json_agg(json_build_object( 'role', role_grant.role, 'branchIds', case when role_grant.branch_id is null or home.parent_branch_id is null then to_json('all'::text) else (select json_agg(covered.branch_id) from covered where covered.root_id = role_grant.branch_id) end ) order by role_grant.granted_at), '[]'::json) from role_grant left join branch as home on home.branch_id = role_grant.branch_id where role_grant.officer_id = officer.officer_id and role_grant.revoked_at is null ) as "grants"
from "officer"
where "user_id" = $1 and "status" = $2;
