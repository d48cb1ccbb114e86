/**
 * Once per key. A command's key is `<actorId>/<Idempotency-Key>`, an activity's is a path of business nouns such as
 * `loan/<loanId>/payment/<paymentId>`: never a run id, which changes when a workflow continues as new.
 */
import type { Kysely, Transaction } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { DB } from './tables.ts';

/** What survives JSON unchanged. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type RequestKey = {
  readonly key: string;
  /** SHA-256 of what was asked, so that another request cannot hide under the same key. */
  readonly requestHash: string;
};

/**
 * Runs `work` once per key. A repeat returns the stored result.
 * @throws DomainError `idempotency_key_reused` when the same key comes with another request
 */
export async function runOnce<T extends Json>(
  db: Kysely<DB>,
  request: RequestKey,
  work: (trx: Transaction<DB>) => Promise<T>,
): Promise<{ result: T; replayed: boolean }> {
  return db.transaction().execute(async (trx) => {
    // Claiming the key first makes a concurrent repeat wait on the unique index instead of running.
    const claimed = await claimKey(trx, request);
    if (!claimed) return { result: await readResult<T>(trx, request), replayed: true };
    const result = await work(trx);
    await storeResult(trx, request, result);
    return { result, replayed: false };
  });
}

async function claimKey(trx: Transaction<DB>, { key, requestHash }: RequestKey): Promise<boolean> {
  const inserted = await trx
    .insertInto('command_key')
    .values({ command_key: key, request_hash: requestHash, result: null })
    .onConflict((conflict) => conflict.column('command_key').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

async function readResult<T extends Json>(
  trx: Transaction<DB>,
  { key, requestHash }: RequestKey,
): Promise<T> {
  const row = await trx
    .selectFrom('command_key')
    .select(['request_hash', 'result'])
    .where('command_key', '=', key)
    .executeTakeFirstOrThrow();
  if (row.request_hash !== requestHash) throw new DomainError('idempotency_key_reused', {});
  return row.result!.value as T;
}

async function storeResult(trx: Transaction<DB>, { key }: RequestKey, result: Json): Promise<void> {
  await trx
    .updateTable('command_key')
    .set({ result: JSON.stringify({ value: result }) })
    .where('command_key', '=', key)
    .execute();
}
