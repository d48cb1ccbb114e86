/**
 * Where the lines of a work queue come from. Every source answers the same columns: the stage, the subject, what the
 * reader has to do with it, when it is due and when it came in business time, and an id that tells two lines of one
 * source apart.
 */
import { sql, type RawBuilder } from 'kysely';
import { businessNow } from './clock.ts';
import { withinScope, type Scope } from './scope.ts';

const queueNames = [
  'todo',
  'done',
  'started',
  'delegated',
  'advice',
  'copied',
  'team',
  'all',
] as const;
export type QueueName = (typeof queueNames)[number];

/** Whose queue it is, and what of the house they may see. */
export type QueueReader = {
  readonly officerId: string;
  readonly branchId: string;
  readonly scope: Scope;
};

/**
 * A case from which the reader has stepped aside is in none of their queues.
 * @param count how many lines are wanted in the queue's own order; null where a filter or another order picks them
 */
export function sourceOf(
  reader: QueueReader,
  queue: QueueName,
  count: number | null,
): RawBuilder<unknown> {
  const { officerId } = reader;
  // Whoever makes a case has no seat in it and so never steps aside from their own.
  if (queue === 'started') return startedBy(officerId, count);
  return sql`select opened.* from (${openSourceOf(reader, queue)}) as opened
    where ${keptInSight(officerId, sql`opened.subject_id`)}`;
}

/** That the reader has declared no interest in the case. */
export function keptInSight(
  officerId: string,
  subjectId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`not exists (select from interest_declaration as declared
    where declared.subject_id = ${subjectId} and declared.officer_id = ${officerId})`;
}

/** Cases from which the reader has stepped aside included. */
function openSourceOf(
  { officerId, branchId, scope }: QueueReader,
  queue: Exclude<QueueName, 'started'>,
): RawBuilder<unknown> {
  switch (queue) {
    case 'todo':
      return todoOf(officerId);
    case 'done':
      return doneBy(officerId);
    case 'delegated':
      return delegatedTo(officerId);
    case 'advice':
      return askedOf(officerId);
    case 'copied':
      return copiedTo(officerId);
    case 'team':
      return runningRows(sql`stage.branch_id = ${branchId}`);
    case 'all':
      return runningRows(sql`(${within(scope, 'application')} or ${within(scope, 'request')})`);
  }
}

export const subjectAmount = sql`coalesce(application.amount_minor, request.amount_minor)`;

/** The order a queue has by itself: what is late first, of those that are due together the largest; news otherwise. */
export function ownOrder(queue: QueueName): RawBuilder<unknown> {
  switch (queue) {
    case 'done':
    case 'started':
      return sql`source.arrived_at desc, source.entry_id`;
    case 'copied':
      return sql`source.read_at is not null, source.arrived_at desc, source.entry_id`;
    case 'todo':
    case 'delegated':
    case 'advice':
    case 'team':
    case 'all':
      return sql`source.due_at, ${subjectAmount} desc, source.entry_id`;
  }
}

/** Whether a queue's own order needs to know the subject. */
export function ordersBySubject(queue: QueueName): boolean {
  return queue !== 'done' && queue !== 'started' && queue !== 'copied';
}

const noVote = sql`null::text as answer, null::timestamptz as voted_at, null::timestamptz as read_at`;
const noSeat = sql`null::text as seat_role, null::text as seat_source`;

function todoOf(officerId: string) {
  return sql`select seat.stage_id, approval.subject_id, seat.role as seat_role, seat.source as seat_source,
      seat.due_at, seat.arrived_at, ${noVote}, seat.seat_id as entry_id
    from seat join stage on stage.stage_id = seat.stage_id
    join approval on approval.approval_id = stage.approval_id
    where seat.officer_id = ${officerId} and seat.is_todo`;
}

function doneBy(officerId: string) {
  return sql`select vote.stage_id, approval.subject_id, ${noSeat}, null::timestamptz as due_at,
      vote.voted_at as arrived_at, vote.answer, vote.voted_at, null::timestamptz as read_at,
      vote.vote_id as entry_id
    from vote join stage on stage.stage_id = vote.stage_id
    join approval on approval.approval_id = stage.approval_id
    where vote.officer_id = ${officerId} and vote.taken_back_at is null`;
}

/** Each kind is read in the order of its own index, as far as the page needs. */
function startedBy(officerId: string, count: number | null) {
  const cut = (id: string, at: string) =>
    count === null ? sql`` : sql`order by ${sql.ref(at)} desc, ${sql.ref(id)} limit ${count}`;
  return sql`select running.stage_id, made.subject_id, ${noSeat}, running.due_at, made.arrived_at,
      ${noVote}, made.subject_id as entry_id
    from (
      (select application_id as subject_id, created_at as arrived_at from application
        where created_by = ${officerId} ${cut('application_id', 'created_at')})
      union all
      (select request_id, requested_at from approval_request
        where requested_by_id = ${officerId} ${cut('request_id', 'requested_at')})
    ) as made ${runningStageOf(sql`made.subject_id`)}`;
}

function delegatedTo(officerId: string) {
  return sql`select seat.stage_id, approval.subject_id, seat.role as seat_role, 'delegation' as seat_source,
      seat.due_at, seat.arrived_at, ${noVote}, seat.seat_id as entry_id
    from delegation cross join installation
    join seat on seat.officer_id = delegation.from_officer_id and seat.is_todo
    join stage on stage.stage_id = seat.stage_id
    join approval on approval.approval_id = stage.approval_id
    where delegation.to_officer_id = ${officerId} and delegation.ended_at is null
      and ${businessNow.date} between delegation.starts_date and delegation.ends_date
      and (delegation.scope->'tiers' = '[]'::jsonb or delegation.scope->'tiers' ? approval.tier)
      and (delegation.scope->'products' = '[]'::jsonb
        or delegation.scope->'products' ? (approval.facts->>'product'))`;
}

function askedOf(officerId: string) {
  return sql`select advice.stage_id, approval.subject_id, ${noSeat}, stage.due_at,
      advice.asked_at as arrived_at, ${noVote}, advice.advice_id as entry_id
    from advice join stage on stage.stage_id = advice.stage_id
    join approval on approval.approval_id = stage.approval_id
    where advice.asked_of_id = ${officerId} and advice.status = 'open'`;
}

/** Read or not: what one was told stays to be found. */
function copiedTo(officerId: string) {
  return sql`select running.stage_id, case_copy.subject_id, ${noSeat}, running.due_at,
      case_copy.copied_at as arrived_at, null::text as answer, null::timestamptz as voted_at,
      case_copy.read_at, case_copy.subject_id as entry_id
    from case_copy ${runningStageOf(sql`case_copy.subject_id`)}
    where case_copy.officer_id = ${officerId}`;
}

function runningRows(condition: RawBuilder<unknown>) {
  return sql`select stage.stage_id, approval.subject_id, ${noSeat}, stage.due_at,
      stage.opened_at as arrived_at, ${noVote}, stage.stage_id as entry_id
    from stage join approval on approval.approval_id = stage.approval_id
    left join application on application.application_id = approval.subject_id
    left join approval_request as request on request.request_id = approval.subject_id
    where stage.status in ('open', 'returned') and ${condition}`;
}

function runningStageOf(subjectId: RawBuilder<unknown>) {
  return sql`left join lateral (
      select stage.stage_id, stage.due_at
      from approval join stage on stage.approval_id = approval.approval_id
      where approval.subject_id = ${subjectId} and stage.status in ('open', 'returned')
      limit 1) as running on true`;
}

/** Where nobody is kept out nothing of the subject is read, and the planner leaves it out. */
function within(scope: Scope, subject: 'application' | 'request') {
  return withinScope(scope, { branch: `${subject}.branch_id`, customer: `${subject}.customer_id` });
}
