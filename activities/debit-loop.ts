/**
 * The loop that has borrowers' orders carried out by direct debit. An order is told to the partner once; afterwards it
 * is only asked about, also by a worker that came back, because nobody wants to be debited twice. Money that has come
 * is received like any other, and goes into suspense when its loan no longer takes any.
 */
import type { Kysely, Transaction } from 'kysely';
import { readClock, type BusinessClock } from '../db/queries/clock.ts';
import { findSealedCustomer } from '../db/queries/customers.ts';
import { lockLoan, type Loan } from '../db/queries/loans.ts';
import { insertOutbox } from '../db/queries/outbox.ts';
import {
  claimPaymentOrders,
  findPaymentOrder,
  lockPaymentOrder,
  savePaymentOrder,
  type ClaimedOrder,
  type PaymentOrder,
} from '../db/queries/payment-orders.ts';
import { findPayoffQuote } from '../db/queries/payoff-quotes.ts';
import { insertReceipt } from '../db/queries/receipts.ts';
import type { DB } from '../db/tables.ts';
import { invariant } from '../domain/invariant.ts';
import { receiptEntry } from '../domain/ledger/receipt.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Logger } from '../ops/log.ts';
import { tellPaymentReceived } from '../workflows/messages.ts';
import { startLoop, type Loop } from './loop.ts';
import type { DebitOrder, DirectDebit } from './ports/direct-debit.ts';
import type { QueryAnswer } from './ports/payment-rail.ts';

export type DebitLoopParts = {
  readonly db: Kysely<DB>;
  readonly keys: KeyRing;
  readonly debits: DirectDebit;
  readonly log: Logger;
  readonly pollMs: number;
};

/** Longer than the partner is given for an answer. */
const leaseMs = 120_000;
const batchSize = 8;
const firstDelayMs = 1_000;
const longestDelayMs = 300_000;
const PROVIDER = 'direct_debit';

/** Runs until stopped; `stop()` waits for the orders in hand and closes the line. */
export function startDebitSender(parts: DebitLoopParts): Loop {
  const loop = startLoop({
    name: 'direct debits',
    everyMs: parts.pollMs,
    log: parts.log,
    turn: async () => {
      await carryPaymentOrders(parts);
    },
  });
  return {
    stop: async () => {
      await loop.stop();
      await parts.debits.close();
    },
  };
}

/** Tells or asks the partner about what is due now, one batch of it; answers how many orders were taken. */
export async function carryPaymentOrders(
  parts: Pick<DebitLoopParts, 'db' | 'keys' | 'debits'>,
): Promise<number> {
  const claimed = await claimPaymentOrders(parts.db, { limit: batchSize, leaseMs });
  await Promise.all(
    claimed.map(async (claim) => {
      const answer = await ask(parts, claim);
      await settle(parts.db, claim, answer);
    }),
  );
  return claimed.length;
}

async function ask(
  { db, keys, debits }: Pick<DebitLoopParts, 'db' | 'keys' | 'debits'>,
  { paymentOrderId, wasSent }: ClaimedOrder,
): Promise<QueryAnswer> {
  const debitKey = `payment-order/${paymentOrderId}`;
  try {
    if (wasSent) return await debits.query(debitKey);
    return await debits.send(await orderFor(db, keys, { paymentOrderId, debitKey }));
  } catch (error) {
    return { outcome: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function orderFor(
  db: Kysely<DB>,
  keys: KeyRing,
  { paymentOrderId, debitKey }: { readonly paymentOrderId: string; readonly debitKey: string },
): Promise<DebitOrder> {
  const order = await findPaymentOrder(db, paymentOrderId);
  const customer = order && (await findSealedCustomer(db, order.customerId));
  invariant(order !== undefined && customer !== undefined, 'an order names its customer');
  invariant(customer.bankAccountCipher !== null, 'an order to debit names a known account');
  const { businessDate } = await readClock(db);
  const loan = await db.transaction().execute((trx) => lockLoan(trx, order.loanId));
  invariant(loan !== undefined, 'an order names its loan');
  return {
    debitKey,
    amount: order.amount,
    debtorName: customer.name,
    debtorAccount: keys.open(customer.bankAccountCipher),
    reference: order.reference,
    mandate: { id: loan.number, signedDate: loan.openedDate },
    executionDate: businessDate,
  };
}

async function settle(
  db: Kysely<DB>,
  { paymentOrderId, attemptCount }: ClaimedOrder,
  answer: QueryAnswer,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const order = await lockPaymentOrder(trx, paymentOrderId);
    if (order === undefined || order.status === 'settled' || order.status === 'refused') return;
    const askAgainMs = Math.min(firstDelayMs * 2 ** (attemptCount - 1), longestDelayMs);
    switch (answer.outcome) {
      case 'confirmed':
        return receive(trx, order, answer.reference);
      case 'refused':
        return refuse(trx, paymentOrderId, answer.code);
      case 'not_found':
        // The lease has run out since it was told: what the partner does not know by now never reached it.
        return refuse(trx, paymentOrderId, 'not_received');
      case 'pending':
        return savePaymentOrder(trx, paymentOrderId, { status: 'sending', askAgainMs });
      case 'unknown':
        return savePaymentOrder(trx, paymentOrderId, { status: 'unknown', askAgainMs });
    }
  });
}

function refuse(trx: Transaction<DB>, paymentOrderId: string, refusalCode: string): Promise<void> {
  return savePaymentOrder(trx, paymentOrderId, {
    status: 'refused',
    refusalCode,
    askAgainMs: null,
  });
}

async function receive(
  trx: Transaction<DB>,
  order: PaymentOrder,
  railReference: string,
): Promise<void> {
  const clock = await readClock(trx);
  const loan = await lockLoan(trx, order.loanId);
  invariant(loan !== undefined, 'an order names its loan');
  const paymentId = await storeReceipt(trx, order, { loan, clock, railReference });
  // Told by the partner before, under the same reference: then its payment is there already.
  invariant(paymentId !== undefined, 'a debit is confirmed once');
  await savePaymentOrder(trx, order.paymentOrderId, {
    status: 'settled',
    railReference,
    paymentId,
    settledAt: clock.now,
    askAgainMs: null,
  });
  if (loan.status !== 'closed') await insertOutbox(trx, tellPaymentReceived(loan.loanId));
}

type Arrival = {
  readonly loan: Loan;
  readonly clock: BusinessClock;
  readonly railReference: string;
};

async function storeReceipt(
  trx: Transaction<DB>,
  order: PaymentOrder,
  { loan, clock, railReference }: Arrival,
): Promise<string | undefined> {
  const { amount, strategy } = order;
  const { businessDate } = clock;
  const takes = loan.status !== 'closed';
  const quoteId = takes ? await quoteStillGood(trx, order, businessDate) : undefined;
  const { branchId, currency } = loan;
  const nobody = { loanId: null, customerId: null, productCode: null, branchId, currency };
  return insertReceipt(trx, {
    owner: takes ? loan : nobody,
    payment: {
      loanId: takes ? loan.loanId : null,
      provider: PROVIDER,
      providerReference: railReference,
      amount,
      purpose: purposeOf(order, quoteId),
      effectiveDate: businessDate,
      receivedDate: businessDate,
      status: takes ? 'received' : 'suspense',
      recordedBy: order.customerId,
      details: {
        ...(strategy === null ? {} : { strategy }),
        ...(quoteId === undefined ? {} : { payoffQuoteId: quoteId }),
        ...(takes ? {} : { remark: order.reference }),
      },
    },
    entryOf: (paymentId) => receiptEntry(paymentId, amount, businessDate),
    requestId: null,
  });
}

/** A payoff that arrives after its quote has run out pays what is due, like any money. */
function purposeOf({ purpose }: PaymentOrder, quoteId: string | undefined) {
  return purpose === 'payoff' && quoteId === undefined ? 'installment' : purpose;
}

async function quoteStillGood(
  trx: Transaction<DB>,
  { purpose, payoffQuoteId }: PaymentOrder,
  businessDate: string,
): Promise<string | undefined> {
  if (purpose !== 'payoff' || payoffQuoteId === null) return undefined;
  const quote = await findPayoffQuote(trx, payoffQuoteId);
  return quote !== undefined && businessDate <= quote.goodThroughDate ? payoffQuoteId : undefined;
}
