-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listBlocks
select "case_event"."case_id", "collection_case"."number", "case_event"."kind", "display_name", "details", "occurred_at"
from "case_event"
inner join "collection_case" on "collection_case"."case_id" = "case_event"."case_id"
left join "officer" on officer.officer_id::text = "case_event"."actor_id"
where "collection_case"."branch_id" = any($1::uuid[]) and "kind" in ($2, …) and "business_date" >= $3
order by "case_event"."seq" desc
limit $4;

-- listCollectors
select "officer"."officer_id", "officer"."display_name", array_agg(distinct role_grant.role) as "levels", (select count(*)::int from collection_case where owner_id = officer.officer_id and collection_case.status in ('open', 'suspended')) as "case_count"
from "officer"
inner join "role_grant" on "role_grant"."officer_id" = "officer"."officer_id"
where "officer"."status" = $1 and "role_grant"."revoked_at" is null and "role_grant"."role" in ($2, …) and ("role_grant"."branch_id" = any($3::uuid[]) or role_grant.branch_id is null or exists (select from branch where branch.parent_branch_id = role_grant.branch_id))
group by "officer"."officer_id", "officer"."display_name"
order by "case_count", "officer"."display_name";

-- readBoardFigures
with reach as ( select case_id, owner_id, overdue_minor, status, last_action_at, created_at from collection_case where "collection_case"."branch_id" = any($1::uuid[]) ), owned as ( select owner_id as officer_id, count(*)::int as case_count, coalesce(sum(overdue_minor), 0)::bigint as overdue_minor, count(*) filter (where coalesce(last_action_at, created_at) < $2)::int as untouched from reach where status in ('open', 'suspended') group by owner_id ), tried as ( select collector_id as officer_id, count(*) filter (where attempted_at >= $3)::int as today, count(*)::int as attempts, count(*) filter (where outcome in ('conversation', 'refused'))::int as reached from contact_attempt join reach using (case_id) where attempted_at >= $4 group by collector_id ), promised as ( select owner_id as officer_id, count(*) filter (where created_date >= $5::date)::int as made, count(*) filter (where judged_date >= $6::date and promise.status = 'kept')::int as kept, count(*) filter (where judged_date >= $7::date and promise.status in ('kept', 'partial', 'broken'))::int as judged from promise join reach using (case_id) group by owner_id ), recovered as ( select owner_id as officer_id, coalesce(sum(payment.amount_minor), 0)::bigint as minor from payment join case_loan using (loan_id) join reach using (case_id) where payment.effective_date between $8::date and $9::date and payment.status in ('received', 'applied') group by owner_id ), blocked as ( select case_event.actor_id::uuid as officer_id, count(*)::int as blocked from case_event join reach using (case_id) where kind = 'contact.blocked' and business_date >= $10::date group by case_event.actor_id ), people as ( select officer_id from owned union select officer_id from tried union select officer_id from promised union select officer_id from recovered union select officer_id from blocked ) select people.officer_id as "officerId", coalesce(case_count, 0) as "caseCount", coalesce(owned.overdue_minor, 0)::bigint as "overdueMinor", coalesce(untouched, 0) as "untouchedCount", coalesce(today, 0) as "actionsToday", coalesce(attempts, 0) as "attemptCount", coalesce(reached, 0) as "reachedCount", coalesce(made, 0) as "promiseCount", coalesce(kept, 0) as "keptCount", coalesce(judged, 0) as "judgedCount", coalesce(recovered.minor, 0)::bigint as "recoveredMinor", coalesce(blocked, 0) as "blockedCount"
from people
left join owned on owned.officer_id is not distinct
from people.officer_id
left join tried on tried.officer_id is not distinct
from people.officer_id
left join promised on promised.officer_id is not distinct
from people.officer_id
left join recovered on recovered.officer_id is not distinct
from people.officer_id
left join blocked on blocked.officer_id is not distinct
from people.officer_id;
