/** Several cases given to one person at once; each is judged by itself, and what cannot be given is named. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { findCase } from '../../db/queries/cases.ts';
import { withSavepoint } from '../../db/savepoint.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { giveCase } from './cases.ts';

export type Allotted = {
  readonly givenCount: number;
  readonly skipped: readonly {
    readonly caseId: string;
    readonly number: string;
    readonly code: string;
  }[];
};

/** A case that somebody claimed from the queue and works on now is skipped, like one that ended meanwhile. */
export async function allotCases(
  trx: Transaction<DB>,
  caller: Caller,
  { caseIds, officerId, note }: { caseIds: readonly string[]; officerId: string; note: string },
): Promise<Allotted> {
  const skipped: { caseId: string; number: string; code: string }[] = [];
  // In the order of the ids, so that two allotments at once wait for each other instead of locking up.
  for (const caseId of [...new Set(caseIds)].toSorted()) {
    const code = await refusalOf(trx, () => give(trx, caller, { caseId, officerId, reason: note }));
    if (code === null) continue;
    const found = code === 'not_found' ? undefined : await findCase(trx, caseId);
    skipped.push({ caseId, number: found?.number ?? '', code });
  }
  return { givenCount: new Set(caseIds).size - skipped.length, skipped };
}

async function give(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly caseId: string; readonly officerId: string; readonly reason: string },
): Promise<void> {
  const found = await findCase(trx, input.caseId);
  const { now } = caller.clock;
  const isWorkedOn =
    found !== undefined && found.claimedUntil !== null && found.claimedUntil >= now;
  if (isWorkedOn && found.ownerId !== caller.actor.actorId) {
    const { ownerId, claimedUntil } = found;
    throw new DomainError('case_claimed', { ownerId: ownerId ?? '', claimedUntil });
  }
  await giveCase(trx, caller, input);
}

/** Nothing of a refused one stays. */
async function refusalOf(trx: Transaction<DB>, act: () => Promise<void>): Promise<string | null> {
  try {
    await withSavepoint(trx, act);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code;
  }
}
