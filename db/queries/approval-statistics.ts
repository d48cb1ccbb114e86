/**
 * How cases flow: where they wait and where they are worked on, what comes back and why, and who keeps the time. A
 * stage waits from its opening to the first thing a person does in it and is worked on from there to its end.
 */
import { sql, type Kysely } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type Period = { readonly fromDate: IsoDate; readonly toDate: IsoDate };

export type StageFlow = {
  readonly key: string;
  readonly count: number;
  readonly waitingMinutes: number;
  readonly workingMinutes: number;
  readonly medianMinutes: number;
  /** Closed before the stage's time was up, in parts per million of those closed. */
  readonly slaHitPpm: number;
};

export type PersonFlow = {
  readonly officerId: string;
  readonly name: string;
  readonly voteCount: number;
  readonly medianMinutes: number;
};

export type ReturnReason = {
  readonly reasonCode: string;
  readonly key: string;
  readonly count: number;
};

export type Flow = {
  readonly decided: readonly { readonly outcome: string; readonly count: number }[];
  readonly stages: readonly StageFlow[];
  readonly people: readonly PersonFlow[];
  readonly returns: readonly ReturnReason[];
};

export async function readFlow(db: Kysely<DB>, scope: Scope, period: Period): Promise<Flow> {
  const [decided, stages, people, returns] = await Promise.all([
    countDecided(db, scope, period),
    readStageFlow(db, scope, period),
    readPersonFlow(db, scope, period),
    countReturns(db, scope, period),
  ]);
  return { decided, stages, people, returns };
}

async function countDecided(db: Kysely<DB>, scope: Scope, { fromDate, toDate }: Period) {
  const { rows } = await sql<{ outcome: string; count: number }>`
    select case when status in ('declined', 'withdrawn', 'expired') then status else 'approved' end as outcome,
      count(*)::int as count
    from application
    where decided_date between ${fromDate} and ${toDate} and ${inScope(scope)}
    group by 1 order by 1
  `.execute(db);
  return rows;
}

/** Longest total wait first: the ranking of bottlenecks. */
async function readStageFlow(
  db: Kysely<DB>,
  scope: Scope,
  period: Period,
): Promise<readonly StageFlow[]> {
  const { rows } = await sql<StageFlow>`
    with ${closedStages(scope, period)}
    select key, count(*)::int as count,
      (sum(extract(epoch from touched_at - opened_at)) / 60)::int as "waitingMinutes",
      (sum(extract(epoch from closed_at - touched_at)) / 60)::int as "workingMinutes",
      (percentile_cont(0.5) within group
        (order by extract(epoch from closed_at - opened_at)) / 60)::int as "medianMinutes",
      (count(*) filter (where due_at is null or closed_at <= due_at) * 1000000 / count(*))::int as "slaHitPpm"
    from closed group by key order by "waitingMinutes" desc, key
  `.execute(db);
  return rows;
}

async function readPersonFlow(
  db: Kysely<DB>,
  scope: Scope,
  period: Period,
): Promise<readonly PersonFlow[]> {
  const { rows } = await sql<PersonFlow>`
    with ${closedStages(scope, period)}
    select vote.officer_id as "officerId", officer.display_name as name, count(*)::int as "voteCount",
      (percentile_cont(0.5) within group
        (order by extract(epoch from vote.voted_at - closed.opened_at)) / 60)::int as "medianMinutes"
    from closed join vote on vote.stage_id = closed.stage_id and vote.taken_back_at is null
    join officer on officer.officer_id = vote.officer_id
    group by vote.officer_id, officer.display_name
    order by "medianMinutes" desc, vote.officer_id
    limit 200
  `.execute(db);
  return rows;
}

async function countReturns(
  db: Kysely<DB>,
  scope: Scope,
  period: Period,
): Promise<readonly ReturnReason[]> {
  const { rows } = await sql<ReturnReason>`
    with ${closedStages(scope, period)}
    select vote.reason_code as "reasonCode", closed.key, count(*)::int as count
    from closed join vote on vote.stage_id = closed.stage_id
    where vote.answer = 'return' and vote.taken_back_at is null
    group by 1, 2 order by count desc, 1, 2
  `.execute(db);
  return rows;
}

/** Stages that ended in the period by the house's dates, with the first thing a person did in each. */
function closedStages(scope: Scope, { fromDate, toDate }: Period) {
  return sql`closed as (
    select stage.stage_id, stage.template->>'key' as key, stage.opened_at, stage.closed_at,
      least(stage.closed_at, coalesce((select min(occurred_at) from approval_event
        where approval_event.approval_id = approval.approval_id
          and approval_event.stage_id = stage.stage_id and approval_event.actor_id is not null),
        stage.closed_at)) as touched_at,
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
