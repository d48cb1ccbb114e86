/**
 * Entry one of a payment: money received is owed to its payer until it is allocated (1001 to 2102, posting rule
 * `payment_received`).
 */
import { invariant } from '../invariant.ts';
import type { IsoDate } from '../calendar.ts';
import type { Money } from '../money.ts';
import { makeEntry, type Entry } from './journal.ts';
import { receiptKey } from './wanted-entries.ts';

/** @param amount positive */
export function receiptEntry(paymentId: string, amount: Money, effectiveDate: IsoDate): Entry {
  const entry = makeEntry({
    eventKey: receiptKey(paymentId),
    rule: 'payment_received',
    effectiveDate,
    parts: { amount: amount.minor },
    nonPerforming: false,
  });
  invariant(entry !== undefined, 'a payment is positive');
  return entry;
}
