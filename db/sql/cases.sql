-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- addCaseLoans
insert into "case_loan" ("case_id", "loan_id")
values ($1, $2)
on conflict do nothing
returning "loan_id";

insert into "case_loan" ("case_id", "loan_id")
values ($1, $2), …
on conflict do nothing
returning "loan_id";

-- findCase
select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
where "case_id" = $1;

-- insertCase
insert into "collection_case" ("case_id", "number", "customer_id", "branch_id", "level", "owner_id", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "anchor_date")
values ($1, $2 || lpad(nextval('collection_case_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict do nothing
returning "case_id";

-- insertTakenStep
insert into "case_step" ("case_id", "kind", "anchor_date", "step_date")
values ($1, $2, $3, $4)
on conflict do nothing;

-- listCustomerLoans
select "loan"."loan_id", "loan"."number", "loan"."status", "loan"."currency", "loan_position"."days_past_due", "loan_position"."business_date", "loan_position"."overdue_minor"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where "loan"."customer_id" = $1 and "loan"."status" in ($2, …)
order by "loan"."number";

-- listTakenSteps
select "kind", "anchor_date", "step_date"
from "case_step"
where "case_id" = $1
order by "step_date";

-- lockCase
select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
where "case_id" = $1
for update of "collection_case";

-- lockRunningCase
select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
where "collection_case"."customer_id" = $1 and "collection_case"."status" in ($2, …)
for update of "collection_case";

-- updateCase
update "collection_case"
set "bucket" = $1, "days_past_due" = $2, "version" = version + 1
where "case_id" = $3;

update "collection_case"
set "days_past_due" = $1, "overdue_minor" = $2, "version" = version + 1
where "case_id" = $3;

update "collection_case"
set "days_past_due" = $1, "version" = version + 1
where "case_id" = $2;

update "collection_case"
set "last_action_at" = $1, "version" = version + 1
where "case_id" = $2;

update "collection_case"
set "level" = $1, "days_past_due" = $2, "last_action_at" = $3, "version" = version + 1
where "case_id" = $4;

update "collection_case"
set "level" = $1, "last_action_at" = $2, "version" = version + 1
where "case_id" = $3;

update "collection_case"
set "level" = $1, "owner_id" = $2, "days_past_due" = $3, "last_action_at" = $4, "version" = version + 1
where "case_id" = $5;

update "collection_case"
set "overdue_minor" = $1, "version" = version + 1
where "case_id" = $2;

update "collection_case"
set "owner_id" = $1, "claimed_until" = $2, "last_action_at" = $3, "follow_up_at" = $4, "version" = version + 1
where "case_id" = $5;

update "collection_case"
set "owner_id" = $1, "claimed_until" = $2, "last_action_at" = $3, "version" = version + 1
where "case_id" = $4;

update "collection_case"
set "owner_id" = $1, "claimed_until" = $2, "version" = version + 1
where "case_id" = $3;

update "collection_case"
set "status" = $1, "bucket" = $2, "days_past_due" = $3, "overdue_minor" = $4, "closed_date" = $5, "anchor_date" = $6, "version" = version + 1
where "case_id" = $7;

update "collection_case"
set "status" = $1, "days_past_due" = $2, "suspended_until_date" = $3, "version" = version + 1
where "case_id" = $4;

update "collection_case"
set "status" = $1, "suspended_until_date" = $2, "version" = version + 1
where "case_id" = $3;
