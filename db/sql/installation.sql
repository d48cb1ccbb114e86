-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findInstallationMode
select "mode"
from "installation";

-- insertBranches
insert into "branch" ("branch_id", "code", "name", "parent_branch_id", "office_hours", "time_zone")
values ($1, $2, $3, $4, $5, $6);

insert into "branch" ("branch_id", "code", "name", "parent_branch_id", "office_hours", "time_zone")
values ($1, $2, $3, $4, $5, $6), …;

-- insertCalendarYears
insert into "calendar_day" ("day_date", "kind", "name")
values ($1, $2, $3), …;

insert into "calendar_year" ("year", "status", "source")
values ($1, $2, $3), …;

-- insertFirstOfficers
insert into "officer" ("officer_id", "user_id", "user_name", "display_name", "branch_id", "reports_to_id", "limit_minor", "limit_currency")
values ($1, $2, $3, $4, $5, $6, $7, $8), …;

insert into "role_grant" ("role_grant_id", "officer_id", "role", "branch_id", "granted_by", "revoked_at")
values ($1, $2, $3, $4, $5, $6), …;

-- insertInitialPolicies
insert into "policy_version" ("policy_version_id", "kind", "name", "number", "status", "content", "content_hash", "author_id", "confirmed_by_id", "effective_date", "activated_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

insert into "policy_version" ("policy_version_id", "kind", "name", "number", "status", "content", "content_hash", "author_id", "confirmed_by_id", "effective_date", "activated_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11), …;

-- insertInstallation
insert into "installation" ("mode", "time_zone")
values ($1, $2);

-- insertMissingPolicies
insert into "policy_version" ("policy_version_id", "kind", "name", "number", "status", "content", "content_hash", "author_id", "confirmed_by_id", "effective_date", "activated_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

select distinct "kind", "name"
from "policy_version";

select pg_advisory_xact_lock(hashtextextended('initial policies', 0));
