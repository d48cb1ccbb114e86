/**
 * 批量同意: up to ten cases of the lowest tier with one comment. Each is decided under its own lock by the same guards as
 * alone; one that is refused says why and does not keep the others back.
 */
import type { Kysely, Transaction } from 'kysely';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { assertBelow } from '../../domain/approval/task.ts';
import { taskActions } from '../../domain/approval/task-actions.ts';
import { DomainError } from '../../domain/errors.ts';
import { findMatter } from '../../db/queries/matters.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import { withSavepoint } from '../../db/savepoint.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { assertVisible, lockTask, readTask } from './tasks.ts';
import { castLocked } from './votes.ts';

export type BulkInput = { readonly stageIds: readonly string[]; readonly comment: string };

export type BulkItem = {
  readonly stageId: string;
  readonly isApproved: boolean;
  /** The code of the refusal; null when the vote was taken. */
  readonly reasonCode: string | null;
  readonly voteId: string | null;
};

export type BulkCheck = Pick<BulkItem, 'stageId' | 'reasonCode'> & { readonly allowed: boolean };

/** @throws DomainError `action_limit_reached` for more than ten */
export async function approveInBulk(
  trx: Transaction<DB>,
  caller: Caller,
  { stageIds, comment }: BulkInput,
): Promise<readonly BulkItem[]> {
  const unique = [...new Set(stageIds)];
  assertBelow('bulk_approve', unique.length - 1);
  const results = new Map<string, BulkItem>();
  // In one order for everybody, so that two of these never wait for each other in a circle.
  for (const stageId of unique.toSorted()) {
    results.set(stageId, await approveOne(trx, caller, { stageId, comment }));
  }
  return unique.map((stageId) => results.get(stageId)!);
}

async function approveOne(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, comment }: { readonly stageId: string; readonly comment: string },
): Promise<BulkItem> {
  try {
    return await withSavepoint(trx, async () => {
      const held = await lockTask(trx, caller, stageId);
      await assertLowestTier(trx, held.locked.approval);
      const vote = { answer: 'approve', reasonCode: null, returnTarget: null } as const;
      const { voteId } = await castLocked(trx, caller, held, { ...vote, stageId, comment });
      return { stageId, isApproved: true, reasonCode: null, voteId };
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { stageId, isApproved: false, reasonCode: error.code, voteId: null };
  }
}

/**
 * Which of the cases a bulk approval would take as things stand; each is decided again when it is sent.
 * @throws DomainError `action_limit_reached` for more than ten
 */
export async function checkBulk(
  db: Kysely<DB>,
  caller: Pick<Caller, 'actor' | 'scope' | 'clock'>,
  stageIds: readonly string[],
): Promise<readonly BulkCheck[]> {
  const unique = [...new Set(stageIds)];
  assertBelow('bulk_approve', unique.length - 1);
  const checks: BulkCheck[] = [];
  for (const stageId of unique) checks.push(await checkOne(db, caller, stageId));
  return checks;
}

async function checkOne(
  db: Kysely<DB>,
  caller: Pick<Caller, 'actor' | 'scope' | 'clock'>,
  stageId: string,
): Promise<BulkCheck> {
  try {
    const found = await findMatter(db, stageId);
    if (found === undefined) throw new DomainError('not_found', { resource: 'stage' });
    await assertVisible(db, caller, found);
    await assertLowestTier(db, found.approval);
    const view = await readTask(db, found, caller.actor.actorId, caller.clock);
    const approve = taskActions(view).find(({ action }) => action === 'approve')!;
    return { stageId, allowed: approve.allowed, reasonCode: approve.reasonCode };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { stageId, allowed: false, reasonCode: error.code };
  }
}

/** @throws DomainError `bulk_not_allowed` */
async function assertLowestTier(
  trx: Kysely<DB>,
  { matrixVersionId, tier }: { readonly matrixVersionId: string; readonly tier: string },
): Promise<void> {
  const matrix = (await findVersion(trx, matrixVersionId))?.content as MatrixContent | undefined;
  if (matrix?.tiers[0]?.tier !== tier) throw new DomainError('bulk_not_allowed', { tier });
}
