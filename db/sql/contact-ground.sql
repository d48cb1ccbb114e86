-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listContactPolicies
select "policy_version_id", "content"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "name";

-- readContactGround
select "customer"."customer_id", "branch"."time_zone", encode(phone_index, 'hex') as "phone_key", (select coalesce(json_agg(json_build_object( 'givenAt', to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'withdrawnAt', to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'::json) from consent where consent.customer_id = customer.customer_id and kind = 'contact_outside_hours') as "consents"
from "customer"
inner join "branch" on "branch"."branch_id" = "customer"."branch_id"
where "customer"."customer_id" in ($1, …);

select "customer_id", "channel", "purpose", "outcome", "case_id", "attempted_at", "subject_id", encode(number_index, 'hex') as "number_key"
from "contact_attempt"
where "customer_id" in ($1, …) and "attempted_at" >= $2;

select "notice"."customer_id", "channel", "template", "case_id", (notice.business_date + $1::time) at time zone branch.time_zone as "at", encode(customer.phone_index, 'hex') as "number_key"
from "notice"
inner join "customer" on "customer"."customer_id" = "notice"."customer_id"
inner join "branch" on "branch"."branch_id" = "customer"."branch_id"
where "notice"."customer_id" in ($2, …) and "business_date" >= $3 and "notice"."status" in ($4, …);

select "policy_version_id", "content"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "name";

-- readContactGrounds
select "customer"."customer_id", "branch"."time_zone", encode(phone_index, 'hex') as "phone_key", (select coalesce(json_agg(json_build_object( 'givenAt', to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'withdrawnAt', to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'::json) from consent where consent.customer_id = customer.customer_id and kind = 'contact_outside_hours') as "consents"
from "customer"
inner join "branch" on "branch"."branch_id" = "customer"."branch_id"
where "customer"."customer_id" in ($1, …);

select "customer_id", "channel", "purpose", "outcome", "case_id", "attempted_at", "subject_id", encode(number_index, 'hex') as "number_key"
from "contact_attempt"
where "customer_id" in ($1, …) and "attempted_at" >= $2;

select "notice"."customer_id", "channel", "template", "case_id", (notice.business_date + $1::time) at time zone branch.time_zone as "at", encode(customer.phone_index, 'hex') as "number_key"
from "notice"
inner join "customer" on "customer"."customer_id" = "notice"."customer_id"
inner join "branch" on "branch"."branch_id" = "customer"."branch_id"
where "notice"."customer_id" in ($2, …) and "business_date" >= $3 and "notice"."status" in ($4, …);

select "policy_version_id", "content"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "name";
