-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertContactAttempt
insert into "contact_attempt" ("contact_attempt_id", "case_id", "customer_id", "channel", "subject", "subject_id", "number_index", "purpose", "outcome", "decision", "collector_id", "note", "attempted_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- insertStop
insert into "contact_stop" ("contact_stop_id", "customer_id", "case_id", "flag", "reason", "set_by", "starts_date", "until_date")
values ($1, $2, $3, $4, $5, $6, $7, $8);

update "contact_stop"
set "lifted_date" = $1, "lifted_by" = $2
where "customer_id" = $3 and "flag" = $4 and "lifted_date" is null;

-- liftStop
update "contact_stop"
set "lifted_date" = $1, "lifted_by" = $2
where "customer_id" = $3 and "flag" = $4 and "lifted_date" is null;

-- listContactAttempts
select "contact_attempt".*, "officer"."display_name"
from "contact_attempt"
left join "officer" on "officer"."officer_id" = "contact_attempt"."collector_id"
where "case_id" = $1
order by "attempted_at" desc
limit $2;

-- listContactPolicies
select "policy_version_id", "content"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "name";

-- listStops
select *
from "contact_stop"
where "customer_id" = $1 and ("until_date" is null or "until_date" >= $2)
order by "starts_date";

-- readContactGround
select "branch"."time_zone", encode(phone_index, 'hex') as "phone_key", (select coalesce(json_agg(json_build_object( 'givenAt', to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'withdrawnAt', to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'::json) from consent where consent.customer_id = customer.customer_id and kind = 'contact_outside_hours') as "consents"
from "customer"
inner join "branch" on "branch"."branch_id" = "customer"."branch_id"
where "customer"."customer_id" = $1;

select "channel", "purpose", "outcome", "case_id", "attempted_at", "subject_id", encode(number_index, 'hex') as "number_key"
from "contact_attempt"
where "customer_id" = $1 and "attempted_at" >= $2;

select "channel", "template", "case_id", "status", (notice.business_date + $1::time) at time zone $2 as "at", encode(customer.phone_index, 'hex') as "number_key"
from "notice"
inner join "customer" on "customer"."customer_id" = "notice"."customer_id"
where "notice"."customer_id" = $3 and "business_date" >= $4 and "status" in ($5, …);

select "policy_version_id", "content"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "name";

select *
from "contact_stop"
where "customer_id" = $1 and ("until_date" is null or "until_date" >= $2)
order by "starts_date";
