-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readFlow
select case when status in ('declined', 'withdrawn', 'expired') then status else 'approved' end as outcome, count(*)::int as count
from application
where decided_date between $1 and $2 and "application"."branch_id" = any($3::uuid[])
group by 1
order by 1;

with closed as ( select stage.stage_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at, least(stage.closed_at, coalesce((select min(occurred_at) from approval_event where approval_event.approval_id = approval.approval_id and approval_event.stage_id = stage.stage_id and approval_event.actor_id is not null), stage.closed_at)) as touched_at, (select due_at from stage_deadline where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at from stage join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application' join application on application.application_id = approval.subject_id cross join installation where stage.status = 'closed' and stage.closed_at >= ($1::date::timestamp at time zone installation.time_zone) and stage.closed_at < (($2::date + 1)::timestamp at time zone installation.time_zone) and "application"."branch_id" = any($3::uuid[]) ) select key, count(*)::int as count, (sum(extract(epoch from touched_at - opened_at)) / 60)::int as "waitingMinutes", (sum(extract(epoch from closed_at - touched_at)) / 60)::int as "workingMinutes", (percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at)) / 60)::int as "medianMinutes", (count(*) filter (where due_at is null or closed_at <= due_at) * 1000000 / count(*))::int as "slaHitPpm"
from closed
group by key
order by "waitingMinutes" desc, key;

with closed as ( select stage.stage_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at, least(stage.closed_at, coalesce((select min(occurred_at) from approval_event where approval_event.approval_id = approval.approval_id and approval_event.stage_id = stage.stage_id and approval_event.actor_id is not null), stage.closed_at)) as touched_at, (select due_at from stage_deadline where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at from stage join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application' join application on application.application_id = approval.subject_id cross join installation where stage.status = 'closed' and stage.closed_at >= ($1::date::timestamp at time zone installation.time_zone) and stage.closed_at < (($2::date + 1)::timestamp at time zone installation.time_zone) and "application"."branch_id" = any($3::uuid[]) ) select vote.officer_id as "officerId", officer.display_name as name, count(*)::int as "voteCount", (percentile_cont(0.5) within group (order by extract(epoch from vote.voted_at - closed.opened_at)) / 60)::int as "medianMinutes"
from closed join vote on vote.stage_id = closed.stage_id and vote.taken_back_at is null join officer on officer.officer_id = vote.officer_id
group by vote.officer_id, officer.display_name
order by "medianMinutes" desc, vote.officer_id
limit 200;

with closed as ( select stage.stage_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at, least(stage.closed_at, coalesce((select min(occurred_at) from approval_event where approval_event.approval_id = approval.approval_id and approval_event.stage_id = stage.stage_id and approval_event.actor_id is not null), stage.closed_at)) as touched_at, (select due_at from stage_deadline where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at from stage join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application' join application on application.application_id = approval.subject_id cross join installation where stage.status = 'closed' and stage.closed_at >= ($1::date::timestamp at time zone installation.time_zone) and stage.closed_at < (($2::date + 1)::timestamp at time zone installation.time_zone) and "application"."branch_id" = any($3::uuid[]) ) select vote.reason_code as "reasonCode", closed.key, count(*)::int as count
from closed join vote on vote.stage_id = closed.stage_id
where vote.answer = 'return' and vote.taken_back_at is null
group by 1, 2
order by count desc, 1, 2;
