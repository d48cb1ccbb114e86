-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endDelegation
update "delegation"
set "ended_at" = $1, "ended_by" = $2, "end_reason" = $3
where "delegation_id" = $4 and "ended_at" is null;

-- findDecider
select "limit_minor", "limit_currency", array(select distinct role from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null) as "roles"
from "officer"
where "officer_id" = $1 and "status" = $2;

-- findDelegation
select *
from "delegation"
where "delegation_id" = $1;

-- insertDelegation
insert into "delegation" ("delegation_id", "from_officer_id", "to_officer_id", "starts_date", "ends_date", "scope", "ended_at", "ended_by", "end_reason")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- listAllDelegations
select "delegation".*, "giver"."display_name" as "from_name", "taker"."display_name" as "to_name", case when ended_at is not null then 'ended' when ends_date < $1 then 'past' when starts_date > $2 then 'future' else 'active' end as "state"
from "delegation"
inner join "officer" as "giver" on "giver"."officer_id" = "delegation"."from_officer_id"
inner join "officer" as "taker" on "taker"."officer_id" = "delegation"."to_officer_id"
order by "starts_date" desc, "delegation_id"
limit $3
offset $4;

select "delegation".*, "giver"."display_name" as "from_name", "taker"."display_name" as "to_name", case when ended_at is not null then 'ended' when ends_date < $1 then 'past' when starts_date > $2 then 'future' else 'active' end as "state"
from "delegation"
inner join "officer" as "giver" on "giver"."officer_id" = "delegation"."from_officer_id"
inner join "officer" as "taker" on "taker"."officer_id" = "delegation"."to_officer_id"
where ("from_officer_id" = $3 or "to_officer_id" = $4)
order by "starts_date" desc, "delegation_id"
limit $5
offset $6;

select "delegation".*, "giver"."display_name" as "from_name", "taker"."display_name" as "to_name", case when ended_at is not null then 'ended' when ends_date < $1 then 'past' when starts_date > $2 then 'future' else 'active' end as "state"
from "delegation"
inner join "officer" as "giver" on "giver"."officer_id" = "delegation"."from_officer_id"
inner join "officer" as "taker" on "taker"."officer_id" = "delegation"."to_officer_id"
where case when ended_at is not null then 'ended' when ends_date < $3 then 'past' when starts_date > $4 then 'future' else 'active' end = $5
order by "starts_date" desc, "delegation_id"
limit $6
offset $7;

select count(*)::int as "total"
from "delegation"
inner join "officer" as "giver" on "giver"."officer_id" = "delegation"."from_officer_id"
inner join "officer" as "taker" on "taker"."officer_id" = "delegation"."to_officer_id";

select count(*)::int as "total"
from "delegation"
inner join "officer" as "giver" on "giver"."officer_id" = "delegation"."from_officer_id"
inner join "officer" as "taker" on "taker"."officer_id" = "delegation"."to_officer_id"
where ("from_officer_id" = $1 or "to_officer_id" = $2);

select count(*)::int as "total"
from "delegation"
inner join "officer" as "giver" on "giver"."officer_id" = "delegation"."from_officer_id"
inner join "officer" as "taker" on "taker"."officer_id" = "delegation"."to_officer_id"
where case when ended_at is not null then 'ended' when ends_date < $1 then 'past' when starts_date > $2 then 'future' else 'active' end = $3;

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
