/**
 * 批量放款: up to two hundred disbursements released in one go. Each passes the same checks under its own locks as
 * alone; one that is refused says why and does not keep the others back.
 */
import type { Transaction } from 'kysely';
import { withSavepoint } from '../../db/savepoint.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Caller } from './caller.ts';
import { releaseDisbursement } from './disbursements.ts';

export type ReleaseResult = {
  readonly disbursementId: string;
  readonly isReleased: boolean;
  /** Why not; null when it was released. */
  readonly refusal: DomainError | null;
};

/** @returns one result for each that was asked for, in the order asked */
export async function releaseInBulk(
  trx: Transaction<DB>,
  caller: Caller,
  disbursementIds: readonly string[],
): Promise<readonly ReleaseResult[]> {
  const unique = [...new Set(disbursementIds)];
  const results = new Map<string, ReleaseResult>();
  // In one order for everybody, so that two of these never wait for each other in a circle.
  for (const disbursementId of unique.toSorted())
    results.set(disbursementId, await releaseOne(trx, caller, disbursementId));
  return unique.map((disbursementId) => results.get(disbursementId)!);
}

async function releaseOne(
  trx: Transaction<DB>,
  caller: Caller,
  disbursementId: string,
): Promise<ReleaseResult> {
  try {
    await withSavepoint(trx, () => releaseDisbursement(trx, caller, disbursementId));
    return { disbursementId, isReleased: true, refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { disbursementId, isReleased: false, refusal: error };
  }
}
