/**
 * Direct debit for training and tests: every account has the money, except where the last two digits of the amount ask
 * for a failure, as on the simulated payment rail. It takes a moment, as a bank does, so that a page can be seen waiting.
 */
import { createHash } from 'node:crypto';
import type { DebitOrder, DirectDebit } from './direct-debit.ts';
import type { QueryAnswer, TransferAnswer } from './payment-rail.ts';
import { simulatedFailures } from './payment-rail-simulated.ts';

/** ISO 20022 external reason code: the account does not hold the amount. */
const INSUFFICIENT_FUNDS = 'AM04';

type Remembered = { readonly order: DebitOrder; queryCount: number };

export function createSimulatedDirectDebit(): DirectDebit {
  const debits = new Map<string, Remembered>();
  return {
    send: async (order): Promise<TransferAnswer> => {
      if (!debits.has(order.debitKey)) debits.set(order.debitKey, { order, queryCount: 0 });
      return lastDigits(order) === simulatedFailures.answerLost
        ? { outcome: 'unknown', reason: 'the connection was closed before an answer came' }
        : { outcome: 'pending', reference: null };
    },
    query: async (debitKey): Promise<QueryAnswer> => {
      const known = debits.get(debitKey);
      if (known === undefined) return { outcome: 'not_found' };
      known.queryCount += 1;
      const isEarly = lastDigits(known.order) === simulatedFailures.slow && known.queryCount < 3;
      return isEarly ? { outcome: 'pending', reference: null } : finalAnswer(known.order);
    },
    close: async () => debits.clear(),
  };
}

function finalAnswer(order: DebitOrder): TransferAnswer {
  const digest = createHash('sha256').update(order.debitKey).digest('hex');
  const reference = `SIM-${digest.slice(0, 12).toUpperCase()}`;
  if (lastDigits(order) === simulatedFailures.refused)
    return { outcome: 'refused', code: INSUFFICIENT_FUNDS, reference };
  return { outcome: 'confirmed', reference };
}

function lastDigits({ amount }: DebitOrder): bigint {
  return amount.minor % 100n;
}
