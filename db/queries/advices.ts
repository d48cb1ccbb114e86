/** Questions from the holder of a task to a colleague, and the answers. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { AdviceTable, DB } from '../tables.ts';

export type Advice = {
  readonly adviceId: string;
  readonly stageId: string;
  readonly seatId: string;
  readonly askedBy: string;
  readonly askedOf: string;
  readonly question: string;
  readonly status: 'open' | 'answered' | 'taken_back';
  readonly askedAt: Instant;
  readonly answer: string | null;
  readonly endedAt: Instant | null;
};

export type NewAdvice = Pick<
  Advice,
  'stageId' | 'seatId' | 'askedBy' | 'askedOf' | 'question' | 'askedAt'
>;

export async function insertAdvice(trx: Transaction<DB>, advice: NewAdvice): Promise<string> {
  const adviceId = newId();
  await trx
    .insertInto('advice')
    .values({
      advice_id: adviceId,
      stage_id: advice.stageId,
      seat_id: advice.seatId,
      asked_by_id: advice.askedBy,
      asked_of_id: advice.askedOf,
      question: advice.question,
      asked_at: advice.askedAt,
      answer: null,
      ended_at: null,
    })
    .execute();
  return adviceId;
}

export async function findAdvice(db: Kysely<DB>, adviceId: string): Promise<Advice | undefined> {
  const row = await db
    .selectFrom('advice')
    .selectAll()
    .where('advice_id', '=', adviceId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Asked in a stage, the oldest first, with the names of both people. */
export async function listAdvicesOfStage(
  db: Kysely<DB>,
  stageId: string,
): Promise<(Advice & { readonly askedByName: string; readonly askedOfName: string })[]> {
  const rows = await db
    .selectFrom('advice')
    .innerJoin('officer as asker', 'asker.officer_id', 'advice.asked_by_id')
    .innerJoin('officer as adviser', 'adviser.officer_id', 'advice.asked_of_id')
    .selectAll('advice')
    .select(['asker.display_name as asked_by_name', 'adviser.display_name as asked_of_name'])
    .where('advice.stage_id', '=', stageId)
    .orderBy('advice.asked_at')
    .execute();
  return rows.map((row) => ({
    ...fromRow(row),
    askedByName: row.asked_by_name,
    askedOfName: row.asked_of_name,
  }));
}

export async function endAdvice(
  trx: Transaction<DB>,
  adviceId: string,
  end: { readonly status: 'answered' | 'taken_back'; readonly answer: string | null },
  endedAt: Instant,
): Promise<void> {
  await trx
    .updateTable('advice')
    .set({ ...end, ended_at: endedAt })
    .where('advice_id', '=', adviceId)
    .execute();
}

function fromRow(row: Selectable<AdviceTable>): Advice {
  return {
    adviceId: row.advice_id,
    stageId: row.stage_id,
    seatId: row.seat_id,
    askedBy: row.asked_by_id,
    askedOf: row.asked_of_id,
    question: row.question,
    status: row.status,
    askedAt: row.asked_at,
    answer: row.answer,
    endedAt: row.ended_at,
  };
}
