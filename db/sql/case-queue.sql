-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listCases
select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version", "open_promise"."amount_minor" as "promise_minor", "open_promise"."promise_date", "last_attempt"."outcome" as "last_outcome", "last_attempt"."result" as "last_result", "last_attempt"."attempted_at" as "last_attempt_at", (select count(*)::int from promise where promise.case_id = collection_case.case_id and promise.status = 'broken') as "broken_count"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
left join lateral (select "amount_minor", "promise_date" from "promise" where "promise"."case_id" = "collection_case"."case_id" and "promise"."status" = $1 order by "promise_date" limit $2) as "open_promise" on true
left join lateral (select "outcome", "result", "attempted_at" from "contact_attempt" where "contact_attempt"."case_id" = "collection_case"."case_id" order by "attempted_at" desc limit $3) as "last_attempt" on true
where "collection_case"."branch_id" = any($4::uuid[]) and "collection_case"."status" in ($5, …)
order by anchor_date nulls last, "collection_case"."number"
limit $6
offset $7;

select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version", "open_promise"."amount_minor" as "promise_minor", "open_promise"."promise_date", "last_attempt"."outcome" as "last_outcome", "last_attempt"."result" as "last_result", "last_attempt"."attempted_at" as "last_attempt_at", (select count(*)::int from promise where promise.case_id = collection_case.case_id and promise.status = 'broken') as "broken_count"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
left join lateral (select "amount_minor", "promise_date" from "promise" where "promise"."case_id" = "collection_case"."case_id" and "promise"."status" = $1 order by "promise_date" limit $2) as "open_promise" on true
left join lateral (select "outcome", "result", "attempted_at" from "contact_attempt" where "contact_attempt"."case_id" = "collection_case"."case_id" order by "attempted_at" desc limit $3) as "last_attempt" on true
where "collection_case"."branch_id" = any($4::uuid[]) and "collection_case"."status" in ($5, …) and "collection_case"."number" like $6
order by anchor_date nulls last, "collection_case"."number"
limit $7
offset $8;

select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version", "open_promise"."amount_minor" as "promise_minor", "open_promise"."promise_date", "last_attempt"."outcome" as "last_outcome", "last_attempt"."result" as "last_result", "last_attempt"."attempted_at" as "last_attempt_at", (select count(*)::int from promise where promise.case_id = collection_case.case_id and promise.status = 'broken') as "broken_count"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
left join lateral (select "amount_minor", "promise_date" from "promise" where "promise"."case_id" = "collection_case"."case_id" and "promise"."status" = $1 order by "promise_date" limit $2) as "open_promise" on true
left join lateral (select "outcome", "result", "attempted_at" from "contact_attempt" where "contact_attempt"."case_id" = "collection_case"."case_id" order by "attempted_at" desc limit $3) as "last_attempt" on true
where "collection_case"."branch_id" = any($4::uuid[]) and "collection_case"."status" in ($5, …) and "level" = $6
order by anchor_date nulls last, "collection_case"."number"
limit $7
offset $8;

select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version", "open_promise"."amount_minor" as "promise_minor", "open_promise"."promise_date", "last_attempt"."outcome" as "last_outcome", "last_attempt"."result" as "last_result", "last_attempt"."attempted_at" as "last_attempt_at", (select count(*)::int from promise where promise.case_id = collection_case.case_id and promise.status = 'broken') as "broken_count"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
left join lateral (select "amount_minor", "promise_date" from "promise" where "promise"."case_id" = "collection_case"."case_id" and "promise"."status" = $1 order by "promise_date" limit $2) as "open_promise" on true
left join lateral (select "outcome", "result", "attempted_at" from "contact_attempt" where "contact_attempt"."case_id" = "collection_case"."case_id" order by "attempted_at" desc limit $3) as "last_attempt" on true
where "collection_case"."branch_id" = any($4::uuid[]) and "collection_case"."status" in ($5, …) and "owner_id" = $6
order by anchor_date nulls last, "collection_case"."number"
limit $7
offset $8;

select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version", "open_promise"."amount_minor" as "promise_minor", "open_promise"."promise_date", "last_attempt"."outcome" as "last_outcome", "last_attempt"."result" as "last_result", "last_attempt"."attempted_at" as "last_attempt_at", (select count(*)::int from promise where promise.case_id = collection_case.case_id and promise.status = 'broken') as "broken_count"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
left join lateral (select "amount_minor", "promise_date" from "promise" where "promise"."case_id" = "collection_case"."case_id" and "promise"."status" = $1 order by "promise_date" limit $2) as "open_promise" on true
left join lateral (select "outcome", "result", "attempted_at" from "contact_attempt" where "contact_attempt"."case_id" = "collection_case"."case_id" order by "attempted_at" desc limit $3) as "last_attempt" on true
where "collection_case"."branch_id" = any($4::uuid[]) and "collection_case"."status" in ($5, …) and "owner_id" is null
order by anchor_date nulls last, "collection_case"."number"
limit $6
offset $7;

select "case_id", "collection_case"."number", "collection_case"."customer_id", "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "customer"."language", "customer"."phone_mask", "collection_case"."branch_id", "collection_case"."status", "level", "owner_id", "owner"."display_name" as "owner_name", "bucket", "days_past_due", "overdue_minor", "currency", "opened_date", "closed_date", "last_action_at", "claimed_until", "suspended_until_date", "anchor_date", "follow_up_at", "collection_case"."version", "open_promise"."amount_minor" as "promise_minor", "open_promise"."promise_date", "last_attempt"."outcome" as "last_outcome", "last_attempt"."result" as "last_result", "last_attempt"."attempted_at" as "last_attempt_at", (select count(*)::int from promise where promise.case_id = collection_case.case_id and promise.status = 'broken') as "broken_count"
from "collection_case"
inner join "customer" on "customer"."customer_id" = "collection_case"."customer_id"
left join "officer" as "owner" on "owner"."officer_id" = "collection_case"."owner_id"
left join lateral (select "amount_minor", "promise_date" from "promise" where "promise"."case_id" = "collection_case"."case_id" and "promise"."status" = $1 order by "promise_date" limit $2) as "open_promise" on true
left join lateral (select "outcome", "result", "attempted_at" from "contact_attempt" where "contact_attempt"."case_id" = "collection_case"."case_id" order by "attempted_at" desc limit $3) as "last_attempt" on true
where "collection_case"."branch_id" = any($4::uuid[]) and "collection_case"."status" in ($5, …) and ($6::date - anchor_date) >= $7 and ($8::date - anchor_date) < $9
order by anchor_date nulls last, "collection_case"."number"
limit $10
offset $11;

select count(*) as "total"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" in ($2, …);

select count(*) as "total"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" in ($2, …) and "collection_case"."number" like $3;

select count(*) as "total"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" in ($2, …) and "level" = $3;

select count(*) as "total"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" in ($2, …) and "owner_id" = $3;

select count(*) as "total"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" in ($2, …) and "owner_id" is null;

select count(*) as "total"
from "collection_case"
where "collection_case"."branch_id" = any($1::uuid[]) and "collection_case"."status" in ($2, …) and ($3::date - anchor_date) >= $4 and ($5::date - anchor_date) < $6;
