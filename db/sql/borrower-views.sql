-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findApplicantNews
select "occurred_at"
from "approval_event"
where "application_id" = $1 and "kind" like $2
order by "seq" desc
limit $3;

select "vote"."reason_code"
from "vote"
inner join "stage" on "stage"."stage_id" = "vote"."stage_id"
inner join "approval" on "approval"."approval_id" = "stage"."approval_id"
where "approval"."subject_id" = $1 and "vote"."answer" = $2 and "vote"."taken_back_at" is null
order by "vote"."voted_at" desc
limit $3;

-- findBorrowerContact
select "branch"."name", "officer"."display_name"
from "customer"
inner join "branch" on "branch"."branch_id" = "customer"."branch_id"
inner join "officer" on "officer"."officer_id" = "customer"."account_manager_id"
where "customer"."customer_id" = $1;

-- findUsualReviewDays
select count(*) as "count", percentile_disc(0.5) within group (order by days) as "median"
from (select decided_date - submitted_date as "days" from "application" where "decided_date" is not null and "submitted_date" is not null order by "decided_at" desc limit $1) as "newest";

-- listDataAccesses
select "audit_event"."occurred_at", "audit_event"."after", "branch"."name" as "branch_name"
from "audit_event"
left join "officer" on officer.officer_id::text = "audit_event"."actor_id"
left join "branch" on "branch"."branch_id" = "officer"."branch_id"
where "audit_event"."subject_type" = $1 and "audit_event"."subject_id" = $2 and "audit_event"."action" = $3
order by "audit_event"."seq" desc
limit $4;
