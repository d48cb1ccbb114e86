/** What a refund tells the payment rail, and how it takes the answer. */
import type { Kysely } from 'kysely';
import { findPayee } from '../../db/queries/disbursements.ts';
import { findRefund, saveRefund } from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import type { KeyRing } from '../../ops/keys.ts';
import type { TransferOrder } from '../ports/payment-rail.ts';
import type { TransferDesk } from '../transfers.ts';
import { lockRefundOfLoan, moveRefund, recordAnswer, type LockedRefund } from './outcome.ts';

/** Nobody can pay to an account that is not known: the refund is given up before the rail is called. */
const accountMissing = { outcome: 'refused', code: 'account_missing', reference: null } as const;

export const refundDesk: TransferDesk = {
  transferKeyOf,
  begin: async (trx, keys, refundId) => {
    const locked = await lockRefundOfLoan(trx, refundId);
    if (locked?.refund.status !== 'released') return undefined;
    const attemptCount = locked.refund.attemptCount + 1;
    const refund = await moveRefund(trx, locked, 'send', { attemptCount });
    const order = await orderOf(trx, keys, locked);
    if (order === undefined) await recordAnswer(trx, { ...locked, refund }, accountMissing);
    return order;
  },
  orderAgain: async (trx, keys, refundId) => {
    const locked = await lockRefundOfLoan(trx, refundId);
    return locked && orderOf(trx, keys, locked);
  },
  isOpen: async (db, refundId) => {
    const found = await findRefund(db, refundId);
    return found?.status === 'sending' || found?.status === 'unknown';
  },
  countQuery: async (trx, refundId) => {
    const locked = await lockRefundOfLoan(trx, refundId);
    if (locked === undefined) return;
    await saveRefund(trx, refundId, { queryCount: locked.refund.queryCount + 1 });
  },
  record: async (trx, refundId, answer) => {
    const locked = await lockRefundOfLoan(trx, refundId);
    if (locked !== undefined) await recordAnswer(trx, locked, answer);
  },
};

function transferKeyOf(refundId: string): string {
  return `refund/${refundId}`;
}

/** Always to the borrower's own account. */
async function orderOf(
  db: Kysely<DB>,
  keys: KeyRing,
  { loan, refund, clock }: LockedRefund,
): Promise<TransferOrder | undefined> {
  const { name, accountCipher } = await findPayee(db, loan.customerId, null);
  if (accountCipher === null) return undefined;
  return {
    transferKey: transferKeyOf(refund.refundId),
    amount: refund.amount,
    creditorName: name,
    creditorAccount: keys.open(accountCipher),
    remittance: loan.number,
    executionDate: clock.businessDate,
  };
}
