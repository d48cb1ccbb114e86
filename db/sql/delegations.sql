-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endDelegation
update "delegation"
set "ended_at" = $1
where "delegation_id" = $2 and "ended_at" is null;

-- findDecider
select "limit_minor", "limit_currency", array(select distinct role from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null) as "roles"
from "officer"
where "officer_id" = $1 and "status" = $2;

-- findDelegation
select *
from "delegation"
where "delegation_id" = $1;

-- insertDelegation
insert into "delegation" ("delegation_id", "from_officer_id", "to_officer_id", "starts_date", "ends_date", "scope", "ended_at")
values ($1, $2, $3, $4, $5, $6, $7);

-- listDelegations
select *
from "delegation"
where (from_officer_id = any($1::uuid[]) or to_officer_id = any($2::uuid[])) and "ended_at" is null and "ends_date" >= $3
order by "starts_date" desc, "delegation_id";

-- lockDelegators
select
from officer
where officer_id = any($1::uuid[])
order by officer_id
for update;
