/** 止付: one person keeps a customer's money in the house and says why, another one lifts the stop. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { findCustomer } from '../../db/queries/customers.ts';
import {
  insertDisbursementStop,
  lockDisbursementStop,
  saveStopLifted,
  type DisbursementStop,
} from '../../db/queries/disbursement-stops.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Caller } from './caller.ts';

/** @throws DomainError `not_found` also for a customer of another branch */
export async function stopDisbursements(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly customerId: string; readonly reason: string },
): Promise<DisbursementStop> {
  await assertVisible(trx, caller, input.customerId);
  const by = { setBy: caller.actor.actorId, setAt: caller.clock.now };
  const stop = await insertDisbursementStop(trx, { ...input, ...by });
  await audit(trx, caller, stop, 'set');
  return stop;
}

/**
 * A stop that is lifted stays lifted.
 * @throws DomainError `not_found`, `four_eyes` for whoever set it
 */
export async function liftDisbursementStop(
  trx: Transaction<DB>,
  caller: Caller,
  { stopId, reason }: { readonly stopId: string; readonly reason: string },
): Promise<DisbursementStop> {
  const found = await lockDisbursementStop(trx, stopId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'disbursement_stop' });
  await assertVisible(trx, caller, found.customerId);
  const officerId = caller.actor.actorId;
  if (found.setBy === officerId) throw new DomainError('four_eyes', { officerId });
  if (found.liftedAt !== null) return found;
  const lifted = { by: officerId, at: caller.clock.now, reason };
  const stop = await saveStopLifted(trx, stopId, lifted);
  await audit(trx, caller, stop, 'lifted');
  return stop;
}

async function assertVisible(
  trx: Transaction<DB>,
  { scope }: Caller,
  customerId: string,
): Promise<void> {
  const customer = await findCustomer(trx, scope, customerId);
  if (customer === undefined) throw new DomainError('not_found', { resource: 'customer' });
}

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  { stopId, customerId, reason, liftReason }: DisbursementStop,
  verb: 'set' | 'lifted',
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: `disbursement_stop.${verb}`,
    subjectType: 'customer',
    subjectId: customerId,
    after: { stopId, reason, liftReason },
    businessDate: clock.businessDate,
    requestId,
  });
}
