/** Published reference rates: one person enters a value, another confirms it, and the loans it came too late for hear of it. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { insertOutboxLines } from '../../db/queries/outbox.ts';
import {
  insertReferenceRate,
  listLoansRepricedSince,
  lockReferenceRate,
  lockReferenceRates,
  settleReferenceRate,
  type ReferenceRateEntry,
} from '../../db/queries/reference-rates.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { tellLoanChanged } from '../../workflows/messages.ts';
import type { Caller } from './caller.ts';

export type NewReferenceRate = Pick<
  ReferenceRateEntry,
  'reference' | 'effectiveDate' | 'ratePpm' | 'source'
>;

/** Also for a date that has a value: once confirmed, the later entry is the one that holds. */
export async function enterReferenceRate(
  trx: Transaction<DB>,
  caller: Caller,
  rate: NewReferenceRate,
): Promise<ReferenceRateEntry> {
  await lockReferenceRates(trx);
  const { actorId } = caller.actor;
  const { businessDate } = caller.clock;
  const entry = { ...rate, enteredBy: actorId, enteredDate: businessDate };
  return record(trx, caller, await insertReferenceRate(trx, entry));
}

/** @throws DomainError `not_found`, `reference_rate_not_open`, `four_eyes` for whoever entered it */
export async function confirmReferenceRate(
  trx: Transaction<DB>,
  caller: Caller,
  referenceRateId: string,
): Promise<ReferenceRateEntry> {
  await lockReferenceRates(trx);
  const entered = await lockEntered(trx, referenceRateId);
  const officerId = caller.actor.actorId;
  if (entered.enteredBy === officerId) throw new DomainError('four_eyes', { officerId });
  const confirmed = await settle(trx, caller, { referenceRateId, status: 'confirmed' });
  // Loans not yet priced since that date find the value by themselves when their day comes.
  const loanIds = await listLoansRepricedSince(trx, confirmed);
  await insertOutboxLines(trx, loanIds.map(tellLoanChanged));
  return confirmed;
}

/** By anybody who may confirm, whoever entered it included. @throws DomainError `not_found`, `reference_rate_not_open` */
export async function rejectReferenceRate(
  trx: Transaction<DB>,
  caller: Caller,
  referenceRateId: string,
): Promise<ReferenceRateEntry> {
  await lockEntered(trx, referenceRateId);
  return settle(trx, caller, { referenceRateId, status: 'rejected' });
}

async function lockEntered(
  trx: Transaction<DB>,
  referenceRateId: string,
): Promise<ReferenceRateEntry> {
  const entry = await lockReferenceRate(trx, referenceRateId);
  if (entry === undefined) throw new DomainError('not_found', { resource: 'reference_rate' });
  const { status } = entry;
  if (status !== 'entered') throw new DomainError('reference_rate_not_open', { status });
  return entry;
}

async function settle(
  trx: Transaction<DB>,
  caller: Caller,
  {
    referenceRateId,
    status,
  }: { readonly referenceRateId: string; readonly status: 'confirmed' | 'rejected' },
): Promise<ReferenceRateEntry> {
  const { actor, clock } = caller;
  const settled = { status, by: actor.actorId, date: clock.businessDate };
  return record(trx, caller, await settleReferenceRate(trx, referenceRateId, settled));
}

async function record(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  entry: ReferenceRateEntry,
): Promise<ReferenceRateEntry> {
  const { referenceRateId, reference, effectiveDate, number, ratePpm, source, status } = entry;
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: `reference_rate.${status}`,
    subjectType: 'reference_rate',
    subjectId: referenceRateId,
    after: { reference, effectiveDate, number, ratePpm, source },
    businessDate: clock.businessDate,
    requestId,
  });
  return entry;
}
