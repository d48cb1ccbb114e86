/** Runs of exercises, the acts they are judged by, and what a move of the training clock brought about. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { RecordedAct } from '../../domain/training/exercises.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type ExerciseRun = {
  readonly exerciseRunId: string;
  readonly officerId: string;
  readonly exercise: string;
  readonly sinceSeq: bigint;
  readonly status: 'running' | 'passed' | 'given_up';
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
};

/** The officer's runs, newest first. */
export async function listExerciseRuns(db: Kysely<DB>, officerId: string): Promise<ExerciseRun[]> {
  const rows = await db
    .selectFrom('exercise_run')
    .selectAll()
    .where('officer_id', '=', officerId)
    .orderBy('exercise_run_id', 'desc')
    .execute();
  return rows.map((row) => ({
    exerciseRunId: row.exercise_run_id,
    officerId: row.officer_id,
    exercise: row.exercise,
    sinceSeq: row.since_seq,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }));
}

/** What the officer did since that place of the audit trail. */
export async function listActsSince(
  db: Kysely<DB>,
  officerId: string,
  sinceSeq: bigint,
): Promise<RecordedAct[]> {
  const rows = await db
    .selectFrom('audit_event')
    .select(['action', 'after'])
    .where('actor_id', '=', officerId)
    .where('seq', '>', sinceSeq)
    .limit(1000)
    .execute();
  return rows.map(({ action, after }) => ({ action, facts: after ?? {} }));
}

/** Begins from the present end of the audit trail. A run that is under way ends as given up. */
export async function startExerciseRun(
  trx: Transaction<DB>,
  officerId: string,
  exercise: string,
): Promise<void> {
  await endRunningExercise(trx, officerId, 'given_up');
  await trx
    .insertInto('exercise_run')
    .values({
      exercise_run_id: newId(),
      officer_id: officerId,
      exercise,
      since_seq: sql<bigint>`(select coalesce(max(seq), 0) from audit_event)`,
      ended_at: null,
    })
    .execute();
}

/** False when none is under way. */
export async function endRunningExercise(
  trx: Transaction<DB>,
  officerId: string,
  status: 'passed' | 'given_up',
): Promise<boolean> {
  const result = await trx
    .updateTable('exercise_run')
    .set({ status, ended_at: sql<Instant>`clock_timestamp()` })
    .where('officer_id', '=', officerId)
    .where('status', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export type TraineeProgress = {
  readonly officerId: string;
  readonly name: string;
  readonly exercise: string;
  readonly tryCount: number;
  readonly passedAt: Instant | null;
};

/** Who has tried and passed what. */
export async function listTraineeProgress(db: Kysely<DB>): Promise<TraineeProgress[]> {
  const rows = await db
    .selectFrom('exercise_run')
    .innerJoin('officer', 'officer.officer_id', 'exercise_run.officer_id')
    .select(['exercise_run.officer_id', 'display_name', 'exercise'])
    .select([
      sql<number>`count(*)::int`.as('try_count'),
      sql<Instant | null>`min(ended_at) filter (where exercise_run.status = 'passed')`.as(
        'passed_at',
      ),
    ])
    .groupBy(['exercise_run.officer_id', 'display_name', 'exercise'])
    .orderBy('display_name')
    .orderBy('exercise')
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    name: row.display_name,
    exercise: row.exercise,
    tryCount: row.try_count,
    passedAt: row.passed_at,
  }));
}

export type MoveHappening = { readonly action: string; readonly count: number };

/** What the system did by itself while a move ran, by kind, the most frequent first. */
export async function countMoveHappenings(
  db: Kysely<DB>,
  { createdAt, endedAt }: { readonly createdAt: Instant; readonly endedAt: Instant | null },
): Promise<MoveHappening[]> {
  return db
    .selectFrom('audit_event')
    .select(['action', sql<number>`count(*)::int`.as('count')])
    .where('actor_id', 'is', null)
    .where('occurred_at', '>=', createdAt)
    .where('occurred_at', '<=', sql<Instant>`coalesce(${endedAt}::timestamptz, clock_timestamp())`)
    .groupBy('action')
    .orderBy('count', 'desc')
    .orderBy('action')
    .execute();
}
