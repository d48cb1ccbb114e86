/** Who may work on a collection case now: whoever owns it, anybody where nobody does, and a lead. */
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { CollectorLevel } from '../../domain/collections/ladder.ts';
import { collectorLevels } from '../../domain/collections/ladder.ts';
import { DomainError } from '../../domain/errors.ts';
import { addMs } from '../../domain/instant.ts';
import { today } from '../../db/queries/case-queue.ts';
import { lockCase, type CollectionCase } from '../../db/queries/cases.ts';
import { findHolder } from '../../db/queries/collectors.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';

/** A claim lasts so long without any work on the case; each contact renews it. */
const claimMs = 30 * 60_000;

/**
 * The case as of today, locked.
 * @throws DomainError `not_found`, `case_ended`
 */
export async function lockRunningCase(
  trx: Transaction<DB>,
  { scope, clock }: Caller,
  caseId: string,
): Promise<CollectionCase> {
  const found = await lockCase(trx, caseId);
  if (found === undefined || !isWithinScope(scope, found))
    throw new DomainError('not_found', { resource: 'collection_case' });
  if (found.status !== 'open' && found.status !== 'suspended')
    throw new DomainError('case_ended', { status: found.status });
  return today(found, clock.businessDate);
}

/** @throws DomainError `case_claimed` when somebody else works on it */
export function assertMayWork(
  { ownerId, claimedUntil }: CollectionCase,
  { actor, clock }: Caller,
): void {
  const isLapsed = claimedUntil !== null && claimedUntil < clock.now;
  if (ownerId === null || ownerId === actor.actorId || isLapsed) return;
  if (actor.permissions.has('collection-case.assign')) return;
  throw new DomainError('case_claimed', { ownerId, claimedUntil });
}

export function claimEnd(now: Instant): Instant {
  return addMs(now, claimMs);
}

/** What work on the case does to its ownership: an ownerless case is claimed, a claim is renewed. */
export function workedOn(
  { ownerId, claimedUntil }: CollectionCase,
  { actor, clock }: Caller,
): {
  readonly ownerId: string;
  readonly claimedUntil: Instant | null;
  readonly lastActionAt: Instant;
} {
  const isOwn = ownerId === actor.actorId && claimedUntil === null;
  const isLeads = ownerId !== null && ownerId !== actor.actorId;
  return {
    ownerId: isLeads ? ownerId : actor.actorId,
    claimedUntil: isOwn || isLeads ? claimedUntil : claimEnd(clock.now),
    lastActionAt: clock.now,
  };
}

/**
 * The person a case may be given to: somebody of its level or above it in the branch.
 * @throws DomainError `officer_lacks_role`
 */
export async function assertMayOwn(
  trx: Transaction<DB>,
  { branchId, level }: CollectionCase,
  officerId: string,
): Promise<void> {
  const roles = collectorLevels.slice(collectorLevels.indexOf(level as CollectorLevel));
  const isHolder = await findHolder(trx, { officerId, roles, branchId });
  if (!isHolder) throw new DomainError('officer_lacks_role', { officerId, role: level });
}
