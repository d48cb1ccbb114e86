/**
 * Everything that led to a decision, as the rows keep it: nothing here is written again later, so that two readings of
 * an ended case are the same to the last letter.
 */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type RecordedStage = {
  readonly stageId: string;
  readonly round: number;
  readonly tier: string;
  readonly matrixVersionId: string;
  readonly number: number;
  readonly attempt: number;
  readonly submissionNumber: number;
  readonly key: string;
  readonly mode: string;
  readonly status: string;
  readonly verdict: string | null;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** From opening to closing, in minutes of the clock on the wall. */
  readonly openMinutes: number | null;
  readonly seats: readonly RecordedSeat[];
  readonly votes: readonly RecordedVote[];
};

export type RecordedSeat = {
  readonly officerId: string;
  readonly name: string;
  readonly role: string | null;
  readonly source: string;
  readonly status: string;
  readonly addedBy: string | null;
};

export type RecordedVote = {
  readonly officerId: string;
  readonly name: string;
  /** The officer whose seat it was, where somebody else voted from it. */
  readonly onBehalfOf: string | null;
  readonly answer: string;
  readonly reasonCode: string | null;
  readonly comment: string | null;
  readonly votedAt: Instant;
  readonly takenBackAt: Instant | null;
};

/** All stages of all rounds, in the order they were opened, with seats and votes that were taken back included. */
export async function readRecordedStages(
  db: Kysely<DB>,
  applicationId: string,
): Promise<RecordedStage[]> {
  const { rows } = await sql<RecordedStage>`
    select stage.stage_id as "stageId", approval.round, approval.tier,
      approval.matrix_version_id as "matrixVersionId", stage.number, stage.attempt,
      stage.submission_number as "submissionNumber", stage.template->>'key' as key,
      stage.template->>'mode' as mode, stage.status, stage.verdict,
      stage.opened_at as "openedAt", stage.closed_at as "closedAt",
      (extract(epoch from stage.closed_at - stage.opened_at) / 60)::int as "openMinutes",
      (select coalesce(json_agg(json_build_object('officerId', seat.officer_id,
          'name', officer.display_name, 'role', seat.role, 'source', seat.source,
          'status', seat.status, 'addedBy', seat.added_by_id) order by seat.position, seat.seat_id), '[]'::json)
        from seat join officer using (officer_id) where seat.stage_id = stage.stage_id) as seats,
      (select coalesce(json_agg(json_build_object('officerId', vote.officer_id,
          'name', officer.display_name,
          'onBehalfOf', nullif(seat.officer_id, vote.officer_id),
          'answer', vote.answer, 'reasonCode', vote.reason_code, 'comment', vote.comment,
          'votedAt', ${utc('vote.voted_at')}, 'takenBackAt', ${utc('vote.taken_back_at')})
          order by vote.voted_at, vote.vote_id), '[]'::json)
        from vote join officer on officer.officer_id = vote.officer_id
        join seat on seat.seat_id = vote.seat_id where vote.stage_id = stage.stage_id) as votes
    from approval join stage on stage.approval_id = approval.approval_id
    where approval.subject_type = 'application' and approval.subject_id = ${applicationId}
    order by approval.round, stage.opened_at, stage.attempt, stage.number
  `.execute(db);
  return rows;
}

export type RecordedStep = {
  readonly kind: string;
  readonly stageId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly occurredAt: Instant;
  readonly details: { readonly [key: string]: Json };
};

/** The whole timeline, oldest first. */
export async function listRecordedSteps(
  db: Kysely<DB>,
  applicationId: string,
): Promise<RecordedStep[]> {
  const { rows } = await sql<RecordedStep>`
    select approval_event.kind, approval_event.stage_id as "stageId",
      approval_event.actor_id as "actorId", officer.display_name as "actorName",
      approval_event.occurred_at as "occurredAt", approval_event.details
    from approval_event
    left join officer on officer.officer_id::text = approval_event.actor_id
    where approval_event.application_id = ${applicationId}
    order by approval_event.seq
  `.execute(db);
  return rows;
}

/** Reason codes of declines that stand, in the newest round. */
export async function listDeclineReasons(
  db: Kysely<DB>,
  { applicationId, round }: { readonly applicationId: string; readonly round: number },
): Promise<string[]> {
  const { rows } = await sql<{ reason_code: string }>`
    select vote.reason_code
    from approval
    join stage on stage.approval_id = approval.approval_id
    join vote on vote.stage_id = stage.stage_id
    where approval.subject_type = 'application' and approval.subject_id = ${applicationId}
      and approval.round = ${round} and stage.verdict = 'decline'
      and vote.answer = 'decline' and vote.taken_back_at is null
    order by vote.voted_at
  `.execute(db);
  return rows.map((row) => row.reason_code);
}

function utc(column: string) {
  return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
