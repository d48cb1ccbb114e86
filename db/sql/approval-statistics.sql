-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countDays
select day.date, sum(day.submitted)::int as submitted, sum(day.approved)::int as approved, sum(day.declined)::int as declined, sum(day.ended)::int as ended
from ( select submitted_date as date, 1 as submitted, 0 as approved, 0 as declined, 0 as ended from application where submitted_date between $1 and $2 and "application"."branch_id" = any($3::uuid[]) union all select decided_date, 0, (status not in ('declined', 'withdrawn', 'expired'))::int, (status = 'declined')::int, (status in ('withdrawn', 'expired'))::int from application where decided_date between $4 and $5 and "application"."branch_id" = any($6::uuid[]) ) as day
group by day.date
order by day.date;

-- countDecided
select case when status in ('declined', 'withdrawn', 'expired') then status else 'approved' end as outcome, count(*)::int as count
from application
where decided_date between $1 and $2 and "application"."branch_id" = any($3::uuid[])
group by 1
order by 1;

-- countReturns
with closed as ( select stage.stage_id, stage.approval_id, stage.branch_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at, (select due_at from stage_deadline where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at from stage join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application' join application on application.application_id = approval.subject_id cross join installation where stage.status = 'closed' and stage.closed_at >= ($1::date::timestamp at time zone installation.time_zone) and stage.closed_at < (($2::date + 1)::timestamp at time zone installation.time_zone) and "application"."branch_id" = any($3::uuid[]) ) select vote.reason_code as "reasonCode", closed.key, count(*)::int as count
from closed join vote on vote.stage_id = closed.stage_id
where vote.answer = 'return' and vote.taken_back_at is null
group by 1, 2
order by count desc, 1, 2;

-- listCastVotes
with closed as ( select stage.stage_id, stage.approval_id, stage.branch_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at, (select due_at from stage_deadline where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at from stage join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application' join application on application.application_id = approval.subject_id cross join installation where stage.status = 'closed' and stage.closed_at >= ($1::date::timestamp at time zone installation.time_zone) and stage.closed_at < (($2::date + 1)::timestamp at time zone installation.time_zone) and "application"."branch_id" = any($3::uuid[]) ) select vote.officer_id as "officerId", officer.display_name as name, closed.branch_id as "branchId", vote.answer, closed.opened_at as "openedAt", vote.voted_at as "votedAt", least(vote.voted_at, coalesce((select min(occurred_at) from approval_event where approval_event.approval_id = closed.approval_id and approval_event.stage_id = closed.stage_id and approval_event.actor_id = vote.officer_id::text), vote.voted_at)) as "touchedAt", (closed.due_at is null or vote.voted_at <= closed.due_at) as "isInTime"
from closed join vote on vote.stage_id = closed.stage_id and vote.taken_back_at is null join officer on officer.officer_id = vote.officer_id
order by vote.voted_at, vote.vote_id;

-- listClosedStages
with closed as ( select stage.stage_id, stage.approval_id, stage.branch_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at, (select due_at from stage_deadline where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at from stage join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application' join application on application.application_id = approval.subject_id cross join installation where stage.status = 'closed' and stage.closed_at >= ($1::date::timestamp at time zone installation.time_zone) and stage.closed_at < (($2::date + 1)::timestamp at time zone installation.time_zone) and "application"."branch_id" = any($3::uuid[]) ) select key, branch_id as "branchId", opened_at as "openedAt", closed_at as "closedAt", least(closed_at, coalesce((select min(occurred_at) from approval_event where approval_event.approval_id = closed.approval_id and approval_event.stage_id = closed.stage_id and approval_event.actor_id is not null), closed_at)) as "touchedAt", (due_at is null or closed_at <= due_at) as "isInTime"
from closed
order by closed_at, stage_id;

-- readBranchCalendars
--   by queries/branches listBranches
--   by queries/calendar readWorkCalendar
