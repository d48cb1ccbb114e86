-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findLeastBusyLoanOfficer
select "officer"."officer_id"
from "officer"
where "officer"."branch_id" = $1 and "officer"."status" = $2 and exists (select from role_grant where role_grant.officer_id = officer.officer_id and role_grant.role = 'loan_officer' and role_grant.revoked_at is null)
order by (select count(*) as "count" from "customer" where "customer"."account_manager_id" = "officer"."officer_id"), "officer"."officer_id"
limit $3;

-- findPhoneIndex
select "phone_index"
from "customer"
where "customer_id" = $1;

-- findPortalUser
select "customer_id", "user_id"
from "customer"
where "sign_in_phone_index" = $1 and "phone_index" = $2 and "user_id" is not null;

-- listOpenBranches
select "branch"."branch_id", "branch"."name"
from "branch"
where exists (select "officer"."officer_id" from "officer" where "officer"."branch_id" = "branch"."branch_id" and "officer"."status" = $1 and exists (select from role_grant where role_grant.officer_id = officer.officer_id and role_grant.role = 'loan_officer' and role_grant.revoked_at is null))
order by "branch"."name";

-- lockByIdentity
select "customer_id", "name", "kind", "user_id", phone_index = $1 as "has_this_phone"
from "customer"
where "identity_index" = $2
for update;

-- takeSignInPhone
update "customer"
set "sign_in_phone_index" = $1
where "customer_id" = $2 and not exists (select "other"."customer_id" from "customer" as "other" where "other"."sign_in_phone_index" = $3 and "other"."customer_id" <> $4);

update "customer"
set "sign_in_phone_index" = $1
where "sign_in_phone_index" = $2 and "phone_index" <> $3;
