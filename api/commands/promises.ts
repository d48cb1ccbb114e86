/** A promise to pay, in one part or a few. It takes the place of the open one; what was judged stays judged. */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { assertMayPromise, defaultPromiseRules } from '../../domain/collections/promise.ts';
import { assertSameCurrency, toWireMoney, zero, type Money } from '../../domain/money.ts';
import { updateCase } from '../../db/queries/cases.ts';
import { recordHappenings } from '../../db/queries/case-events.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { cancelOpenPromises, insertPromise } from '../../db/queries/promises.ts';
import type { DB } from '../../db/tables.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { assertMayWork, lockRunningCase, workedOn } from './case-access.ts';

export type PromisePart = { readonly amount: Money; readonly promiseDate: IsoDate };

/**
 * @returns the promise's set
 * @throws DomainError `not_found`, `case_ended`, `case_claimed`, `currency_mismatch`, `amount_not_positive`,
 * `promise_date_out_of_range`, `too_many_promises`
 */
export async function takePromise(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly caseId: string; readonly parts: readonly PromisePart[] },
): Promise<string> {
  const { caseId } = input;
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  const { actor, clock } = caller;
  const { businessDate } = clock;
  const { currency, bucket } = found;
  const parts = input.parts.toSorted(byDate);
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
  await updateCase(trx, caseId, workedOn(found, caller));
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
