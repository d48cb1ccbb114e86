/** What a disbursement tells the payment rail, and how it takes the answer. */
import type { Kysely } from 'kysely';
import { findDisbursement, findPayee, saveDisbursement } from '../../db/queries/disbursements.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import { invariant } from '../../domain/invariant.ts';
import { money, type Money } from '../../domain/money.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { KeyRing } from '../../ops/keys.ts';
import type { TransferOrder } from '../ports/payment-rail.ts';
import type { TransferDesk } from '../transfers.ts';
import { feeOf } from './book-loan.ts';
import { lockCase, moveDisbursement, recordAnswer, type LockedCase } from './outcome.ts';

export const disbursementDesk: TransferDesk = {
  transferKeyOf,
  begin: async (trx, keys, disbursementId) => {
    const locked = await lockCase(trx, disbursementId);
    if (locked?.disbursement.status !== 'released') return undefined;
    const order = await orderOf(trx, keys, locked);
    const attemptCount = locked.disbursement.attemptCount + 1;
    await moveDisbursement(trx, locked, 'send', { attemptCount });
    return order;
  },
  orderAgain: async (trx, keys, disbursementId) => {
    const locked = await lockCase(trx, disbursementId);
    return locked && orderOf(trx, keys, locked);
  },
  isOpen: async (db, disbursementId) => {
    const found = await findDisbursement(db, disbursementId);
    return found?.status === 'sending' || found?.status === 'unknown';
  },
  countQuery: async (trx, disbursementId) => {
    const locked = await lockCase(trx, disbursementId);
    if (locked === undefined) return;
    const queryCount = locked.disbursement.queryCount + 1;
    await saveDisbursement(trx, disbursementId, { queryCount });
  },
  record: async (trx, disbursementId, answer) => {
    const locked = await lockCase(trx, disbursementId);
    if (locked !== undefined) await recordAnswer(trx, locked, answer);
  },
};

function transferKeyOf(disbursementId: string): string {
  return `disbursement/${disbursementId}`;
}

async function orderOf(
  db: Kysely<DB>,
  keys: KeyRing,
  { application, disbursement, clock }: LockedCase,
): Promise<TransferOrder> {
  const payee = await findPayee(db, application.customerId, disbursement.payeeId);
  invariant(payee.accountCipher !== null, 'a disbursement is made only to a known account');
  return {
    transferKey: transferKeyOf(disbursement.disbursementId),
    amount: await amountPaidOut(db, { application, disbursement }),
    creditorName: payee.name,
    creditorAccount: keys.open(payee.accountCipher),
    remittance: application.number,
    executionDate: clock.businessDate,
  };
}

async function amountPaidOut(
  db: Kysely<DB>,
  { application, disbursement }: Pick<LockedCase, 'application' | 'disbursement'>,
): Promise<Money> {
  const version = await findVersion(db, application.productVersionId);
  invariant(version !== undefined, 'an application pins a product');
  const product = version.content as ProductContent;
  const { amount } = disbursement;
  if (product.arrangementFee.timing !== 'deducted') return amount;
  const fee = feeOf(product, amount)?.minor ?? 0n;
  return money(amount.minor - fee, amount.currency);
}
