/** What the flow of cases is measured from: stages and votes that ended in a period, what came in and went out by day. */
import { sql, type Kysely } from 'kysely';
import type { CastVote, ClosedStage } from '../../domain/approval/flow.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { BranchCalendar } from '../../domain/work-calendar.ts';
import type { DB } from '../tables.ts';
import { listBranches } from './branches.ts';
import { readWorkCalendar } from './calendar.ts';
import { withinScope, type Scope } from './scope.ts';

export type Period = { readonly fromDate: IsoDate; readonly toDate: IsoDate };

export type ReturnReason = {
  readonly reasonCode: string;
  readonly key: string;
  readonly count: number;
};

/** By the house's dates. */
export type DayFlow = {
  readonly date: IsoDate;
  readonly submitted: number;
  readonly approved: number;
  readonly declined: number;
  /** Withdrawn by the applicant, or expired. */
  readonly ended: number;
};

export async function countDecided(db: Kysely<DB>, scope: Scope, { fromDate, toDate }: Period) {
  const { rows } = await sql<{ outcome: string; count: number }>`
    select case when status in ('declined', 'withdrawn', 'expired') then status else 'approved' end as outcome,
      count(*)::int as count
    from application
    where decided_date between ${fromDate} and ${toDate} and ${inScope(scope)}
    group by 1 order by 1
  `.execute(db);
  return rows;
}

/** Days on which nothing happened are left out. */
export async function countDays(
  db: Kysely<DB>,
  scope: Scope,
  { fromDate, toDate }: Period,
): Promise<DayFlow[]> {
  const { rows } = await sql<DayFlow>`
    select day.date, sum(day.submitted)::int as submitted, sum(day.approved)::int as approved,
      sum(day.declined)::int as declined, sum(day.ended)::int as ended
    from (
      select submitted_date as date, 1 as submitted, 0 as approved, 0 as declined, 0 as ended
      from application where submitted_date between ${fromDate} and ${toDate} and ${inScope(scope)}
      union all
      select decided_date, 0, (status not in ('declined', 'withdrawn', 'expired'))::int,
        (status = 'declined')::int, (status in ('withdrawn', 'expired'))::int
      from application where decided_date between ${fromDate} and ${toDate} and ${inScope(scope)}
    ) as day group by day.date order by day.date
  `.execute(db);
  return rows;
}

export async function listClosedStages(
  db: Kysely<DB>,
  scope: Scope,
  period: Period,
): Promise<ClosedStage[]> {
  const { rows } = await sql<ClosedStage>`
    with ${closedStages(scope, period)}
    select key, branch_id as "branchId", opened_at as "openedAt", closed_at as "closedAt",
      least(closed_at, coalesce((select min(occurred_at) from approval_event
        where approval_event.approval_id = closed.approval_id
          and approval_event.stage_id = closed.stage_id and approval_event.actor_id is not null),
        closed_at)) as "touchedAt",
      (due_at is null or closed_at <= due_at) as "isInTime"
    from closed order by closed_at, stage_id
  `.execute(db);
  return rows;
}

export async function listCastVotes(
  db: Kysely<DB>,
  scope: Scope,
  period: Period,
): Promise<CastVote[]> {
  const { rows } = await sql<CastVote>`
    with ${closedStages(scope, period)}
    select vote.officer_id as "officerId", officer.display_name as name, closed.branch_id as "branchId",
      vote.answer, closed.opened_at as "openedAt", vote.voted_at as "votedAt",
      least(vote.voted_at, coalesce((select min(occurred_at) from approval_event
        where approval_event.approval_id = closed.approval_id and approval_event.stage_id = closed.stage_id
          and approval_event.actor_id = vote.officer_id::text), vote.voted_at)) as "touchedAt",
      (closed.due_at is null or vote.voted_at <= closed.due_at) as "isInTime"
    from closed join vote on vote.stage_id = closed.stage_id and vote.taken_back_at is null
    join officer on officer.officer_id = vote.officer_id
    order by vote.voted_at, vote.vote_id
  `.execute(db);
  return rows;
}

/** Most frequent first. */
export async function countReturns(
  db: Kysely<DB>,
  scope: Scope,
  period: Period,
): Promise<ReturnReason[]> {
  const { rows } = await sql<ReturnReason>`
    with ${closedStages(scope, period)}
    select vote.reason_code as "reasonCode", closed.key, count(*)::int as count
    from closed join vote on vote.stage_id = closed.stage_id
    where vote.answer = 'return' and vote.taken_back_at is null
    group by 1, 2 order by count desc, 1, 2
  `.execute(db);
  return rows;
}

/** The working time of every branch. */
export async function readBranchCalendars(
  db: Kysely<DB>,
): Promise<ReadonlyMap<string, BranchCalendar>> {
  const calendar = await readWorkCalendar(db);
  const branches = await listBranches(db);
  return new Map(
    branches.map(({ branchId, officeHours, timeZone }) => [
      branchId,
      { hours: { zone: timeZone, sessions: officeHours }, calendar },
    ]),
  );
}

/** Stages of applications that ended in the period by the house's dates. */
function closedStages(scope: Scope, { fromDate, toDate }: Period) {
  return sql`closed as (
    select stage.stage_id, stage.approval_id, stage.branch_id, stage.template->>'key' as key, stage.opened_at,
      stage.closed_at,
      (select due_at from stage_deadline
        where stage_deadline.stage_id = stage.stage_id and starts_with(kind, 'escalation_') limit 1) as due_at
    from stage
    join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application'
    join application on application.application_id = approval.subject_id
    cross join installation
    where stage.status = 'closed' and stage.closed_at >= (${fromDate}::date::timestamp at time zone installation.time_zone)
      and stage.closed_at < ((${toDate}::date + 1)::timestamp at time zone installation.time_zone)
      and ${inScope(scope)}
  )`;
}

function inScope(scope: Scope) {
  return withinScope(scope, {
    branch: 'application.branch_id',
    customer: 'application.customer_id',
  });
}
