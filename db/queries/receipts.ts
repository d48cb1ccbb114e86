/** Receipt of money: the payment, its entry in the books and its line in the audit trail, written together or not at all. */
import type { Transaction } from 'kysely';
import type { Entry } from '../../domain/ledger/journal.ts';
import { toWireMoney } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import { insertAudit } from './audit.ts';
import { insertEntries, type BookOwner } from './ledger.ts';
import { insertPayment, type NewPayment } from './payments.ts';

export type Receipt = {
  /** Whose books it goes into: the loan's, or the branch's while nobody knows the loan. */
  readonly owner: BookOwner;
  readonly payment: NewPayment;
  /** Entry one of the payment (1001 to 2102). */
  readonly entryOf: (paymentId: string) => Entry;
  readonly requestId: string | null;
};

/** @returns undefined when this provider has named this reference before: nothing is written then */
export async function insertReceipt(
  trx: Transaction<DB>,
  { owner, payment, entryOf, requestId }: Receipt,
): Promise<string | undefined> {
  const paymentId = await insertPayment(trx, payment);
  if (paymentId === undefined) return undefined;
  const { receivedDate, effectiveDate, purpose, provider, providerReference } = payment;
  await insertEntries(trx, owner, { entries: [entryOf(paymentId)], postedDate: receivedDate });
  await insertAudit(trx, {
    actorId: payment.recordedBy,
    action: payment.status === 'suspense' ? 'payment.put_in_suspense' : 'payment.recorded',
    subjectType: 'payment',
    subjectId: paymentId,
    after: {
      loanId: payment.loanId,
      amount: toWireMoney(payment.amount),
      effectiveDate,
      purpose,
      provider,
      providerReference,
    },
    businessDate: receivedDate,
    ...(requestId === null ? {} : { requestId }),
  });
  return paymentId;
}
