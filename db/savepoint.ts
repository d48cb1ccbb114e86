/** A part of a transaction that may fail without taking the rest along. */
import { sql, type Transaction } from 'kysely';
import type { DB } from './tables.ts';

/** Undoes what `work` wrote when it throws, and throws on; the transaction itself goes on. */
export async function withSavepoint<T>(trx: Transaction<DB>, work: () => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(trx);
  try {
    const result = await work();
    await sql`release savepoint part`.execute(trx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(trx);
    await sql`release savepoint part`.execute(trx);
    throw error;
  }
}
