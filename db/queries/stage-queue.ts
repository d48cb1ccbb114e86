/** Work queues: what waits for me, what I have done, what I have started, what others gave me, what runs in the house. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { RiskGrade, StageMode } from '../../domain/approval/matrix.ts';
import type { RequestStatus } from '../../domain/approval/request-names.ts';
import type { StageStatus, VoteAnswer } from '../../domain/approval/stage.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import {
  conditionOf,
  isNarrowed,
  orderOf,
  subjectJoin,
  type QueueQuestion,
} from './queue-filters.ts';
import { keptInSight, sourceOf, type QueueName, type QueueReader } from './queue-sources.ts';

export type QueueLine = {
  readonly kind: 'application' | 'request';
  /** Null for the other kind. */
  readonly applicationId: string | null;
  readonly requestId: string | null;
  readonly number: string;
  /** What a request is about, in the words of whoever asks; null for an application. */
  readonly title: string | null;
  /** Null for a request that is about no customer. */
  readonly customerName: string | null;
  readonly customerKind: 'person' | 'company' | null;
  /** The product of an application, the subject of a request. */
  readonly product: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly installmentCount: number | null;
  readonly grade: RiskGrade | null;
  readonly tier: string | null;
  readonly applicationStatus: ApplicationState | null;
  readonly requestStatus: RequestStatus | null;
  /** Of the application, for If-Match; null for a request. */
  readonly version: number | null;
  readonly branchName: string;
  /** Who looks after the customer, or who asks. */
  readonly officerName: string;
  readonly makerIds: readonly (string | null)[];
  /** Null where the case has no stage at present. */
  readonly stageId: string | null;
  readonly stageKey: string | null;
  readonly stageNumber: number | null;
  readonly stageCount: number | null;
  readonly attempt: number | null;
  readonly submissionNumber: number | null;
  readonly mode: StageMode | null;
  readonly quorumCount: number | null;
  readonly stageStatus: StageStatus | null;
  readonly approveCount: number;
  /** Approvals the stage needs. */
  readonly neededCount: number | null;
  /** Names of those whose answer is open. */
  readonly holders: readonly string[];
  readonly claimedById: string | null;
  readonly claimedByName: string | null;
  readonly claimedUntil: Instant | null;
  readonly hasExceptions: boolean;
  readonly seatRole: string | null;
  readonly seatSource: string | null;
  readonly openedAt: Instant | null;
  /** When it came into this queue, in business time. */
  readonly arrivedAt: Instant;
  /** Null while the clock stands still. */
  readonly dueAt: Instant | null;
  readonly myAnswer: VoteAnswer | null;
  readonly votedAt: Instant | null;
  readonly readAt: Instant | null;
};

const stageColumns = sql`
    stage.stage_id as "stageId", stage.template->>'key' as "stageKey", stage.number as "stageNumber",
    jsonb_array_length(approval.path) as "stageCount", stage.attempt,
    stage.submission_number as "submissionNumber", stage.template->>'mode' as mode,
    (stage.template->>'quorumCount')::int as "quorumCount", stage.status as "stageStatus",
    (select count(*)::int from vote where vote.stage_id = stage.stage_id
      and vote.answer = 'approve' and vote.taken_back_at is null) as "approveCount",
    case stage.template->>'mode' when 'any' then 1
      when 'n_of_m' then (stage.template->>'quorumCount')::int
      else (select count(*)::int from seat where seat.stage_id = stage.stage_id and seat.is_counted
        and seat.status in ('open', 'voted')) end as "neededCount",
    array(select officer.display_name from seat join officer on officer.officer_id = seat.officer_id
      where seat.stage_id = stage.stage_id and seat.status = 'open' and stage.status = 'open'
      order by seat.position, officer.display_name limit 10) as holders,
    stage.claimed_by_id as "claimedById",
    (select display_name from officer where officer_id = stage.claimed_by_id) as "claimedByName",
    stage.claimed_until as "claimedUntil",
    jsonb_array_length(coalesce(approval.facts->'exceptions', '[]'::jsonb)) > 0 as "hasExceptions",
    stage.opened_at as "openedAt"`;

/** `entry` is the page of a queue: stage, subject, the reader's seat and vote, when it came and is due. */
const lines = sql`
  select case when request.request_id is null then 'application' else 'request' end as kind,
    application.application_id as "applicationId", request.request_id as "requestId",
    coalesce(application.number, request.number) as number, request.title,
    customer.name as "customerName", customer.kind as "customerKind",
    coalesce(application.content->>'productCode', request.subject_type) as product,
    coalesce(application.amount_minor, request.amount_minor) as "amountMinor",
    coalesce(application.currency, request.currency) as currency,
    (application.content->>'installmentCount')::int as "installmentCount", application.grade,
    coalesce(application.tier, approval.tier) as tier,
    application.status as "applicationStatus", request.status as "requestStatus",
    application.version, branch.name as "branchName", officer.display_name as "officerName",
    array[application.created_by, application.submitted_by, application.account_manager_id::text,
      request.requested_by_id::text] as "makerIds",
    ${stageColumns},
    entry.seat_role as "seatRole", entry.seat_source as "seatSource", entry.arrived_at as "arrivedAt",
    entry.due_at as "dueAt", entry.answer as "myAnswer", entry.voted_at as "votedAt",
    entry.read_at as "readAt"
  from entry
  left join application on application.application_id = entry.subject_id
  left join approval_request as request on request.request_id = entry.subject_id
  left join customer on customer.customer_id = coalesce(application.customer_id, request.customer_id)
  left join branch on branch.branch_id = coalesce(application.branch_id, request.branch_id)
  left join officer on officer.officer_id = coalesce(application.account_manager_id, request.requested_by_id)
  left join stage on stage.stage_id = entry.stage_id
  left join approval on approval.approval_id = stage.approval_id
  order by entry.place`;

/** A page of a queue, picked before anything is read that people see. */
export async function listQueue(
  db: Kysely<DB>,
  reader: QueueReader,
  question: QueueQuestion,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<QueueLine[]> {
  const count = isNarrowed(question) ? null : limit + offset;
  const order = orderOf(question);
  const { rows } = await sql<QueueLine>`with entry as materialized (
    select found.*, row_number() over () as place from (
      select source.* from (${sourceOf(reader, question.queue, count)}) as source
      ${subjectJoin(question)}
      where ${conditionOf(question)}
      order by ${order} limit ${limit} offset ${offset}
    ) as found
  ) ${lines}`.execute(db);
  return rows;
}

/** How many lines the filter leaves. */
export async function countQueue(
  db: Kysely<DB>,
  reader: QueueReader,
  question: QueueQuestion,
): Promise<number> {
  const plain = { ...question, sort: 'arrived' } as const;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${sourceOf(reader, question.queue, null)}) as source
    ${subjectJoin(plain)} where ${conditionOf(question)}`.execute(db);
  return rows[0]!.count;
}

export type QueueCounts = { readonly [Q in QueueName]: number } & {
  /** Of those to do. */
  readonly overdue: number;
};

/** One call for the navigation; of what one was copied on only the unread counts. */
export async function countQueues(
  db: Kysely<DB>,
  reader: QueueReader,
  now: Instant,
): Promise<QueueCounts> {
  const { officerId } = reader;
  const count = (queue: QueueName) =>
    sql`(select count(*)::int from (${sourceOf(reader, queue, null)}) as counted)`;
  const { rows } = await sql<QueueCounts>`
    select todo.count as todo, todo.overdue,
      (select count(*)::int from vote where officer_id = ${officerId}
        and taken_back_at is null)
        - (select count(*)::int from interest_declaration as declared
          join approval on approval.subject_id = declared.subject_id
          join stage on stage.approval_id = approval.approval_id
          join vote on vote.stage_id = stage.stage_id and vote.officer_id = declared.officer_id
          where declared.officer_id = ${officerId} and vote.taken_back_at is null) as done,
      (select count(*)::int from application where created_by = ${officerId})
        + (select count(*)::int from approval_request where requested_by_id = ${officerId}) as started,
      (select count(*)::int from case_copy where officer_id = ${officerId} and read_at is null
        and ${keptInSight(officerId, sql`case_copy.subject_id`)}) as copied,
      ${count('delegated')} as delegated, ${count('advice')} as advice,
      ${count('team')} as team, ${count('all')} as "all"
    from (select count(*)::int as count, (count(*) filter (where due_at < ${now}))::int as overdue
      from seat where officer_id = ${officerId} and is_todo) as todo
  `.execute(db);
  return rows[0]!;
}
