/**
 * Stages with their seats, votes and clocks. Whoever changes one has locked the case first (`case-locks.ts`).
 */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Instant } from '../../domain/calendar.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import type {
  AddedGroup,
  ReturnTarget,
  Seat,
  SeatSource,
  StageState,
  Vote,
} from '../../domain/approval/stage.ts';
import type { Role } from '../../domain/roles.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB, StageTable } from '../tables.ts';
import { deadlineRows, type StageDeadline } from './stage-deadlines.ts';

export type Stage = StageState & {
  readonly approvalId: string;
  readonly branchId: string;
  readonly submissionNumber: number;
  readonly verdict: 'approve' | 'decline' | 'return' | null;
  readonly openedAt: Instant;
  /** Null while the clock stands still. */
  readonly dueAt: Instant | null;
  readonly closedAt: Instant | null;
};

export async function findStage(db: Kysely<DB>, stageId: string): Promise<Stage | undefined> {
  const row = await stageQuery(db).where('stage.stage_id', '=', stageId).executeTakeFirst();
  return row && fromRow(row);
}

export type StageStanding = {
  readonly status: Stage['status'];
  readonly approvalId: string;
  readonly workflowId: string;
};

/** Only where the stage stands, for a workflow that looks. */
export async function findStageStanding(
  db: Kysely<DB>,
  stageId: string,
): Promise<StageStanding | undefined> {
  const row = await db
    .selectFrom('stage')
    .innerJoin('approval', 'approval.approval_id', 'stage.approval_id')
    .select(['stage.status', 'approval.approval_id', 'approval.workflow_id'])
    .where('stage.stage_id', '=', stageId)
    .executeTakeFirst();
  return row && { status: row.status, approvalId: row.approval_id, workflowId: row.workflow_id };
}

/** All stages of an approval in the order they were opened. */
export async function listStagesOf(db: Kysely<DB>, approvalId: string): Promise<Stage[]> {
  const rows = await stageQuery(db)
    .where('stage.approval_id', '=', approvalId)
    .orderBy('stage.opened_at')
    .orderBy('stage.attempt')
    .orderBy('stage.number')
    .execute();
  return rows.map(fromRow);
}

function stageQuery(db: Kysely<DB>) {
  return db
    .selectFrom('stage')
    .selectAll('stage')
    .select((stage) => [
      jsonArrayFrom(
        stage
          .selectFrom('seat')
          .selectAll('seat')
          .whereRef('seat.stage_id', '=', 'stage.stage_id')
          .orderBy('seat.position')
          .orderBy('seat.seat_id'),
      ).as('seats'),
      jsonArrayFrom(
        stage
          .selectFrom('vote')
          .selectAll('vote')
          .whereRef('vote.stage_id', '=', 'stage.stage_id')
          .where('vote.taken_back_at', 'is', null)
          .orderBy('vote.voted_at')
          .orderBy('vote.vote_id'),
      ).as('votes'),
    ]);
}

export type NewStage = Pick<
  Stage,
  'approvalId' | 'number' | 'submissionNumber' | 'template' | 'branchId' | 'openedAt'
> & {
  readonly seats: readonly NewSeat[];
  readonly deadlines: readonly StageDeadline[];
  /** When the stage escalates: the queues of its people are in this order. */
  readonly dueAt: Instant;
};

/** Opens the next attempt of a position in the path with its seats and clocks, in one statement. */
export async function insertStage(
  trx: Transaction<DB>,
  stage: NewStage,
): Promise<{ stageId: string; attempt: number }> {
  const stageId = newId();
  const opened = trx.with('opened', (db) =>
    db
      .insertInto('stage')
      .values({
        stage_id: stageId,
        approval_id: stage.approvalId,
        number: stage.number,
        attempt: sql<number>`(select coalesce(max(attempt), 0) + 1 from stage
          where approval_id = ${stage.approvalId} and number = ${stage.number})`,
        submission_number: stage.submissionNumber,
        template: JSON.stringify(stage.template),
        branch_id: stage.branchId,
        opened_at: stage.openedAt,
        due_at: stage.dueAt,
      })
      .returning('attempt'),
  );
  const timed = opened.with('timed', (db) =>
    db.insertInto('stage_deadline').values(deadlineRows(stageId, stage.deadlines)),
  );
  const seats = seatRows(stageId, stage.seats, stage.dueAt);
  const staffed =
    seats.length === 0 ? timed : timed.with('staffed', (db) => db.insertInto('seat').values(seats));
  const { attempt } = await staffed
    .selectFrom('opened')
    .select('attempt')
    .executeTakeFirstOrThrow();
  return { stageId, attempt };
}

/** Takes a stage out of the open ones, and its seats out of everybody's queue. */
export async function saveStage(
  trx: Transaction<DB>,
  stageId: string,
  change: Pick<Stage, 'verdict' | 'closedAt'> & {
    readonly status: Exclude<Stage['status'], 'open'>;
  },
): Promise<void> {
  await trx
    .with('cleared', (db) =>
      db
        .updateTable('seat')
        .set({ is_todo: false })
        .where('stage_id', '=', stageId)
        .where('is_todo', '=', true),
    )
    .updateTable('stage')
    .set({
      status: change.status,
      verdict: change.verdict,
      closed_at: change.closedAt,
      // The clock stands still, or has ended.
      due_at: null,
    })
    .where('stage_id', '=', stageId)
    .execute();
}

export type NewSeat = Omit<Seat, 'seatId' | 'status'>;

/**
 * Adds the seats of people who have none in this stage yet; one person sits once.
 * @param dueAt when the stage escalates: their queues are in this order
 */
export async function insertSeats(
  trx: Transaction<DB>,
  stageId: string,
  seats: readonly NewSeat[],
  dueAt: Instant | null,
): Promise<void> {
  if (seats.length === 0) return;
  await trx
    .insertInto('seat')
    .values(seatRows(stageId, seats, dueAt))
    .onConflict((conflict) => conflict.columns(['stage_id', 'officer_id']).doNothing())
    .execute();
}

function seatRows(stageId: string, seats: readonly NewSeat[], dueAt: Instant | null) {
  return seats.map((seat) => ({
    seat_id: newId(),
    stage_id: stageId,
    officer_id: seat.officerId,
    role: seat.role,
    source: seat.source,
    on_behalf_of_id: seat.onBehalfOf,
    position: seat.number,
    has_veto: seat.hasVeto,
    is_counted: seat.isCounted,
    added_by_id: seat.addedBy,
    added_group_id: seat.addedGroup?.groupId ?? null,
    added_placement: seat.addedGroup?.placement ?? null,
    added_mode: seat.addedGroup?.mode ?? null,
    transfer_count: seat.transferCount ?? 0,
    due_at: dueAt,
  }));
}

export type NewVote = Vote & {
  readonly stageId: string;
  /** Set where the vote is cast from a seat of somebody else. */
  readonly delegationId?: string | null;
  readonly details?: { readonly [key: string]: Json };
};

/** Inserts the vote and marks its seat, in one statement. */
export async function insertVote(trx: Transaction<DB>, vote: NewVote): Promise<string> {
  const voteId = newId();
  const details = {
    ...vote.details,
    ...(vote.returnTarget && { returnTarget: vote.returnTarget }),
  };
  await trx
    .with('marked', (db) =>
      db
        .updateTable('seat')
        .set({ status: 'voted', is_todo: false })
        .where('seat_id', '=', vote.seatId),
    )
    .insertInto('vote')
    .values({
      vote_id: voteId,
      stage_id: vote.stageId,
      seat_id: vote.seatId,
      officer_id: vote.officerId,
      answer: vote.answer,
      reason_code: vote.reasonCode,
      comment: vote.comment,
      details: JSON.stringify(details),
      voted_at: vote.votedAt,
      delegation_id: vote.delegationId ?? null,
    })
    .execute();
  return voteId;
}

type SeatJson = {
  seat_id: string;
  officer_id: string;
  role: string | null;
  source: string;
  status: string;
  on_behalf_of_id: string | null;
  added_by_id: string | null;
  position: number;
  has_veto: boolean;
  is_counted: boolean;
  added_group_id: string | null;
  added_placement: string | null;
  added_mode: string | null;
  transfer_count: number;
};
type VoteJson = {
  seat_id: string;
  officer_id: string;
  answer: string;
  reason_code: string | null;
  comment: string | null;
  details: unknown;
  voted_at: string;
};

function fromRow(row: Selectable<StageTable> & { seats: SeatJson[]; votes: VoteJson[] }): Stage {
  return {
    stageId: row.stage_id,
    approvalId: row.approval_id,
    number: row.number,
    attempt: row.attempt,
    submissionNumber: row.submission_number,
    template: row.template as StageTemplate,
    branchId: row.branch_id,
    status: row.status,
    verdict: row.verdict,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    seats: row.seats.map(seatFrom),
    votes: row.votes.map(voteFrom),
  };
}

function seatFrom(seat: SeatJson): Seat {
  return {
    seatId: seat.seat_id,
    officerId: seat.officer_id,
    role: seat.role as Role | null,
    source: seat.source as SeatSource,
    status: seat.status as Seat['status'],
    onBehalfOf: seat.on_behalf_of_id,
    addedBy: seat.added_by_id,
    number: seat.position,
    hasVeto: seat.has_veto,
    isCounted: seat.is_counted,
    addedGroup: groupFrom(seat),
    transferCount: seat.transfer_count,
  };
}

function groupFrom(seat: SeatJson): AddedGroup | null {
  if (seat.added_group_id === null) return null;
  return {
    groupId: seat.added_group_id,
    placement: seat.added_placement as AddedGroup['placement'],
    mode: seat.added_mode as AddedGroup['mode'],
  };
}

function voteFrom(vote: VoteJson): Vote {
  const details = vote.details as { returnTarget?: ReturnTarget };
  return {
    seatId: vote.seat_id,
    officerId: vote.officer_id,
    answer: vote.answer as Vote['answer'],
    reasonCode: vote.reason_code,
    comment: vote.comment,
    returnTarget: details.returnTarget ?? null,
    // Inside JSON an instant is written as PostgreSQL does, with an offset and microseconds.
    votedAt: new Date(vote.voted_at).toISOString(),
  };
}
