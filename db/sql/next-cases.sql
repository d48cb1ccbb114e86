-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countByBucket
select coalesce($1::date - anchor_date, 0) as "days", count(*)::int as "case_count"
from "collection_case"
where "collection_case"."branch_id" = any($2::uuid[]) and "status" in ($3, …)
group by "days";

-- findNextFollowUp
select min(follow_up_at) as "at"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "status" = $2 and (owner_id is null or owner_id = $3::uuid or claimed_until < $4) and "follow_up_at" > $5;

-- lockNextCases
select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" = $2 and (owner_id is null or owner_id = $3::uuid or claimed_until < $4) and collection_case.case_id is distinct
from $5::uuid and (follow_up_at is null or follow_up_at <= $6) and not exists (select from promise where promise.case_id = collection_case.case_id and promise.status = 'open' and promise.promise_date >= $7) and not exists (select from contact_attempt where contact_attempt.case_id = collection_case.case_id and attempted_at >= $8 and (follow_up_at is null or attempted_at >= follow_up_at))
order by follow_up_at nulls last, anchor_date nulls last, "collection_case"."number"
limit $9
for update of "collection_case" skip locked;

-- readDayFigures
with own as ( select case_id, follow_up_at from collection_case where owner_id = $1 and status in ('open', 'suspended') ), promised as ( select promise_date, amount_minor, promise.status, judged_date from promise join own using (case_id) ) select (select count(*)::int from promised where status = 'open' and promise_date <= $2::date) as "promisesTodayCount", (select coalesce(sum(amount_minor), 0)::bigint from promised where status = 'open' and promise_date <= $3::date) as "promisesTodayMinor", (select count(*)::int from promised where status = 'open' and promise_date = $4::date + 1) as "promisesTomorrowCount", (select coalesce(sum(amount_minor), 0)::bigint from promised where status = 'open' and promise_date = $5::date + 1) as "promisesTomorrowMinor", (select count(*)::int from promised where status = 'broken' and judged_date >= $6::date - 1) as "brokenYesterdayCount", (select count(*)::int from own where follow_up_at <= $7) as "followUpsDueCount", (select count(distinct case_id)::int from case_event join own using (case_id) where business_date = $8 and kind in ('collection_case.opened', 'collection_case.transferred')) as "allottedTodayCount", (select count(*)::int from contact_attempt where collector_id = $9 and attempted_at >= $10) as "contactsTodayCount", (select coalesce(sum(payment.amount_minor), 0)::bigint from payment where payment.effective_date = $11 and payment.status in ('received', 'applied') and payment.loan_id in (select loan_id from case_loan join own using (case_id))) as "recoveredTodayMinor";
