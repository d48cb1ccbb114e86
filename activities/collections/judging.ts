/** Promises of a case judged on the payments that stand. The parts of one promise are paid in turn. */
import { judgePromise, defaultPromiseRules } from '../../domain/collections/promise.ts';
import { money } from '../../domain/money.ts';
import type { CasePayment, PromiseStatus, PromiseToPay } from '../../db/queries/promises.ts';
import { endedDate, type CaseState } from './case-state.ts';

export type Judged = { readonly promise: PromiseToPay; readonly status: PromiseStatus };

/** Those whose state is another than it was, also where a returned payment undoes an earlier judgement. */
export function judgePromises(state: CaseState): readonly Judged[] {
  const { promises } = state;
  const setIds = [...new Set(promises.map(({ promiseSetId }) => promiseSetId))];
  return setIds.flatMap((setId) =>
    judgeSet(
      promises.filter(({ promiseSetId }) => promiseSetId === setId),
      state,
    ),
  );
}

function judgeSet(parts: readonly PromiseToPay[], state: CaseState): readonly Judged[] {
  const inTurn = parts.toSorted((a, b) => a.partNumber - b.partNumber);
  return inTurn.flatMap((promise, index) => {
    if (promise.status === 'cancelled') return [];
    const earlier = inTurn.slice(0, index).reduce((total, part) => total + part.amountMinor, 0n);
    const status = judge(promise, earlier, state);
    // Once judged it is not open again: what comes back makes it partial or broken.
    return status === promise.status || status === 'open' ? [] : [{ promise, status }];
  });
}

function judge(promise: PromiseToPay, earlierMinor: bigint, state: CaseState): PromiseStatus {
  const { currency, createdDate, amountMinor } = promise;
  const since = state.payments.filter(({ effectiveDate }) => effectiveDate >= createdDate);
  const left = withoutFirst(since, earlierMinor).map(({ effectiveDate, amountMinor: minor }) => ({
    effectiveDate,
    amount: money(minor, currency),
  }));
  const promised = { ...promise, amount: money(amountMinor, currency) };
  return judgePromise(promised, left, endedDate(state), defaultPromiseRules).state;
}

/** What is left of the payments after the first `takenMinor` went to earlier parts. */
function withoutFirst(payments: readonly CasePayment[], takenMinor: bigint): CasePayment[] {
  let toTake = takenMinor;
  return payments.map((payment) => {
    const taken = payment.amountMinor < toTake ? payment.amountMinor : toTake;
    toTake -= taken;
    return { ...payment, amountMinor: payment.amountMinor - taken };
  });
}
