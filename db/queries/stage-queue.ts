/** Work queues: what waits for me, what I have done, what I have started, each in the order of its own index. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { RiskGrade, StageMode } from '../../domain/approval/matrix.ts';
import type { StageStatus, VoteAnswer } from '../../domain/approval/stage.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
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

export type QueueLine = {
  readonly applicationId: string;
  readonly number: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly product: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly grade: RiskGrade | null;
  readonly tier: string | null;
  readonly applicationStatus: ApplicationState;
  readonly makerIds: readonly (string | null)[];
  /** Null where the case has no stage at present. */
  readonly stageId: string | null;
  readonly stageKey: string | null;
  readonly stageNumber: number | null;
  readonly attempt: number | null;
  readonly mode: StageMode | null;
  readonly quorumCount: number | null;
  readonly stageStatus: StageStatus | null;
  readonly approveCount: number;
  readonly seatRole: string | null;
  readonly openedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly myAnswer: VoteAnswer | null;
  readonly votedAt: Instant | null;
};

/** `entry` is the page of a queue: stage, application, seat's role, due and the reader's own vote. */
const lines = sql`
  select application.application_id as "applicationId", application.number,
    customer.name as "customerName", customer.kind as "customerKind",
    application.content->>'productCode' as product, application.amount_minor as "amountMinor",
    application.currency, application.grade, application.tier,
    application.status as "applicationStatus",
    array[application.created_by, application.submitted_by, application.account_manager_id::text] as "makerIds",
    stage.stage_id as "stageId", stage.template->>'key' as "stageKey", stage.number as "stageNumber",
    stage.attempt, stage.template->>'mode' as mode, (stage.template->>'quorumCount')::int as "quorumCount",
    stage.status as "stageStatus",
    (select count(*)::int from vote where vote.stage_id = stage.stage_id
      and vote.answer = 'approve' and vote.taken_back_at is null) as "approveCount",
    entry.seat_role as "seatRole", stage.opened_at as "openedAt", entry.due_at as "dueAt",
    entry.answer as "myAnswer", entry.voted_at as "votedAt"
  from entry
  join application on application.application_id = entry.application_id
  join customer on customer.customer_id = application.customer_id
  left join stage on stage.stage_id = entry.stage_id
  order by entry.place`;

type Page = { readonly limit: number; readonly offset: number };

export async function listQueue(
  db: Kysely<DB>,
  reader: QueueReader,
  queue: QueueName,
  page: Page,
): Promise<QueueLine[]> {
  const { rows } = await entriesOf(reader, queue, page).execute(db);
  return rows;
}

function entriesOf(reader: QueueReader, queue: QueueName, page: Page) {
  const { officerId } = reader;
  const { limit, offset } = page;
  switch (queue) {
    case 'delegated':
    case 'advice':
    case 'copied':
    case 'team':
    case 'all':
      return sharedEntries(reader, queue, page);
    case 'todo':
      return sql<QueueLine>`with entry as materialized (
        select seat.stage_id, approval.subject_id as application_id, seat.role as seat_role, seat.due_at,
          null::text as answer, null::timestamptz as voted_at,
          row_number() over (order by seat.due_at, seat.seat_id) as place
        from (select * from seat where officer_id = ${officerId} and is_todo
          order by due_at, seat_id limit ${limit} offset ${offset}) as seat
        join stage on stage.stage_id = seat.stage_id
        join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application'
      ) ${lines}`;
    case 'done':
      return sql<QueueLine>`with entry as materialized (
        select vote.stage_id, approval.subject_id as application_id, null::text as seat_role,
          null::timestamptz as due_at, vote.answer, vote.voted_at,
          row_number() over (order by vote.voted_at desc, vote.vote_id) as place
        from (select * from vote where officer_id = ${officerId} and taken_back_at is null
            and not details ? 'requestId'
          order by voted_at desc, vote_id limit ${limit} offset ${offset}) as vote
        join stage on stage.stage_id = vote.stage_id
        join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application'
      ) ${lines}`;
    case 'started':
      return sql<QueueLine>`with entry as materialized (
        select running.stage_id, mine.application_id, null::text as seat_role, running.due_at,
          null::text as answer, null::timestamptz as voted_at,
          row_number() over (order by mine.created_at desc, mine.application_id) as place
        from (select * from application where created_by = ${officerId}
          order by created_at desc, application_id limit ${limit} offset ${offset}) as mine
        left join lateral (
          select stage.stage_id, (select min(due_at) from seat where seat.stage_id = stage.stage_id) as due_at
          from approval join stage on stage.approval_id = approval.approval_id
          where approval.subject_type = 'application' and approval.subject_id = mine.application_id
            and stage.status in ('open', 'returned')
          limit 1
        ) as running on true
      ) ${lines}`;
  }
}

/** Work that is not one's own seat: what others have given one to do or to read, and what runs in the house. */
function sharedEntries(reader: QueueReader, queue: SharedQueue, { limit, offset }: Page) {
  return sql<QueueLine>`with entry as materialized (
    select found.*, row_number() over (order by found.due_at nulls last, found.sorted_by, found.stage_id) as place
    from (select shared.stage_id, shared.application_id, null::text as seat_role, shared.due_at,
        null::text as answer, null::timestamptz as voted_at, shared.sorted_by
      from (${sharedRows(reader, queue)}) as shared
      order by shared.due_at nulls last, shared.sorted_by, shared.stage_id
      limit ${limit} offset ${offset}) as found
  ) ${lines}`;
}

type SharedQueue = Exclude<QueueName, 'todo' | 'done' | 'started'>;

function sharedRows({ officerId, branchId, scope }: QueueReader, queue: SharedQueue) {
  switch (queue) {
    case 'delegated':
      return sql`select seat.stage_id, approval.subject_id as application_id, seat.due_at,
          seat.created_at as sorted_by
        from delegation cross join installation
        join seat on seat.officer_id = delegation.from_officer_id and seat.is_todo
        join stage on stage.stage_id = seat.stage_id
        join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application'
        where delegation.to_officer_id = ${officerId} and delegation.ended_at is null
          and ${businessNow.date} between delegation.starts_date and delegation.ends_date
          and (delegation.scope->'tiers' = '[]'::jsonb or delegation.scope->'tiers' ? approval.tier)
          and (delegation.scope->'products' = '[]'::jsonb
            or delegation.scope->'products' ? (approval.facts->>'product'))`;
    case 'advice':
      return sql`select advice.stage_id, approval.subject_id as application_id,
          null::timestamptz as due_at, advice.asked_at as sorted_by
        from advice join stage on stage.stage_id = advice.stage_id
        join approval on approval.approval_id = stage.approval_id and approval.subject_type = 'application'
        where advice.asked_of_id = ${officerId} and advice.status = 'open'`;
    case 'copied':
      return sql`select running.stage_id, case_copy.application_id, running.due_at,
          case_copy.copied_at as sorted_by
        from case_copy left join lateral (
          select stage.stage_id, (select min(due_at) from seat where seat.stage_id = stage.stage_id) as due_at
          from approval join stage on stage.approval_id = approval.approval_id
          where approval.subject_type = 'application' and approval.subject_id = case_copy.application_id
            and stage.status in ('open', 'returned') limit 1) as running on true
        where case_copy.officer_id = ${officerId} and case_copy.read_at is null`;
    case 'team':
      return runningRows(sql`stage.branch_id = ${branchId}`);
    case 'all':
      return runningRows(
        withinScope(scope, { branch: 'subject.branch_id', customer: 'subject.customer_id' }),
      );
  }
}

/** In the order in which the stages were opened, which is the order of their index. */
function runningRows(condition: RawBuilder<unknown>) {
  return sql`select stage.stage_id, approval.subject_id as application_id,
      null::timestamptz as due_at, stage.opened_at as sorted_by
    from stage join approval on approval.approval_id = stage.approval_id
      and approval.subject_type = 'application'
    join application as subject on subject.application_id = approval.subject_id
    where stage.status in ('open', 'returned') and ${condition}`;
}

export type QueueCounts = { readonly [Q in QueueName]: number };

/** One call for the navigation. */
export async function countQueues(db: Kysely<DB>, reader: QueueReader): Promise<QueueCounts> {
  const { officerId } = reader;
  const count = (queue: SharedQueue) =>
    sql`(select count(*)::int from (${sharedRows(reader, queue)}) as counted)`;
  const { rows } = await sql<QueueCounts>`
    select
      (select count(*)::int from seat where officer_id = ${officerId} and is_todo) as todo,
      (select count(*)::int from vote where officer_id = ${officerId}
        and taken_back_at is null and not details ? 'requestId') as done,
      (select count(*)::int from application where created_by = ${officerId}) as started,
      ${count('delegated')} as delegated, ${count('advice')} as advice, ${count('copied')} as copied,
      ${count('team')} as team, ${count('all')} as "all"
  `.execute(db);
  return rows[0]!;
}
