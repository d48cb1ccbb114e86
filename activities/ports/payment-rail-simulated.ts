/**
 * A payment rail for training and tests: deterministic, idempotent by transfer key, and with failures on request. It
 * reads what to do from the last two digits of the amount, so that anybody can ask for a failure with a form.
 */
import { createHash } from 'node:crypto';
import type { PaymentRail, QueryAnswer, TransferAnswer, TransferOrder } from './payment-rail.ts';

export const simulatedFailures = {
  /** Account closed (ISO 20022 external reason code AC04). */
  refused: 91n,
  /** The transfer happens, its answer is lost. */
  answerLost: 92n,
  /** Booked only when asked a second time. */
  slow: 93n,
} as const;

type Remembered = { readonly order: TransferOrder; queryCount: number };

export function createSimulatedRail(): PaymentRail {
  const transfers = new Map<string, Remembered>();
  return {
    isDeduplicating: true,
    send: async (order) => {
      const known = transfers.get(order.transferKey);
      if (known !== undefined) return finalAnswer(known.order);
      transfers.set(order.transferKey, { order, queryCount: 0 });
      return firstAnswer(order);
    },
    query: async (transferKey): Promise<QueryAnswer> => {
      const known = transfers.get(transferKey);
      if (known === undefined) return { outcome: 'not_found' };
      known.queryCount += 1;
      const isEarly = lastDigits(known.order) === simulatedFailures.slow && known.queryCount < 2;
      return isEarly ? { outcome: 'pending', reference: null } : finalAnswer(known.order);
    },
    close: async () => transfers.clear(),
  };
}

function firstAnswer(order: TransferOrder): TransferAnswer {
  switch (lastDigits(order)) {
    case simulatedFailures.answerLost:
      return { outcome: 'unknown', reason: 'the connection was closed before an answer came' };
    case simulatedFailures.slow:
      return { outcome: 'pending', reference: null };
    default:
      return finalAnswer(order);
  }
}

function finalAnswer(order: TransferOrder): TransferAnswer {
  const reference = referenceOf(order);
  if (lastDigits(order) === simulatedFailures.refused)
    return { outcome: 'refused', code: 'AC04', reference };
  return { outcome: 'confirmed', reference };
}

function lastDigits({ amount }: TransferOrder): bigint {
  return amount.minor % 100n;
}

/** The same transfer has the same reference, also after a restart. */
function referenceOf({ transferKey }: TransferOrder): string {
  const digest = createHash('sha256').update(transferKey).digest('hex');
  return `SIM-${digest.slice(0, 12).toUpperCase()}`;
}
