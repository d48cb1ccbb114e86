/** The rules of a product for the life of its loans: prepayment and its fee, payoff, overpayment, relief, extension. */
import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { approveChange } from '../support/requests.ts';
import { moveClock, seedAcceptedCase, seedPolicies, startDate } from '../support/lending.ts';
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
await seedRequestMatrices(db);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const cashier = await api.person(['finance']);

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });
const fee = { ppm: 10_000, firstMonths: 12, capMonths: 1 };
const servicing = {
  prepayment: { afterInstallments: 1, minimum: cny('1000.00'), fee },
  payoff: { fee },
  largestOverpayment: cny('1000.00'),
  extension: { maxCount: 1, noticeWorkingDays: 10 },
  pause: { maxDays: 30, maxDaysPerYear: 50 },
  relief: {
    interestOnlyRows: 6,
    paymentHolidayRows: 3,
    dueDateMoveDays: 30,
    maxRestructures: 1,
  },
  waiverLimits: [],
} satisfies ProductContent['servicing'];

let references = 0;

async function openLoan() {
  const arrangement = { ratePpm: 0, timing: 'paid_apart' } as const;
  const policies = await seedPolicies(db, arrangement, { servicing });
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', policies });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  return { loanId, due: rows.map(({ dueDate }: { dueDate: string }) => dueDate) as string[] };
}

function pay(loanId: string, amount: string, rest: object = {}) {
  references += 1;
  const sent = { amount: cny(amount), provider: 'bank', providerReference: `P${references}` };
  return finance.post(`/v1/loans/${loanId}/payments`, { ...sent, ...rest });
}

/** Row by row on its due date; the day is that of the last one. */
async function payRows(loanId: string, dates: readonly string[]) {
  for (const date of dates) {
    await runUntil(db, loanId, date);
    expect((await pay(loanId, '8661.90')).status).toBe(201);
    await lookAt(db, loanId);
  }
}

const change = (loanId: string, asked: object) =>
  operations.post(`/v1/loans/${loanId}/changes`, {
    kind: 'terms_change',
    reason: 'asked',
    ...asked,
  });

async function confirmed(loanId: string, asked: object) {
  const { status, body } = await change(loanId, asked);
  expect(status, JSON.stringify(body)).toBe(201);
  expect(await approveChange(api, body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);
  return body;
}

test('a prepayment comes after the first installment, is worth the while, and pays its fee', async () => {
  const { loanId, due } = await openLoan();
  const early = { purpose: 'prepayment', strategy: 'reduce_term' };
  const first = await pay(loanId, '20000.00', early);
  expect([first.status, first.body.code]).toEqual([409, 'prepayment_not_allowed']);
  expect(first.body).toMatchObject({ reason: 'too_early', paidCount: 0, neededCount: 1 });
  await payRows(loanId, due.slice(0, 3));
  const small = await pay(loanId, '999.99', early);
  expect(small.body).toMatchObject({ reason: 'below_minimum', minimum: cny('1000.00') });

  const preview = await finance.post(`/v1/loans/${loanId}/payment-previews`, {
    ...early,
    amount: cny('20000.00'),
    effectiveDate: due[2]!,
  });
  expect(preview.body.entries.map(({ rule }: { rule: string }) => rule)).toContain('fee_charged');
  expect((await pay(loanId, '20000.00', early)).status).toBe(201);
  await lookAt(db, loanId);
  // One month's interest caps 1 %: 20,000.00 × 0.006 ÷ 1.006 = 119.28.
  const loan = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(loan.outstanding).toEqual(cny('55788.18'));
  const { items } = (await finance.get(`/v1/loans/${loanId}/entries?size=200`)).body;
  const charged = items.find(({ rule }: { rule: string }) => rule === 'fee_charged');
  expect(charged.postings).toEqual([
    expect.objectContaining({ accountCode: '1113', side: 'debit', amount: cny('119.28') }),
    expect.objectContaining({ accountCode: '4103', side: 'credit', amount: cny('119.28') }),
  ]);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('a payoff quote shows its fee, and the quoted amount closes the loan', async () => {
  const { loanId, due } = await openLoan();
  await payRows(loanId, due.slice(0, 3));
  const quote = (await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {})).body;
  // 75,668.90 × 0.6 %.
  expect(quote).toMatchObject({ amount: cny('76122.91'), parts: { payoffFee: cny('454.01') } });
  expect((await pay(loanId, '76122.91', { purpose: 'payoff' })).status).toBe(201);
  await lookAt(db, loanId);
  expect((await finance.get(`/v1/loans/${loanId}`)).body.status).toBe('closed');
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('far more money than a loan will ever owe goes through suspense and a second person', async () => {
  const { loanId } = await openLoan();
  const refused = await pay(loanId, '10000000.00');
  expect([refused.status, refused.body.code]).toEqual([422, 'payment_implausible']);
  // 100,000.00 of principal, 3,942.75 of interest, 1,000.00 that a borrower may overpay.
  expect(refused.body.largest).toEqual(cny('104942.75'));
  expect((await pay(loanId, '104942.76')).status).toBe(422);
  const money = { amount: cny('10000000.00'), provider: 'bank', providerReference: 'SUSPENSE' };
  const { body } = await finance.post('/v1/suspense-payments', money);
  const path = `/v1/suspense-payments/${body.paymentId}/matches`;
  const match = { loanId, purpose: 'installment' };
  expect((await finance.post(path, match)).body.code).toBe('four_eyes');
  expect((await cashier.post(path, match)).status).toBe(201);
  await lookAt(db, loanId);
  const loan = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(loan.creditBalance).toEqual(cny('10000000.00'));
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('reliefs go no further than the product lets them', async () => {
  const { loanId, due } = await openLoan();
  const { businessDate } = (await finance.get('/v1/training-clock')).body;
  const pause = (days: number) => ({
    change: {
      type: 'pause',
      untilDate: addDays(businessDate, days),
      interest: true,
      penalty: true,
    },
  });
  expect((await change(loanId, pause(0))).body.code).toBe('pause_without_days');
  const refusals = [
    [pause(31), { limit: 'pause_days', most: 30, asked: 31 }],
    [{ change: { type: 'interest_only', rows: 7 } }, { limit: 'interest_only_rows', most: 6 }],
    [{ change: { type: 'payment_holiday', rows: 4 } }, { limit: 'payment_holiday_rows', most: 3 }],
    [
      { change: { type: 'due_date_move', nextDueDate: addDays(due[0]!, 31) } },
      { limit: 'due_date_move_days', most: 30, asked: 31 },
    ],
  ] as const;
  for (const [asked, data] of refusals) {
    const { body } = await change(loanId, asked);
    expect(body).toMatchObject({ code: 'relief_exceeds_limit', ...data });
  }
  await confirmed(loanId, pause(30));
  const overlap = await change(loanId, pause(5));
  expect(overlap.body).toMatchObject({ limit: 'pause_overlap_days', asked: 5 });
  await runUntil(db, loanId, addDays(businessDate, 31));
  const later = await change(loanId, pause(31 + 21));
  expect(later.body).toMatchObject({ limit: 'pause_days_per_year', most: 50, asked: 51 });
  const restructure = {
    type: 'restructure',
    installments: 12,
    arrears: { interest: 'capitalize', penalty: 'capitalize', fee: 'capitalize' },
  };
  await confirmed(loanId, { change: restructure });
  const again = await change(loanId, { change: restructure });
  expect(again.body).toMatchObject({ limit: 'restructures', most: 1, asked: 2 });
});

test('a loan is extended as often as its product says, and in time before maturity', async () => {
  const { loanId } = await openLoan();
  const extension = { change: { type: 'extension', extraInstallments: 1 } };
  await confirmed(loanId, extension);
  const { body } = await change(loanId, extension);
  expect(body).toMatchObject({ code: 'extension_not_allowed', reason: 'used_up', most: 1 });

  const late = await openLoan();
  await payRows(late.loanId, late.due.slice(0, 11));
  const maturity = late.due[11]!;
  await runUntil(db, late.loanId, addDays(maturity, -11));
  const refused = await change(late.loanId, extension);
  expect(refused.body).toMatchObject({ code: 'extension_not_allowed', reason: 'short_notice' });
  expect(refused.body.latestDate > addDays(maturity, -20)).toBe(true);
}, 60_000);
