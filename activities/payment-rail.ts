/**
 * The two activities that speak to the payment rail. Neither holds a transaction while it waits: what is about to be
 * done is committed before the call, what was answered after it.
 */
import type { Kysely } from 'kysely';
import { findDisbursement, findPayee, saveDisbursement } from '../db/queries/disbursements.ts';
import { findVersion } from '../db/queries/policy-versions.ts';
import type { DB } from '../db/tables.ts';
import { invariant } from '../domain/invariant.ts';
import { money } from '../domain/money.ts';
import type { ProductContent } from '../domain/origination/product.ts';
import type { KeyRing } from '../ops/keys.ts';
import { feeOf } from './disbursements/book-loan.ts';
import {
  lockCase,
  moveDisbursement,
  recordAnswer,
  type LockedCase,
} from './disbursements/outcome.ts';
import type { PaymentRail, QueryAnswer, TransferOrder } from './ports/payment-rail.ts';

export type PaymentRailDependencies = {
  readonly db: Kysely<DB>;
  readonly rail: PaymentRail;
  readonly keys: KeyRing;
};

export function createPaymentRailActivities(parts: PaymentRailDependencies) {
  return {
    /** Sends a released transfer once; in any other state it does nothing, so a repeat is harmless. */
    sendTransfer: async (disbursementId: string): Promise<void> => {
      const order = await beginSending(parts, disbursementId);
      if (order === undefined) return;
      await record(parts, disbursementId, await parts.rail.send(order));
    },

    /** Asks what became of a transfer. One that a deduplicating rail never saw is told again under the same key. */
    queryTransfer: async (disbursementId: string): Promise<void> => {
      const found = await findDisbursement(parts.db, disbursementId);
      if (found?.status !== 'sending' && found?.status !== 'unknown') return;
      const answer = await parts.rail.query(transferKeyOf(disbursementId));
      await countQuery(parts, disbursementId);
      await record(parts, disbursementId, await resend(parts, disbursementId, answer));
    },
  };
}

function transferKeyOf(disbursementId: string): string {
  return `disbursement/${disbursementId}`;
}

/** @returns the order, or undefined when there is nothing to send any more */
async function beginSending(
  { db, keys }: PaymentRailDependencies,
  disbursementId: string,
): Promise<TransferOrder | undefined> {
  return db.transaction().execute(async (trx) => {
    const locked = await lockCase(trx, disbursementId);
    if (locked?.disbursement.status !== 'released') return undefined;
    const order = await orderOf(trx, keys, locked);
    const attemptCount = locked.disbursement.attemptCount + 1;
    await moveDisbursement(trx, locked, 'send', { attemptCount });
    return order;
  });
}

async function orderOf(
  db: Kysely<DB>,
  keys: KeyRing,
  { application, disbursement, clock }: LockedCase,
): Promise<TransferOrder> {
  const payee = await findPayee(db, application.customerId);
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
) {
  const version = await findVersion(db, application.productVersionId);
  invariant(version !== undefined, 'an application pins a product');
  const product = version.content as ProductContent;
  const { amount } = disbursement;
  if (product.arrangementFee.timing !== 'deducted') return amount;
  const fee = feeOf(product, amount)?.minor ?? 0n;
  return money(amount.minor - fee, amount.currency);
}

async function resend(
  parts: PaymentRailDependencies,
  disbursementId: string,
  answer: QueryAnswer,
): Promise<QueryAnswer> {
  if (answer.outcome !== 'not_found' || !parts.rail.isDeduplicating) return answer;
  const order = await parts.db.transaction().execute(async (trx) => {
    const locked = await lockCase(trx, disbursementId);
    return locked && orderOf(trx, parts.keys, locked);
  });
  return order === undefined ? answer : parts.rail.send(order);
}

async function countQuery({ db }: PaymentRailDependencies, disbursementId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const locked = await lockCase(trx, disbursementId);
    if (locked === undefined) return;
    const queryCount = locked.disbursement.queryCount + 1;
    await saveDisbursement(trx, disbursementId, { queryCount });
  });
}

async function record(
  { db }: PaymentRailDependencies,
  disbursementId: string,
  answer: QueryAnswer,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const locked = await lockCase(trx, disbursementId);
    if (locked !== undefined) await recordAnswer(trx, locked, answer);
  });
}
