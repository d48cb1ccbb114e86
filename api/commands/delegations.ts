/** Standing in for a colleague for some days: made by whoever is away, ended by them at any time. */
import type { Transaction } from 'kysely';
import { assertMayDelegate, type DelegationScope } from '../../domain/approval/delegation.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  endDelegation as markEnded,
  findDecider,
  findDelegation,
  insertDelegation,
  listDelegations,
  lockDelegators,
} from '../../db/queries/delegations.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';

export type DelegationInput = {
  readonly toOfficerId: string;
  readonly startsDate: IsoDate;
  readonly endsDate: IsoDate;
  readonly scope: DelegationScope;
};

/** @throws DomainError `not_found`, and as `assertMayDelegate` */
export async function delegate(
  trx: Transaction<DB>,
  caller: Caller,
  input: DelegationInput,
): Promise<string> {
  const fromOfficerId = caller.actor.actorId;
  const { toOfficerId } = input;
  const { businessDate } = caller.clock;
  await lockDelegators(trx, [fromOfficerId, toOfficerId]);
  const from = await findDecider(trx, fromOfficerId);
  const to = await findDecider(trx, toOfficerId);
  if (from === undefined || to === undefined) {
    throw new DomainError('not_found', { resource: 'officer' });
  }
  const known = await listDelegations(trx, [fromOfficerId, toOfficerId], businessDate);
  assertMayDelegate({ ...input, from, to }, known, businessDate);
  const delegationId = await insertDelegation(trx, { ...input, fromOfficerId });
  await audit(trx, caller, { delegationId, action: 'delegation.created', after: toOfficerId });
  return delegationId;
}

/** @throws DomainError `not_found`, `not_your_action` */
export async function endDelegation(
  trx: Transaction<DB>,
  caller: Caller,
  delegationId: string,
): Promise<void> {
  const delegation = await findDelegation(trx, delegationId);
  if (delegation === undefined) throw new DomainError('not_found', { resource: 'delegation' });
  const officerId = caller.actor.actorId;
  if (delegation.fromOfficerId !== officerId) {
    throw new DomainError('not_your_action', { officerId });
  }
  if (delegation.isEnded) return;
  await markEnded(trx, delegationId, { at: caller.clock.now, by: officerId, reason: null });
  await audit(trx, caller, { delegationId, action: 'delegation.ended', after: null });
}

/**
 * By an admin, with a reason that both people can read. Votes already cast stay.
 * @throws DomainError `not_found`, `delegation_over` for one that has ended or run out
 */
export async function revokeDelegation(
  trx: Transaction<DB>,
  caller: Caller,
  { delegationId, reason }: { readonly delegationId: string; readonly reason: string },
): Promise<void> {
  const delegation = await findDelegation(trx, delegationId);
  if (delegation === undefined) throw new DomainError('not_found', { resource: 'delegation' });
  const { isEnded, endsDate } = delegation;
  if (isEnded || endsDate < caller.clock.businessDate) {
    throw new DomainError('delegation_over', { endsDate });
  }
  await markEnded(trx, delegationId, { at: caller.clock.now, by: caller.actor.actorId, reason });
  const entry = { delegationId, action: 'delegation.revoked', after: null, reason };
  await audit(trx, caller, entry);
}

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  entry: {
    readonly delegationId: string;
    readonly action: string;
    readonly after: string | null;
    readonly reason?: string;
  },
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: entry.action,
    subjectType: 'delegation',
    subjectId: entry.delegationId,
    after: {
      toOfficerId: entry.after,
      ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    },
    businessDate: clock.businessDate,
    requestId,
  });
}
