/** Work queues: what waits for me, what I have done, what I have started, each in the order of its own index. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { RiskGrade, StageMode } from '../../domain/approval/matrix.ts';
import type { StageStatus, VoteAnswer } from '../../domain/approval/stage.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';

export type QueueName = 'todo' | 'done' | 'started';

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
  officerId: string,
  queue: QueueName,
  page: Page,
): Promise<QueueLine[]> {
  const { rows } = await entriesOf(officerId, queue, page).execute(db);
  return rows;
}

function entriesOf(officerId: string, queue: QueueName, { limit, offset }: Page) {
  switch (queue) {
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

export type QueueCounts = { readonly [Q in QueueName]: number };

/** One call for the navigation. */
export async function countQueues(db: Kysely<DB>, officerId: string): Promise<QueueCounts> {
  const { rows } = await sql<QueueCounts>`
    select
      (select count(*)::int from seat where officer_id = ${officerId} and is_todo) as todo,
      (select count(*)::int from vote where officer_id = ${officerId} and taken_back_at is null) as done,
      (select count(*)::int from application where created_by = ${officerId}) as started
  `.execute(db);
  return rows[0]!;
}
