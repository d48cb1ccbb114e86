/** What has happened around a task beside votes: questions, copies, reminders, claims, declared interests. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Claim } from '../../domain/approval/task.ts';
import type { DB } from '../tables.ts';

export type TaskRows = {
  readonly adviceCount: number;
  readonly openAdviceId: string | null;
  readonly copyCount: number;
  readonly reminderCount: number;
  readonly lastRemindedAt: Instant | null;
  readonly claim: Claim | null;
  readonly isCounterOfferOpen: boolean;
  readonly votedAt: Instant | null;
  /** A later stage of this approval in which somebody has voted since. */
  readonly laterVoteStageNumber: number | null;
};

export type TaskKey = {
  readonly stageId: string;
  readonly approvalId: string;
  /** The application or the request. */
  readonly subjectId: string;
  readonly officerId: string;
  readonly seatId: string | null;
};

/** One statement; a claim that has lapsed at `now` is none. */
export async function readTaskRows(
  db: Kysely<DB>,
  { stageId, approvalId, subjectId, officerId, seatId }: TaskKey,
  now: Instant,
): Promise<TaskRows> {
  const { rows } = await sql<Omit<TaskRows, 'claim'> & { claimedBy: string; until: Instant }>`
    select
      (select count(*)::int from advice where seat_id = ${seatId}::uuid) as "adviceCount",
      (select advice_id from advice where seat_id = ${seatId}::uuid and status = 'open') as "openAdviceId",
      (select count(*)::int from case_copy where subject_id = ${subjectId}) as "copyCount",
      (select count(*)::int from stage_reminder where stage_id = ${stageId}) as "reminderCount",
      (select max(reminded_at) from stage_reminder where stage_id = ${stageId}) as "lastRemindedAt",
      exists (select from counter_offer
        where application_id = ${subjectId} and status = 'open') as "isCounterOfferOpen",
      own.voted_at as "votedAt",
      (select min(later.number) from stage as later join vote on vote.stage_id = later.stage_id
        where later.approval_id = ${approvalId} and later.opened_at >= stage.opened_at
          and later.stage_id <> stage.stage_id and vote.taken_back_at is null
          and vote.voted_at >= own.voted_at) as "laterVoteStageNumber",
      stage.claimed_by_id as "claimedBy", stage.claimed_until as until
    from stage
    left join lateral (select max(voted_at) as voted_at from vote
      where vote.stage_id = stage.stage_id and officer_id = ${officerId} and taken_back_at is null) as own on true
    where stage.stage_id = ${stageId}
  `.execute(db);
  const { claimedBy, until, ...row } = rows[0]!;
  const isClaimed = claimedBy !== null && until > now;
  return { ...row, claim: isClaimed ? { officerId: claimedBy, until } : null };
}

/**
 * Who never decides this round of the case, beside its makers and relations: whoever has declared an interest, and
 * whoever voted in a round before, because a reconsideration is for other people.
 */
export async function listBarredIds(
  db: Kysely<DB>,
  { subjectId, round }: { readonly subjectId: string; readonly round: number },
): Promise<string[]> {
  const { rows } = await sql<{ officer_id: string }>`
    select officer_id from interest_declaration where subject_id = ${subjectId}
    union
    select vote.officer_id from approval
    join stage on stage.approval_id = approval.approval_id
    join vote on vote.stage_id = stage.stage_id
    where approval.subject_id = ${subjectId}
      and approval.round < ${round}
  `.execute(db);
  return rows.map((row) => row.officer_id);
}

export async function insertInterest(
  trx: Transaction<DB>,
  interest: {
    readonly subjectId: string;
    readonly officerId: string;
    readonly stageId: string;
    readonly kind: string;
    readonly comment: string;
    readonly declaredAt: Instant;
  },
): Promise<void> {
  await trx
    .insertInto('interest_declaration')
    .values({
      subject_id: interest.subjectId,
      officer_id: interest.officerId,
      stage_id: interest.stageId,
      kind: interest.kind,
      comment: interest.comment,
      declared_at: interest.declaredAt,
    })
    .onConflict((conflict) => conflict.columns(['subject_id', 'officer_id']).doNothing())
    .execute();
}

/** Null releases the stage. */
export async function saveClaim(
  trx: Transaction<DB>,
  stageId: string,
  claim: Claim | null,
): Promise<void> {
  await trx
    .updateTable('stage')
    .set({ claimed_by_id: claim?.officerId ?? null, claimed_until: claim?.until ?? null })
    .where('stage_id', '=', stageId)
    .execute();
}

/** @returns the number of the reminder in its stage, from 1 */
export async function insertReminder(
  trx: Transaction<DB>,
  reminder: {
    readonly reminderId: string;
    readonly stageId: string;
    readonly number: number;
    readonly remindedBy: string;
    readonly officerIds: readonly string[];
    readonly remindedAt: Instant;
  },
): Promise<void> {
  await trx
    .insertInto('stage_reminder')
    .values({
      reminder_id: reminder.reminderId,
      stage_id: reminder.stageId,
      number: reminder.number,
      reminded_by_id: reminder.remindedBy,
      officer_ids: [...reminder.officerIds],
      reminded_at: reminder.remindedAt,
    })
    .execute();
}

export type StageReminder = { readonly number: number; readonly officerIds: readonly string[] };

export async function listReminders(db: Kysely<DB>, stageId: string): Promise<StageReminder[]> {
  const rows = await db
    .selectFrom('stage_reminder')
    .select(['number', 'officer_ids'])
    .where('stage_id', '=', stageId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ number: row.number, officerIds: row.officer_ids }));
}
