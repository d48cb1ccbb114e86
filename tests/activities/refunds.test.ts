/** What becomes of a refund: paid, refused, lost, returned later; books, statement and reconciliation follow each. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createPaymentRailActivities } from '../../activities/payment-rail.ts';
import { createIso20022Rail } from '../../activities/ports/payment-rail-iso20022.ts';
import { createSimulatedRail } from '../../activities/ports/payment-rail-simulated.ts';
import type { PaymentRail, TransferOrder } from '../../activities/ports/payment-rail.ts';
import { createRefundActivities } from '../../activities/refunds.ts';
import { confirmLoanChange, insertLoanChange } from '../../db/queries/loan-changes.ts';
import { readClock } from '../../db/queries/clock.ts';
import { listLoanEntries } from '../../db/queries/ledger.ts';
import { findLoan } from '../../db/queries/loans.ts';
import { findRefund, listRefunds, saveRefund } from '../../db/queries/refunds.ts';
import { addDays } from '../../domain/calendar.ts';
import { statementLines } from '../../domain/ledger/statement.ts';
import { parseAmount } from '../../domain/money.ts';
import { compareBooks } from '../../ops/reconciliation/loan-books.ts';
import { compareProcesses } from '../../ops/reconciliation/processes.ts';
import { testDatabase } from '../support/database.ts';
import {
  keys,
  moveClock,
  seedAcceptedCase,
  seedInstallation,
  seedOfficer,
  seedPolicies,
  startDate,
} from '../support/lending.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runRefunds,
  runUntil,
  seedPayment,
  seedReleased,
  stateOf,
} from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);

/** A closed loan whose borrower has paid this much too much, thirty-one days later. */
async function overpaid(excess: string, policies?: Awaited<ReturnType<typeof seedPolicies>>) {
  const asked = { amount: '1000.00', ...(policies === undefined ? {} : { policies }) };
  const accepted = await seedAcceptedCase(db, branchId, asked);
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const paid = (1_000 + Number(excess)).toFixed(2);
  await seedPayment(db, loanId, paid, { purpose: 'prepayment' });
  await lookAt(db, loanId);
  const { closedDate } = (await findLoan(db, loanId))!;
  await runUntil(db, loanId, addDays(closedDate!, 31));
  return { loanId, closedDate: closedDate!, ...accepted };
}

function counted(rail: PaymentRail): PaymentRail & { readonly orders: TransferOrder[] } {
  const orders: TransferOrder[] = [];
  const send = (order: TransferOrder) => {
    orders.push(order);
    return rail.send(order);
  };
  return { ...rail, orders, send };
}

async function creditOf(loanId: string): Promise<bigint> {
  return (await stateOf(db, loanId)).creditBalanceMinor;
}

async function inTransit(loanId: string): Promise<bigint> {
  const entries = await listLoanEntries(db, loanId);
  const lines = entries.flatMap(({ postings }) => postings);
  return lines
    .filter(({ accountCode }) => accountCode === '2104')
    .reduce(
      (sum, line) => sum + (line.side === 'credit' ? line.amountMinor : -line.amountMinor),
      0n,
    );
}

async function noticesOf(loanId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select('template')
    .where('loan_id', '=', loanId)
    .where('template', 'in', [
      'credit_refunded',
      'refund_failed',
      'refund_refused',
      'refund_unknown',
    ])
    .orderBy('template')
    .execute();
  return rows.map(({ template }) => template);
}

async function refundOf(loanId: string) {
  const [refund] = await listRefunds(db, loanId);
  return refund!;
}

test.each(['5.00', '5.92', '5.93'])(
  'a refund of %s is ordered once, whatever the answer does, and leaves the books when it is paid',
  async (excess) => {
    const { loanId } = await overpaid(excess);
    expect(await creditOf(loanId)).toBe(0n);
    expect(await inTransit(loanId)).toBe(parseAmount(excess, 'CNY').minor);
    const rail = counted(createSimulatedRail());
    expect(await runRefunds(db, loanId, rail)).toEqual(['confirmed']);
    expect(rail.orders.map(({ transferKey }) => transferKey)).toEqual([
      `refund/${(await refundOf(loanId)).refundId}`,
    ]);
    expect(await inTransit(loanId)).toBe(0n);
    expect(await bookDifferences(db, loanId)).toEqual([]);
    expect(await noticesOf(loanId)).toEqual(['credit_refunded']);
    const lines = statementLines(await listLoanEntries(db, loanId));
    const minor = parseAmount(excess, 'CNY').minor;
    expect(lines.slice(-2)).toMatchObject([
      { kind: 'refund_sent', amountMinor: 0n, creditMinor: -minor },
      { kind: 'refund_paid', amountMinor: minor, creditMinor: 0n },
    ]);
  },
);

test('a refused refund is a credit balance again, and its process ends', async () => {
  const { loanId, closedDate } = await overpaid('6.91');
  expect(await runRefunds(db, loanId)).toEqual(['refused']);
  expect(await refundOf(loanId)).toMatchObject({ refusalCode: 'AC04', effectiveDate: null });
  expect(await creditOf(loanId)).toBe(691n);
  expect(await inTransit(loanId)).toBe(0n);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  expect(await noticesOf(loanId)).toEqual(['refund_failed', 'refund_refused']);
  // Nobody has the money yet: the loan's process goes on.
  expect((await runUntil(db, loanId, addDays(closedDate, 95))).status).toBe('open');
  // A second look changes nothing.
  const own = createRefundActivities({ db });
  await own.lookAtRefund((await refundOf(loanId)).refundId);
  expect(await creditOf(loanId)).toBe(691n);
});

test('a closed loan does not end while its refund is with the bank', async () => {
  const { loanId, closedDate } = await overpaid('7.00');
  expect((await runUntil(db, loanId, addDays(closedDate, 95))).status).toBe('open');
  expect(await runRefunds(db, loanId)).toEqual(['confirmed']);
  expect((await lookAt(db, loanId)).status).toBe('ended');
});

test('a crash between the row and the call is asked about, and told again under the same key', async () => {
  const { loanId } = await overpaid('8.00');
  const { refundId } = await refundOf(loanId);
  await db.transaction().execute((trx) => saveRefund(trx, refundId, { status: 'sending' }));
  const own = createRefundActivities({ db });
  const lost = { kind: 'lose_answer', businessDate: startDate, detail: '' };
  await own.runRefundStep(refundId, lost);
  expect((await findRefund(db, refundId))!.status).toBe('unknown');
  const rail = counted(createSimulatedRail());
  expect(await runRefunds(db, loanId, rail)).toEqual(['confirmed']);
  expect(rail.orders).toHaveLength(1);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('a refund that is paid but not yet written down is neither paid nor posted twice', async () => {
  const { loanId } = await overpaid('8.50');
  const { refundId } = await refundOf(loanId);
  const inner = createSimulatedRail();
  // The worker dies after the bank took the order and before the answer was stored.
  const dying = {
    ...inner,
    send: async (order: TransferOrder) => {
      await inner.send(order);
      throw new Error('the worker is gone');
    },
  };
  const partner = createPaymentRailActivities({ db, rail: dying, keys });
  await expect(partner.sendRefund(refundId)).rejects.toThrow('gone');
  await partner.sendRefund(refundId);
  expect((await findRefund(db, refundId))!.status).toBe('sending');
  const rail = counted(inner);
  expect(await runRefunds(db, loanId, rail)).toEqual(['confirmed']);
  expect(rail.orders).toHaveLength(0);
  expect(await inTransit(loanId)).toBe(0n);
});

test('a rail that may not know repeats is never told again: people are told instead', async () => {
  const { loanId } = await overpaid('9.92');
  const rail = counted({
    ...createSimulatedRail(),
    isDeduplicating: false,
    query: async () => ({ outcome: 'not_found' }),
  });
  expect(await runRefunds(db, loanId, rail)).toEqual(['unknown']);
  expect(rail.orders).toHaveLength(1);
  expect(await noticesOf(loanId)).toEqual(['refund_unknown']);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('money that comes back after it was paid is a credit balance again', async () => {
  const { loanId } = await overpaid('10.00');
  await runRefunds(db, loanId);
  const { refundId } = await refundOf(loanId);
  const change = { status: 'returned', refusalCode: 'AC06' } as const;
  await db.transaction().execute((trx) => saveRefund(trx, refundId, change));
  await lookAt(db, loanId);
  expect(await creditOf(loanId)).toBe(1_000n);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  await lookAt(db, loanId);
  expect(await creditOf(loanId)).toBe(1_000n);
  expect(await noticesOf(loanId)).toEqual(['credit_refunded', 'refund_failed', 'refund_refused']);
});

test('without an account the refund is given up before the rail is called', async () => {
  const { loanId, customerId } = await overpaid('11.00');
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: null })
    .where('customer_id', '=', customerId)
    .execute();
  const rail = counted(createSimulatedRail());
  expect(await runRefunds(db, loanId, rail)).toEqual(['refused']);
  expect(rail.orders).toHaveLength(0);
  expect((await refundOf(loanId)).refusalCode).toBe('account_missing');
  expect(await creditOf(loanId)).toBe(1_100n);
});

test('a refund that two persons decided goes over the rail with their names', async () => {
  const { loanId } = await overpaid('2000.00');
  expect(await listRefunds(db, loanId)).toEqual([]);
  const [asker, second] = [await seedOfficer(db, branchId), await seedOfficer(db, branchId)];
  const { businessDate } = await readClock(db);
  const amount = parseAmount('2000.00', 'CNY');
  await db.transaction().execute(async (trx) => {
    const change = {
      loanId,
      kind: 'refund',
      effectiveDate: businessDate,
      events: [{ kind: 'refund', effectiveDate: businessDate, amount }],
      quote: {},
      quotedSeq: 0,
      requestedBy: asker,
      requestedDate: businessDate,
    } as const;
    const loanChangeId = await insertLoanChange(trx, change, 'CNY');
    await confirmLoanChange(trx, loanChangeId, { by: second, date: businessDate });
  });
  await lookAt(db, loanId);
  expect(await refundOf(loanId)).toMatchObject({ requestedBy: asker, confirmedBy: second, amount });
  expect(await runRefunds(db, loanId)).toEqual(['confirmed']);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('a product may refund only on request, and set its own limit', async () => {
  const noFee = { ratePpm: 0, timing: 'paid_apart' } as const;
  const only = await seedPolicies(db, noFee, {
    creditRefund: { automaticAfterDays: null, twoPersonsAbove: '1000.00' },
  });
  const held = await overpaid('12.00', only);
  expect(await listRefunds(db, held.loanId)).toEqual([]);
  expect(await creditOf(held.loanId)).toBe(1_200n);
  const high = await seedPolicies(db, noFee, {
    creditRefund: { automaticAfterDays: 10, twoPersonsAbove: '5000.00' },
  });
  const large = await overpaid('4000.00', high);
  expect(await runRefunds(db, large.loanId)).toEqual(['confirmed']);
});

test('the rail of ISO 20022 pays a refund under one end-to-end id and is asked by it', async () => {
  const { loanId } = await overpaid('13.00');
  const asked: string[] = [];
  let body = '';
  const report = (id: string, status: string) =>
    `<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>${id}</OrgnlMsgId></OrgnlGrpInfAndSts>` +
    `<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>` +
    '<AcctSvcrRef>B-1</AcctSvcrRef></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>';
  const bank = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      if (request.method === 'POST') body = text;
      const id = /<EndToEndId>(\w+)</.exec(body)![1]!;
      response.end(report(id, request.method === 'POST' ? 'PDNG' : 'ACSC'));
    });
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  const { port } = bank.address() as AddressInfo;
  const rail = createIso20022Rail({
    baseUrl: `http://127.0.0.1:${port}`,
    token: 't',
    debtorName: 'Daiban',
    debtorAccount: '1',
    debtorAgentBic: 'BKCHCNBJ',
    timeoutMs: 5_000,
  });
  expect(await runRefunds(db, loanId, rail)).toEqual(['confirmed']);
  bank.close();
  const id = /<EndToEndId>(\w+)</.exec(body)![1]!;
  expect(asked).toEqual(['POST /payments', `GET /payments/${id}/status`]);
  expect(body).toContain('<InstdAmt Ccy="CNY">13.00</InstdAmt>');
  expect(await refundOf(loanId)).toMatchObject({ railReference: 'B-1' });
});

test('the reconciliation knows refunds on their way, and names one that does not fit', async () => {
  const open = await overpaid('14.00');
  await db.updateTable('outbox').set({ status: 'sent' }).execute();
  const differencesOf = async () => {
    const books = (await compareBooks(db)).differences;
    const processes = (await compareProcesses(db, null)).differences;
    return [...books, ...processes].filter(({ check }) => check !== 'process_awake');
  };
  expect(await differencesOf()).toEqual([]);
  const { refundId } = await refundOf(open.loanId);
  await db.transaction().execute((trx) => saveRefund(trx, refundId, { status: 'refused' }));
  expect((await differencesOf()).map(({ check }) => check).sort()).toEqual([
    'books.refunds_in_transit',
    'process_status',
    'refund_reversed',
  ]);
});
