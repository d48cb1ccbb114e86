/** A promise to pay, in one part or a few. It takes the place of the open one; what was judged stays judged. */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { assertMayPromise, defaultPromiseRules } from '../../domain/collections/promise.ts';
import { DomainError } from '../../domain/errors.ts';
import { assertSameCurrency, toWireMoney, zero, type Money } from '../../domain/money.ts';
import {
  lockRunningCase as lockCaseOf,
  updateCase,
  type CollectionCase,
} from '../../db/queries/cases.ts';
import { today } from '../../db/queries/case-queue.ts';
import { recordHappenings } from '../../db/queries/case-events.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { cancelOpenPromises, insertPromise } from '../../db/queries/promises.ts';
import type { DB } from '../../db/tables.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { assertMayWork, lockRunningCase, workedOn } from './case-access.ts';

export type PromisePart = { readonly amount: Money; readonly promiseDate: IsoDate };

export type PromiseInput = { readonly caseId: string; readonly parts: readonly PromisePart[] };

/**
 * Taken by whoever works on the case.
 * @returns the promise's set
 * @throws DomainError `not_found`, `case_ended`, `case_claimed`, `currency_mismatch`, `amount_not_positive`,
 * `promise_date_out_of_range`, `too_many_promises`
 */
export async function takePromise(
  trx: Transaction<DB>,
  caller: Caller,
  { caseId, parts }: PromiseInput,
): Promise<string> {
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  const promiseSetId = await keepPromise(trx, caller, found, parts);
  await updateCase(trx, caseId, workedOn(found, caller));
  return promiseSetId;
}

/**
 * Given by the debtor themselves, whoever works on the case; it stays with them.
 * @returns the promise's set
 * @throws DomainError `nothing_past_due` and what `takePromise` refuses of the promise itself
 */
export async function givePromise(
  trx: Transaction<DB>,
  caller: Caller,
  { customerId, parts }: { readonly customerId: string; readonly parts: readonly PromisePart[] },
): Promise<string> {
  const found = await lockCaseOf(trx, customerId);
  if (found === undefined) throw new DomainError('nothing_past_due', {});
  return keepPromise(trx, caller, today(found, caller.clock.businessDate), parts);
}

/** Takes the place of the open promise; the case is locked. Refusals as `takePromise`. */
export async function keepPromise(
  trx: Transaction<DB>,
  caller: Caller,
  { caseId, currency, bucket }: CollectionCase,
  given: readonly PromisePart[],
): Promise<string> {
  const { actor, clock } = caller;
  const { businessDate } = clock;
  const parts = given.toSorted(byDate);
  for (const [openCount, part] of parts.entries()) {
    assertSameCurrency(zero(currency), part.amount);
    assertMayPromise(part, { businessDate, bucket, openCount }, defaultPromiseRules);
  }
  const cancelled = await cancelOpenPromises(trx, caseId, businessDate);
  const promiseSetId = await insertPromise(trx, {
    caseId,
    currency,
    createdDate: businessDate,
    graceDays: defaultPromiseRules.graceDays,
    takenBy: actor.actorId,
    parts: parts.map(({ amount, promiseDate }) => ({ amountMinor: amount.minor, promiseDate })),
  });
  const details = {
    promiseSetId,
    cancelled,
    parts: parts.map(({ amount, promiseDate }) => ({ amount: toWireMoney(amount), promiseDate })),
  };
  await recordHappenings(
    trx,
    [{ kind: 'promise.taken', caseId, actorId: actor.actorId, details }],
    momentOf(caller),
  );
  await insertOutbox(trx, tellCaseChanged(caseId));
  return promiseSetId;
}

function byDate(a: PromisePart, b: PromisePart): number {
  return a.promiseDate < b.promiseDate ? -1 : Number(a.promiseDate > b.promiseDate);
}
