/** A borrower and their loan over HTTP: what is owed, orders to pay and how they arrive, promises, requests, messages. */
import { expect, test } from 'vitest';
import { carryPaymentOrders, startDebitSender } from '../../activities/debit-loop.ts';
import { createSimulatedDirectDebit } from '../../activities/ports/direct-debit-simulated.ts';
import type { DirectDebit } from '../../activities/ports/direct-debit.ts';
import { isCreditorReference } from '../../domain/servicing/creditor-reference.ts';
import { createLogger } from '../../ops/log.ts';
import { testApi, type Borrower } from '../support/api.ts';
import { cny } from '../support/cases.ts';
import { eventually } from '../support/waiting.ts';
import { keys, moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { seedContactPolicy } from '../support/collections.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runUntil,
  seedReleased,
} from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const finance = await api.person(['finance']);
const officer = await api.person(['loan_officer']);
const lead = await api.person(['collection_lead']);

type OwnLoan = { readonly borrower: Borrower; readonly loanId: string; readonly path: string };

async function newLoan(): Promise<OwnLoan> {
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, found)))!;
  await lookAt(db, loanId);
  const borrower = await api.borrower(found.customerId);
  return { borrower, loanId, path: `/v1/my/loans/${loanId}` };
}

/** Makes all waiting orders due now and lets the partner be told and asked until nothing is left. */
async function carry(debits: DirectDebit = createSimulatedDirectDebit()): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    await db.updateTable('payment_order').set({ claimed_until: null }).execute();
    if ((await carryPaymentOrders({ db, keys, debits })) === 0) return;
  }
}

function order(amount: string, changes: Record<string, unknown> = {}) {
  return { amount: cny(amount), purpose: 'installment', method: 'direct_debit', ...changes };
}

test('the loan, its schedule and its list say what is owed and when', async () => {
  const { borrower, loanId, path } = await newLoan();
  const { body } = await borrower.get(path);
  expect(body).toMatchObject({
    status: 'active',
    outstanding: cny('100000.00'),
    nextDueDate: '2036-02-15',
    nextDue: cny('8661.90'),
    dueToday: cny('0.00'),
    directDebit: { isOffered: true, accountMask: '6222********0011' },
    promise: { isPossible: false, parts: [] },
    orders: [],
  });
  const schedule = await borrower.get(`${path}/schedule`);
  expect(schedule.body.rows).toHaveLength(12);
  expect(schedule.body.rows[0]).toMatchObject({ status: 'to_come', due: cny('8661.90') });
  const list = await borrower.get('/v1/my/loans');
  expect(list.body.items).toMatchObject([{ loanId, nextDue: cny('8661.90') }]);
  const overview = await borrower.get('/v1/my');
  expect(overview.body.nextDue).toMatchObject({ loanId, dueDate: '2036-02-15' });
});

test('an order by direct debit is on its way, arrives as a receipt, and the loan takes it', async () => {
  const { borrower, loanId, path } = await newLoan();
  const ordered = await borrower.post(`${path}/payment-orders`, order('8661.90'));
  expect(ordered.status, JSON.stringify(ordered.body)).toBe(201);
  expect(ordered.body.status).toBe('processing');
  const one = `${path}/payment-orders/${ordered.body.paymentOrderId}`;
  await carry();
  const arrived = await borrower.get(one);
  expect(arrived.body.status).toBe('arrived');
  await lookAt(db, loanId);
  const payments = await borrower.get(`${path}/payments`);
  expect(payments.body.items).toMatchObject([{ amount: cny('8661.90'), status: 'applied' }]);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('pressing twice pays once: the same key answers the same order, another is refused while one is open', async () => {
  const { borrower, path } = await newLoan();
  const body = order('1000.00');
  const key = 'pressed-twice';
  const first = await borrower.post(`${path}/payment-orders`, body, { key });
  const again = await borrower.post(`${path}/payment-orders`, body, { key });
  expect(again.body).toEqual(first.body);
  const other = await borrower.post(`${path}/payment-orders`, body);
  expect(other.body).toMatchObject({
    code: 'payment_order_open',
    paymentOrderId: first.body.paymentOrderId,
  });
  await carry();
  const payments = await borrower.get(`${path}/payments`);
  expect(payments.body.items).toHaveLength(1);
});

test.each([
  ['the account does not hold it', '500.91', 'refused', 'AM04'],
  ['the answer is lost', '500.92', 'arrived', null],
  ['the bank takes its time', '500.93', 'arrived', null],
])('an order is followed to its end when %s', async (_name, amount, status, refusalCode) => {
  const { borrower, path } = await newLoan();
  const { body } = await borrower.post(`${path}/payment-orders`, order(amount));
  await carry();
  const found = await borrower.get(`${path}/payment-orders/${body.paymentOrderId}`);
  expect(found.body).toMatchObject({ status, refusalCode });
  const payments = await borrower.get(`${path}/payments`);
  expect(payments.body.items).toHaveLength(status === 'arrived' ? 1 : 0);
});

test('a worker that died after telling asks and never tells again', async () => {
  const { borrower, path } = await newLoan();
  const { body } = await borrower.post(`${path}/payment-orders`, order('700.00'));
  const debits = createSimulatedDirectDebit();
  let sendCount = 0;
  const counted: DirectDebit = {
    ...debits,
    send: (told) => {
      sendCount += 1;
      return debits.send(told);
    },
  };
  const dying: DirectDebit = {
    ...counted,
    send: async (told) => {
      await counted.send(told);
      throw new Error('the worker died before it could write down the answer');
    },
  };
  await carryPaymentOrders({ db, keys, debits: dying });
  await carry(counted);
  expect(sendCount).toBe(1);
  const found = await borrower.get(`${path}/payment-orders/${body.paymentOrderId}`);
  expect(found.body.status).toBe('arrived');
});

test('the loop carries an order by itself until it is stopped', async () => {
  const { borrower, path } = await newLoan();
  const log = createLogger({ name: 'test', level: 'error' });
  const debits = createSimulatedDirectDebit();
  const loop = startDebitSender({ db, keys, debits, log, pollMs: 50 });
  const { body } = await borrower.post(`${path}/payment-orders`, order('300.00'));
  await eventually(async () => {
    const found = await borrower.get(`${path}/payment-orders/${body.paymentOrderId}`);
    expect(found.body.status).toBe('arrived');
  });
  await loop.stop();
  const next = await borrower.post(`${path}/payment-orders`, order('301.00'));
  const after = await borrower.get(`${path}/payment-orders/${next.body.paymentOrderId}`);
  expect(after.body.status).toBe('processing');
});

test('money for a loan that closed meanwhile goes into suspense', async () => {
  const { borrower, loanId, path } = await newLoan();
  const { body } = await borrower.post(`${path}/payment-orders`, order('900.00'));
  await db
    .updateTable('loan')
    .set({ status: 'closed', closed_date: startDate })
    .where('loan_id', '=', loanId)
    .execute();
  await carry();
  const found = await borrower.get(`${path}/payment-orders/${body.paymentOrderId}`);
  expect(found.body.status).toBe('arrived');
  const suspense = await db
    .selectFrom('payment')
    .select(['status', 'loan_id'])
    .where('status', '=', 'suspense')
    .execute();
  expect(suspense).toEqual([{ status: 'suspense', loan_id: null }]);
});

test('a transfer of one’s own has a reference with check digits, and is settled when finance receives it', async () => {
  const { borrower, loanId, path } = await newLoan();
  const ordered = await borrower.post(
    `${path}/payment-orders`,
    order('8661.90', { method: 'transfer' }),
  );
  expect(ordered.body.status).toBe('awaiting_transfer');
  expect(isCreditorReference(ordered.body.reference)).toBe(true);
  const next = await borrower.post(
    `${path}/payment-orders`,
    order('8661.90', { method: 'transfer' }),
  );
  expect(next.body.reference).not.toBe(ordered.body.reference);
  const one = (paymentOrderId: string) => borrower.get(`${path}/payment-orders/${paymentOrderId}`);
  expect((await one(ordered.body.paymentOrderId)).body.status).toBe('expired');
  const received = await finance.post(`/v1/loans/${loanId}/payments`, {
    amount: cny('8661.90'),
    provider: 'bank',
    providerReference: next.body.reference,
  });
  expect(received.status).toBe(201);
  expect((await one(next.body.paymentOrderId)).body.status).toBe('arrived');
});

test('no account on file means no direct debit', async () => {
  const { borrower, path } = await newLoan();
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: null, bank_account_index: null, bank_account_mask: null })
    .where('customer_id', '=', borrower.customerId)
    .execute();
  const refused = await borrower.post(`${path}/payment-orders`, order('100.00'));
  expect(refused.body.code).toBe('debit_account_missing');
});

test('the payoff is quoted and then paid by its quote', async () => {
  const { borrower, loanId, path } = await newLoan();
  const unquoted = await borrower.post(
    `${path}/payment-orders`,
    order('100.00', { purpose: 'payoff' }),
  );
  expect(unquoted.body.code).toBe('payoff_not_quoted');
  const quote = await borrower.post(`${path}/payoff-quotes`, {});
  expect(quote.body).toMatchObject({ amount: cny('100000.00'), goodThroughDate: '2036-01-18' });
  const { payoffQuoteId, amount } = quote.body;
  const body = { purpose: 'payoff', method: 'direct_debit', amount, payoffQuoteId };
  const ordered = await borrower.post(`${path}/payment-orders`, body);
  expect(ordered.status, JSON.stringify(ordered.body)).toBe(201);
  await carry();
  await lookAt(db, loanId);
  expect((await borrower.get(path)).body.status).toBe('closed');
});

test('statement and calendar are files', async () => {
  const { borrower, path } = await newLoan();
  const statement = await borrower.get(`${path}/statement`);
  expect(statement.body.lines[0]).toMatchObject({ kind: 'disbursement' });
  const file = await borrower.get(`${path}/statement/file`);
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.body).toContain('Disbursement');
  const calendar = await borrower.get(`${path}/calendar`);
  expect(calendar.body.match(/BEGIN:VEVENT/g)).toHaveLength(12);
});

test('a promise is for what is past due, and needs no collector', async () => {
  const { borrower, loanId, path } = await newLoan();
  const promise = { parts: [{ amount: cny('8661.90'), promiseDate: '2036-02-28' }] };
  const early = await borrower.post(`${path}/promises`, promise);
  expect(early.body.code).toBe('nothing_past_due');
  await runUntil(db, loanId, '2036-02-20');
  const late = await borrower.get(path);
  expect(late.body.promise).toMatchObject({ isPossible: true, latestDate: '2036-03-05' });
  const overview = await borrower.get('/v1/my');
  expect(overview.body.toDo[0]).toMatchObject({ kind: 'pay_overdue', daysPastDue: 5 });
  const given = await borrower.post(`${path}/promises`, promise);
  expect(given.status, JSON.stringify(given.body)).toBe(201);
  expect(given.body.parts).toMatchObject([{ status: 'open', promiseDate: '2036-02-28' }]);
  const far = await borrower.post(`${path}/promises`, {
    parts: [{ amount: cny('8661.90'), promiseDate: '2036-04-30' }],
  });
  expect(far.body.code).toBe('promise_date_out_of_range');
});

const hardship = {
  kind: 'hardship',
  reason: 'illness',
  proposal: 'payment_holiday',
  body: '我住院了，两个月后恢复工作。',
};

test('hardship stops contact, is work for the branch with a day, and its answer is read', async () => {
  await moveClock(db, '2036-02-20');
  const { borrower, loanId, path } = await newLoan();
  const asked = await borrower.post('/v1/my/requests', { ...hardship, loanId });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect(asked.body).toMatchObject({
    status: 'requested',
    dueDate: '2036-02-27',
    contactStoppedUntil: '2036-03-20',
  });
  expect((await borrower.get(path)).body.contactStoppedUntil).toBe('2036-03-20');
  const desk = await officer.get('/v1/borrower-requests?status=requested&kind=hardship');
  const { borrowerRequestId, customerName } = desk.body.items[0];
  expect(borrowerRequestId).toBe(asked.body.borrowerRequestId);
  expect(customerName).toContain('*');
  expect(desk.body.items[0]).toMatchObject({
    requestedDate: '2036-02-20',
    isOverdue: false,
    outcomes: ['under_review', 'granted', 'declined'],
  });
  const byNumber = `/v1/borrower-requests?number=${asked.body.number}`;
  expect((await officer.get(byNumber)).body.total).toBe(1);
  expect((await officer.get(`${byNumber}9`)).body.total).toBe(0);
  const one = `/v1/borrower-requests/${borrowerRequestId}/answers`;
  expect((await lead.post(one, { outcome: 'under_review' })).body.status).toBe('under_review');
  expect((await lead.post(one, { outcome: 'granted' })).body.code).toBe('comment_required');
  const granted = await lead.post(one, { outcome: 'granted', text: '同意停付两期。' });
  expect(granted.body).toMatchObject({ status: 'granted', outcomes: [] });
  expect((await officer.get(`/v1/borrower-requests/${borrowerRequestId}`)).body.status).toBe(
    'granted',
  );
  expect((await lead.post(one, { outcome: 'declined', text: 'x' })).body.code).toBe(
    'request_not_open',
  );
  const overview = await borrower.get('/v1/my');
  expect(overview.body.toDo).toContainEqual(
    expect.objectContaining({ kind: 'read_answer', borrowerRequestId }),
  );
  const read = await borrower.post(`/v1/my/requests/${borrowerRequestId}/readings`);
  expect(read.body).toMatchObject({ answer: '同意停付两期。' });
  expect(read.body.answerReadAt).not.toBeNull();
  const messages = await borrower.get('/v1/my/messages');
  expect(messages.body.items).toContainEqual(
    expect.objectContaining({ template: 'borrower_request_answered' }),
  );
});

test('hardship needs a loan, a reason and a proposal; a question needs none and can be withdrawn', async () => {
  const { borrower } = await newLoan();
  const bare = await borrower.post('/v1/my/requests', { kind: 'hardship', body: 'x' });
  expect(bare.status).toBe(422);
  const asked = await borrower.post('/v1/my/requests', { kind: 'question', body: '何时放款?' });
  expect(asked.body.contactStoppedUntil).toBeNull();
  const path = `/v1/my/requests/${asked.body.borrowerRequestId}`;
  const withdrawn = await borrower.post(`${path}/withdrawals`);
  expect(withdrawn.body.status).toBe('withdrawn');
  expect((await borrower.post(`${path}/withdrawals`)).body.code).toBe('request_not_open');
  expect((await borrower.get('/v1/my/requests')).body.items).toHaveLength(1);
  expect((await borrower.get(path)).body.body).toBe('何时放款?');
});

test('messages are read one by one and counted', async () => {
  const { borrower } = await newLoan();
  const before = await borrower.get('/v1/my/messages');
  expect(before.body.unreadCount).toBeGreaterThan(0);
  const { noticeId } = before.body.items[0];
  await borrower.post(`/v1/my/messages/${noticeId}/readings`);
  const after = await borrower.get('/v1/my/messages');
  expect(after.body.unreadCount).toBe(before.body.unreadCount - 1);
  expect(after.body.items[0].readAt).not.toBeNull();
});

test('the profile shows one’s own name, masks the numbers, and says who saw them', async () => {
  const { borrower } = await newLoan();
  await officer.post(`/v1/customers/${borrower.customerId}/reveals`, {
    purpose: 'identity_check',
    fields: ['name'],
  });
  const { body } = await borrower.get('/v1/my/profile');
  expect(body).toMatchObject({ name: '王小明', phoneMask: '138****0000' });
  expect(body.accesses).toMatchObject([
    { purpose: 'identity_check', fields: ['name'], branchName: 'Shanghai' },
  ]);
  const changed = await borrower.patch(
    '/v1/my/profile',
    { email: 'new@example.com', language: 'zh-CN' },
    { version: body.version },
  );
  expect(changed.body).toMatchObject({ email: 'new@example.com', language: 'zh-CN' });
  const given = await borrower.post('/v1/my/consents', {
    kind: 'contact_outside_hours',
    wordingVersion: '2026-01',
  });
  expect(given.status).toBe(201);
  const taken = await borrower.post(`/v1/my/consents/${given.body.consentId}/withdrawals`);
  expect(taken.body.withdrawnAt).not.toBeNull();
});
