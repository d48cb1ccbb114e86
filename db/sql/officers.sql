-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findOfficer
select "officer"."officer_id", "officer"."user_id", "officer"."user_name", "officer"."display_name", "officer"."branch_id", "officer"."reports_to_id", "officer"."limit_minor", "officer"."limit_currency", "officer"."language", "officer"."status", "officer"."version", ( select coalesce(json_agg(json_build_object( 'roleGrantId', role_grant_id, 'role', role, 'branchId', branch_id, 'grantedBy', granted_by, 'grantedAt', to_char(granted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ) order by granted_at, role), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null ) as "grants"
from "officer"
where "officer_id" = $1;

-- insertOfficer
insert into "officer" ("officer_id", "user_id", "user_name", "display_name", "branch_id", "reports_to_id", "limit_minor", "limit_currency", "language")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- insertRoleGrant
insert into "role_grant" ("role_grant_id", "officer_id", "role", "branch_id", "granted_by", "revoked_at")
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing;

-- isActiveOfficer
select "officer_id"
from "officer"
where "officer_id" = $1 and "status" = $2;

-- listNoticeReaders
select "officer_id", "display_name", "language"
from "officer"
where "officer_id" in ($1, …)
order by "officer_id";

-- listOfficers
select "officer"."officer_id", "officer"."user_id", "officer"."user_name", "officer"."display_name", "officer"."branch_id", "officer"."reports_to_id", "officer"."limit_minor", "officer"."limit_currency", "officer"."language", "officer"."status", "officer"."version", ( select coalesce(json_agg(json_build_object( 'roleGrantId', role_grant_id, 'role', role, 'branchId', branch_id, 'grantedBy', granted_by, 'grantedAt', to_char(granted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ) order by granted_at, role), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null ) as "grants"
from "officer"
order by "user_name"
limit $1
offset $2;

select "officer"."officer_id", "officer"."user_id", "officer"."user_name", "officer"."display_name", "officer"."branch_id", "officer"."reports_to_id", "officer"."limit_minor", "officer"."limit_currency", "officer"."language", "officer"."status", "officer"."version", ( select coalesce(json_agg(json_build_object( 'roleGrantId', role_grant_id, 'role', role, 'branchId', branch_id, 'grantedBy', granted_by, 'grantedAt', to_char(granted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ) order by granted_at, role), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null ) as "grants"
from "officer"
where "branch_id" = $1 and "status" = $2 and exists (select from role_grant where role_grant.officer_id = officer.officer_id and role = $3 and revoked_at is null)
order by "user_name"
limit $4
offset $5;

select count(*)::int as "total"
from "officer";

select count(*)::int as "total"
from "officer"
where "branch_id" = $1 and "status" = $2 and exists (select from role_grant where role_grant.officer_id = officer.officer_id and role = $3 and revoked_at is null);

-- lockOfficer
select "officer"."officer_id", "officer"."user_id", "officer"."user_name", "officer"."display_name", "officer"."branch_id", "officer"."reports_to_id", "officer"."limit_minor", "officer"."limit_currency", "officer"."language", "officer"."status", "officer"."version", ( select coalesce(json_agg(json_build_object( 'roleGrantId', role_grant_id, 'role', role, 'branchId', branch_id, 'grantedBy', granted_by, 'grantedAt', to_char(granted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ) order by granted_at, role), '[]'::json) from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null ) as "grants"
from "officer"
where "officer_id" = $1
for update;

-- revokeRoleGrant
update "role_grant"
set "revoked_at" = clock_timestamp()
where "role_grant_id" = $1 and "revoked_at" is null
returning "officer_id", "role", "branch_id";

-- updateOfficer
update "officer"
set "language" = $1, "version" = version + 1
where "officer_id" = $2;

update "officer"
set "limit_minor" = $1, "limit_currency" = $2, "version" = version + 1
where "officer_id" = $3;

update "officer"
set "status" = $1, "version" = version + 1
where "officer_id" = $2;

update "officer"
set "version" = version + 1
where "officer_id" = $1;
