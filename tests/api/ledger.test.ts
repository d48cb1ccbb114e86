/** Suspense, matching and period closing: money is in the books before its loan is known, and a closed month stays closed. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { approveChange } from '../support/requests.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runUntil,
  seedReleased,
} from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
const finance = await api.person(['finance'], 'head_office');
await moveClock(db, startDate);
await seedRequestMatrices(db);

const cny = (amount: string) => ({ amount, currency: 'CNY' });

async function openLoan(): Promise<string> {
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  return (await runDisbursement(db, await seedReleased(db, accepted)))!;
}

async function balance(accountCode: string): Promise<string> {
  const { body } = await finance.get('/v1/ledger/trial-balance');
  expect(body.isBalanced).toBe(true);
  type Account = { accountCode: string; balance: { amount: string } };
  return body.accounts.find((account: Account) => account.accountCode === accountCode)?.balance
    .amount;
}

const first = await openLoan();

test('money in suspense is in the books, and is placed once it is matched', async () => {
  const body = {
    amount: cny('8661.90'),
    provider: 'bank',
    providerReference: 'S1',
    remark: 'Wang, loan of January',
  };
  const recorded = await finance.post('/v1/suspense-payments', body);
  expect(recorded.body).toMatchObject({ status: 'suspense', loanId: null, remark: body.remark });
  expect(await balance('2102')).toBe('8661.90');
  expect((await finance.post('/v1/suspense-payments', body)).body.code).toBe(
    'payment_already_recorded',
  );
  const path = `/v1/suspense-payments/${recorded.body.paymentId}/matches`;
  const matched = await finance.post(path, { loanId: first });
  expect(matched.body).toMatchObject({ status: 'received', loanId: first });
  expect((await finance.post(path, { loanId: first })).body.code).toBe('payment_not_in_suspense');
  await lookAt(db, first);
  expect(await balance('2102')).toBe('0.00');
  expect(await bookDifferences(db, first)).toEqual([]);
  expect((await finance.get('/v1/suspense-payments')).body.total).toBe(0);
});

test('a matched payment that is returned takes its receipt along', async () => {
  const before = await balance('1001');
  const recorded = await finance.post('/v1/suspense-payments', {
    amount: cny('70.00'),
    provider: 'bank',
    providerReference: 'S2',
  });
  const { paymentId } = recorded.body;
  await finance.post(`/v1/suspense-payments/${paymentId}/matches`, { loanId: first });
  await lookAt(db, first);
  const operations = await api.person(['operations'], 'head_office');
  const change = await operations.post(`/v1/loans/${first}/changes`, {
    kind: 'payment_reversal',
    paymentId,
    reason: 'returned',
  });
  expect(await approveChange(api, change.body.loanChangeId)).toBe('effective');
  await lookAt(db, first);
  expect(await balance('1001')).toBe(before);
  expect(await bookDifferences(db, first)).toEqual([]);
});

test('closePeriod() waits for the month to end and for its work, closes in order and for good', async () => {
  const close = async (month: string) => finance.post('/v1/ledger/period-closings', { month });
  expect((await close('2036-01')).body.code).toBe('period_not_over');
  await moveClock(db, '2036-02-02');
  expect((await close('2036-01')).body.code).toBe('period_unfinished');
  await runUntil(db, first, '2036-03-02');
  expect((await close('2036-02')).body).toMatchObject({
    code: 'period_out_of_order',
    nextDate: '2036-01-31',
  });
  const closed = await close('2036-01');
  expect(closed.status).toBe(201);
  expect(closed.body.contentHash).toMatch(/^[\da-f]{64}$/);
  expect((await close('2036-01')).body.code).toBe('period_out_of_order');
  expect((await close('2036-02')).status).toBe(201);
});

test('what comes late for a closed month is dated into the open one, beside its economic date', async () => {
  const paid = await finance.post(`/v1/loans/${first}/payments`, {
    amount: cny('10.00'),
    provider: 'bank',
    providerReference: 'late',
    effectiveDate: '2036-02-20',
  });
  expect(paid.status).toBe(201);
  await lookAt(db, first);
  const { items } = (await finance.get(`/v1/loans/${first}/entries?size=200`)).body;
  const late = items.filter(
    ({ effectiveDate }: { effectiveDate: string }) => effectiveDate === '2036-02-20',
  );
  expect(late.length).toBeGreaterThan(0);
  for (const { postedDate } of late) expect(postedDate >= '2036-03-01').toBe(true);
  const insert = db
    .insertInto('journal_entry')
    .values({
      journal_entry_id: crypto.randomUUID(),
      event_key: 'by hand',
      rule: 'accrual',
      branch_id: api.branchIds.shanghai,
      loan_id: null,
      customer_id: null,
      product: null,
      currency: 'CNY',
      effective_date: '2036-02-28',
      posted_date: '2036-02-28',
      reverses_entry_id: null,
    })
    .execute();
  await expect(insert).rejects.toThrow(/period of 2036-02-28 is closed/);
});
