/** Collection cases as people move them: taken from the queue, given to somebody, stopped and let go on. */
import type { Transaction } from 'kysely';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import type { StopFlag } from '../../domain/collections/contact-policy.ts';
import { DomainError } from '../../domain/errors.ts';
import { updateCase } from '../../db/queries/cases.ts';
import { recordHappenings } from '../../db/queries/case-events.ts';
import { insertStop, liftStop } from '../../db/queries/contacts.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { assertMayOwn, assertMayWork, claimEnd, lockRunningCase } from './case-access.ts';

/** A stop without a date of its own ends after so many days; death and bankruptcy do not end. */
const stopDays = 30;
const endlessFlags: readonly StopFlag[] = ['deceased', 'bankruptcy'];

/** @throws DomainError `not_found`, `case_ended`, `case_claimed`, `officer_lacks_role` */
export async function claimCase(
  trx: Transaction<DB>,
  caller: Caller,
  caseId: string,
): Promise<void> {
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  const { actorId } = caller.actor;
  await assertMayOwn(trx, { ...found, level: 'collector' }, actorId);
  // A case that was given to somebody stays theirs; only a free one is claimed for half an hour.
  const isOwn = found.ownerId === actorId && found.claimedUntil === null;
  if (isOwn) return;
  const claimedUntil = claimEnd(caller.clock.now);
  await updateCase(trx, caseId, { ownerId: actorId, claimedUntil });
  await recordHappenings(
    trx,
    [
      {
        kind: 'collection_case.claimed',
        caseId,
        actorId,
        before: { ownerId: found.ownerId },
        details: { ownerId: actorId, claimedUntil },
      },
    ],
    momentOf(caller),
  );
}

/**
 * Gives the case to somebody: a lead to anybody of its level, an owner to a colleague.
 * @throws DomainError `not_found`, `case_ended`, `case_claimed`, `officer_lacks_role`
 */
export async function giveCase(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly caseId: string; readonly officerId: string; readonly reason: string },
): Promise<void> {
  const { caseId, officerId, reason } = input;
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  await assertMayOwn(trx, found, officerId);
  await updateCase(trx, caseId, { ownerId: officerId, claimedUntil: null });
  await recordHappenings(
    trx,
    [
      {
        kind: 'collection_case.transferred',
        caseId,
        actorId: caller.actor.actorId,
        before: { ownerId: found.ownerId },
        details: { ownerId: officerId, reason },
      },
    ],
    momentOf(caller),
  );
}

export type StopInput = {
  readonly caseId: string;
  readonly flag: StopFlag;
  readonly reason: string;
  /** Null takes the usual length for the flag. */
  readonly untilDate: IsoDate | null;
};

/** @throws DomainError `not_found`, `case_ended`, `case_claimed` */
export async function stopContact(
  trx: Transaction<DB>,
  caller: Caller,
  { caseId, flag, reason, untilDate }: StopInput,
): Promise<{ readonly contactStopId: string; readonly untilDate: IsoDate | null }> {
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  const { businessDate } = caller.clock;
  const usualDate = endlessFlags.includes(flag) ? null : addDays(businessDate, stopDays - 1);
  const lastDate = untilDate ?? usualDate;
  const contactStopId = await insertStop(trx, {
    customerId: found.customerId,
    caseId,
    flag,
    reason,
    setBy: caller.actor.actorId,
    startsDate: businessDate,
    untilDate: lastDate,
  });
  await tell(trx, caller, caseId, 'contact.stopped', { flag, reason, untilDate: lastDate });
  return { contactStopId, untilDate: lastDate };
}

/** @throws DomainError `not_found` also where no such stop stands, `case_ended`, `case_claimed` */
export async function liftContactStop(
  trx: Transaction<DB>,
  caller: Caller,
  { caseId, flag }: { readonly caseId: string; readonly flag: StopFlag },
): Promise<void> {
  const { customerId } = await lockOwnCase(trx, caller, caseId);
  const { actor, clock } = caller;
  const lifted = { by: actor.actorId, date: clock.businessDate };
  if (!(await liftStop(trx, { customerId, flag }, lifted)))
    throw new DomainError('not_found', { resource: 'contact_stop' });
  await tell(trx, caller, caseId, 'contact.stop_lifted', { flag });
}

async function lockOwnCase(trx: Transaction<DB>, caller: Caller, caseId: string) {
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  return found;
}

async function tell(
  trx: Transaction<DB>,
  caller: Caller,
  caseId: string,
  kind: string,
  details: { readonly [key: string]: string | null },
): Promise<void> {
  const { actorId } = caller.actor;
  await updateCase(trx, caseId, { lastActionAt: caller.clock.now });
  await recordHappenings(trx, [{ kind, caseId, actorId, details }], momentOf(caller));
  await insertOutbox(trx, tellCaseChanged(caseId));
}
