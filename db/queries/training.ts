/** The training clock: one move at a time, and the offset it commits. A productive installation refuses an offset. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB, TrainingMoveTable } from '../tables.ts';

export type TrainingMove = {
  readonly moveId: string;
  readonly requestedBy: string;
  readonly fromDate: IsoDate;
  readonly toDate: IsoDate;
  /** Where the clock stands; null before the first step. */
  readonly reachedDate: IsoDate | null;
  readonly status: 'requested' | 'moving' | 'done';
  readonly wokenCount: number;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
};

export type NewTrainingMove = Pick<TrainingMove, 'moveId' | 'requestedBy' | 'fromDate' | 'toDate'>;

export async function insertTrainingMove(
  trx: Transaction<DB>,
  move: NewTrainingMove,
): Promise<TrainingMove> {
  const row = await trx
    .insertInto('training_move')
    .values({
      move_id: move.moveId,
      requested_by: move.requestedBy,
      from_date: move.fromDate,
      to_date: move.toDate,
      reached_date: null,
      status: 'requested',
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function findTrainingMove(
  db: Kysely<DB>,
  moveId: string,
): Promise<TrainingMove | undefined> {
  const row = await db
    .selectFrom('training_move')
    .selectAll()
    .where('move_id', '=', moveId)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Newest first. */
export async function listTrainingMoves(
  db: Kysely<DB>,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ moves: TrainingMove[]; total: number }> {
  const rows = await db
    .selectFrom('training_move')
    .selectAll()
    .orderBy('created_at', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await db
    .selectFrom('training_move')
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  return { moves: rows.map(fromRow), total };
}

/** Two who ask for a move at the same time come one after the other. */
export async function lockClock(trx: Transaction<DB>): Promise<void> {
  await trx.selectFrom('installation').select('singleton').forUpdate().execute();
}

/** The move in hand, if there is one. */
export async function findRunningMove(db: Kysely<DB>): Promise<TrainingMove | undefined> {
  const row = await db
    .selectFrom('training_move')
    .selectAll()
    .where('status', '<>', 'done')
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Moves the business clock forward to `instant`; when it is there or later already, nothing changes. */
export async function commitBusinessInstant(
  trx: Transaction<DB>,
  instant: Instant,
): Promise<{ clockOffsetMs: number }> {
  const missing = sql<bigint>`ceil(extract(epoch from ${instant}::timestamptz - clock_timestamp()) * 1000)::bigint`;
  const row = await trx
    .updateTable('installation')
    .set({ clock_offset_ms: sql<bigint>`greatest(clock_offset_ms, ${missing})` })
    .returning('clock_offset_ms')
    .executeTakeFirstOrThrow();
  return { clockOffsetMs: Number(row.clock_offset_ms) };
}

/** The clock stands at `date` from here on. */
export async function markReached(
  trx: Transaction<DB>,
  moveId: string,
  date: IsoDate,
): Promise<void> {
  await trx
    .updateTable('training_move')
    .set({ status: 'moving', reached_date: date })
    .where('move_id', '=', moveId)
    .where('status', '<>', 'done')
    .execute();
}

export async function addWoken(db: Kysely<DB>, moveId: string, count: number): Promise<void> {
  await db
    .updateTable('training_move')
    .set({ woken_count: sql<number>`woken_count + ${count}` })
    .where('move_id', '=', moveId)
    .execute();
}

export async function finishTrainingMove(trx: Transaction<DB>, moveId: string): Promise<void> {
  await trx
    .updateTable('training_move')
    .set({ status: 'done', ended_at: sql<Instant>`clock_timestamp()` })
    .where('move_id', '=', moveId)
    .where('status', '<>', 'done')
    .execute();
}

/** The first civil date, in `zone`, on which an open process is due after `instant`; null when none ever is. */
export async function findNextDueDate(
  db: Kysely<DB>,
  instant: Instant,
  zone: string,
): Promise<IsoDate | null> {
  const row = await db
    .selectFrom('process')
    .select(sql<IsoDate | null>`(min(next_wake_at) at time zone ${zone})::date`.as('due_date'))
    .where('status', '=', 'open')
    .where('next_wake_at', '>', instant)
    .executeTakeFirstOrThrow();
  return row.due_date;
}

function fromRow(row: Selectable<TrainingMoveTable>): TrainingMove {
  return {
    moveId: row.move_id,
    requestedBy: row.requested_by,
    fromDate: row.from_date,
    toDate: row.to_date,
    reachedDate: row.reached_date,
    status: row.status,
    wokenCount: row.woken_count,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
