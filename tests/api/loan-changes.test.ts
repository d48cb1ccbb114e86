/** Every change is quoted, approved by others in its request and recorded on the loan; the books agree after each. */
import { expect, test } from 'vitest';
import { addDays, addMonths } from '../../domain/calendar.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock, startDate } from '../support/lending.ts';
import { cny, loanDesk } from '../support/loan-desk.ts';
import { bookDifferences, runUntil } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const { openLoan, pay, ask, change, scheduleOf, finance } = await loanDesk(api);

test('a returned payment comes undone with its penalty, and the payer is told', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, due[0]!);
  const paymentId = await pay(loanId, '8661.90');
  await runUntil(db, loanId, addDays(due[0]!, 10));
  const { quote, loan } = await change(loanId, {
    kind: 'payment_reversal',
    paymentId,
    reason: 'returned',
    railCode: 'AC04',
  });
  expect(quote.difference).toMatchObject({ daysPastDueBefore: 0, daysPastDueAfter: 10 });
  expect(quote.entries.map(({ rule }: { rule: string }) => rule)).toContain('payment_received');
  expect(loan).toMatchObject({ daysPastDue: 10, outstanding: cny('100000.00') });
  expect(loan.overdue).toMatchObject({ principal: cny('8061.90'), penalty: cny('24.19') });
  const { items } = (await finance.get(`/v1/loans/${loanId}/payments`)).body;
  expect(items[0].status).toBe('returned');
  const told = await db
    .selectFrom('notice')
    .select('template')
    .where('loan_id', '=', loanId)
    .where('template', '=', 'payment_returned')
    .execute();
  expect(told).toHaveLength(1);
});

test('a returned payment reopens the loan it had closed, which is late from its old due date on', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, due[0]!);
  await pay(loanId, '8661.90');
  const quote = (await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {})).body;
  const paymentId = await pay(loanId, quote.amount.amount, { purpose: 'payoff' });
  expect((await finance.get(`/v1/loans/${loanId}`)).body.status).toBe('closed');
  expect((await ask(loanId, { kind: 'rate_change', annualRatePpm: 50_000 })).body.code).toBe(
    'loan_not_active',
  );
  await runUntil(db, loanId, addDays(due[1]!, 10));
  const { loan } = await change(loanId, {
    kind: 'payment_reversal',
    paymentId,
    reason: 'returned',
    railCode: 'AC04',
  });
  expect(loan).toMatchObject({
    status: 'active',
    daysPastDue: 10,
    outstanding: cny('91938.10'),
  });
  expect(loan.closedDate ?? null).toBeNull();
  // Its timed life goes on: the next due date comes, and nobody is reminded of the one that passed.
  await runUntil(db, loanId, due[2]!);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  const keys = await db
    .selectFrom('notice')
    .select('business_key')
    .where('loan_id', '=', loanId)
    .where('template', 'in', ['reminder_before_due', 'due_today'])
    .execute();
  const reminded = new Set(keys.map(({ business_key }) => business_key.split('/')[3]));
  expect(reminded).toEqual(new Set(['1', '3']));
  // 90 days after the loan was closed again nothing comes back any more.
  const last = (await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {})).body;
  const final = await pay(loanId, last.amount.amount, { purpose: 'payoff' });
  await runUntil(db, loanId, addDays(due[2]!, 91));
  const late = await ask(loanId, {
    kind: 'payment_reversal',
    paymentId: final,
    reason: 'returned',
  });
  expect(late.body.code).toBe('loan_not_active');
});

test('a payment that arrived earlier is corrected: interest and days past due follow, entries are reversed', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[0]!, 8));
  const paymentId = await pay(loanId, '8681.25');
  const { loan } = await change(loanId, {
    kind: 'payment_correction',
    paymentId,
    effectiveDate: due[0]!,
  });
  expect(loan).toMatchObject({ daysPastDue: 0, penaltyEarned: cny('0.00') });
  const entries = (await finance.get(`/v1/loans/${loanId}/entries?size=200`)).body.items;
  const rules = entries.map(({ rule }: { rule: string }) => rule);
  expect(rules).toContain('payment_allocated_reversal');
  expect(rules.filter((rule: string) => rule === 'payment_received')).toHaveLength(1);
});

test('a waiver gives up a penalty, and never more than is owed', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[0]!, 20));
  const waiver = (amount: string) => ({
    kind: 'waiver',
    reason: 'goodwill',
    lines: [{ component: 'penalty', amount: cny(amount) }],
  });
  expect((await ask(loanId, waiver('999.00'))).body.code).toBe('waiver_exceeds_outstanding');
  const { loan } = await change(loanId, waiver('48.37'));
  expect(loan.waived.penalty).toEqual(cny('48.37'));
});

test('a rate change reprices the rows to come', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, due[0]!);
  await pay(loanId, '8661.90');
  const { quote, loan } = await change(loanId, { kind: 'rate_change', annualRatePpm: 60_000 });
  expect(loan.annualRatePpm).toBe(60_000);
  expect(quote.difference.totalInterest.amount).toMatch(/^-/);
  expect(quote.scheduleAfter.rows).toHaveLength(12);
  const asked = await finance.get(`/v1/loans/${loanId}/changes`);
  expect(asked.body.items).toMatchObject([{ kind: 'rate_change', status: 'applied' }]);
  const told = await db
    .selectFrom('notice')
    .select('body')
    .where('loan_id', '=', loanId)
    .where('template', '=', 'rate_changed')
    .execute();
  // 91,938.10 at 0.5 % a month over the eleven rows left.
  expect(told).toHaveLength(1);
  expect(told[0]!.body).toContain('7.2 % to 6 %');
  expect(told[0]!.body).toMatch(/8,661\.90 CNY to 8,610\.\d\d CNY/);
  const steps = await finance.get(`/v1/loans/${loanId}/steps`);
  const reminders = steps.body.items.filter((step: { kind: string }) => step.kind === 'reminder');
  expect(reminders.map((step: { date: string }) => step.date)).toEqual(
    [7, 3, 1, 0].map((days) => addDays(due[0]!, -days)),
  );
});

test('an extension adds rows, and none to a loan that is late', async () => {
  const { loanId, due } = await openLoan();
  const extension = {
    kind: 'terms_change',
    reason: 'seasonal business',
    change: { type: 'extension', extraInstallments: 6 },
  };
  await change(loanId, extension);
  expect((await scheduleOf(loanId)).rows).toHaveLength(18);
  // A loan of one year may be extended by another year in all, and six months of it are used.
  const again = { ...extension, change: { type: 'extension', extraInstallments: 7 } };
  const refused = await ask(loanId, again);
  expect(refused.body).toMatchObject({ code: 'extension_not_allowed' });
  expect(refused.body.detail).toContain(addMonths(due.at(-1)!, 12));
  await runUntil(db, loanId, addDays(due[0]!, 5));
  expect((await ask(loanId, extension)).body.code).toBe('extension_not_allowed');
});

test('a late loan with penalties is restructured in one change, interest capitalized', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[1]!, 10));
  const { loan } = await change(loanId, {
    kind: 'terms_change',
    reason: 'hardship',
    change: {
      type: 'restructure',
      installments: 24,
      annualRatePpm: 60_000,
      arrears: { interest: 'capitalize', penalty: 'waive', fee: 'carry' },
    },
  });
  expect(loan.daysPastDue).toBe(0);
  expect(Number(loan.outstanding.amount)).toBeGreaterThan(100_000);
  expect(Number(loan.waived.penalty.amount)).toBeGreaterThan(0);
});

test('money held is refunded on request, never more than there is', async () => {
  const { loanId } = await openLoan();
  await pay(loanId, '500.00');
  const above = await ask(loanId, { kind: 'refund', amount: cny('500.01') });
  expect(above.body.code).toBe('refund_exceeds_credit');
  const { loan } = await change(loanId, { kind: 'refund', amount: cny('500.00') });
  expect(loan.creditBalance).toEqual(cny('0.00'));
});

test('a payment preview shows what a backdated payment would do, and records nothing', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[0]!, 10));
  const preview = await finance.post(`/v1/loans/${loanId}/payment-previews`, {
    amount: cny('8661.90'),
    effectiveDate: due[0]!,
  });
  expect(preview.status).toBe(200);
  expect(preview.body.difference).toMatchObject({
    daysPastDueBefore: 10,
    daysPastDueAfter: 0,
    penaltyEarned: cny('-24.19'),
  });
  expect((await finance.get(`/v1/loans/${loanId}`)).body.daysPastDue).toBe(10);
});

test('prepayments follow the strategy they name', async () => {
  const rowsLeft: Record<string, number> = {};
  for (const strategy of ['reduce_term', 'reduce_installment', 'next_installments']) {
    const { loanId, due } = await openLoan();
    for (const date of due.slice(0, 3)) {
      await runUntil(db, loanId, date);
      await pay(loanId, '8661.90');
    }
    await pay(loanId, '20000.00', { purpose: 'prepayment', strategy });
    expect(await bookDifferences(db, loanId)).toEqual([]);
    const { rows } = await scheduleOf(loanId);
    rowsLeft[strategy] = rows.length - 3;
  }
  expect(rowsLeft).toEqual({ reduce_term: 7, reduce_installment: 9, next_installments: 9 });
});

test('the statement follows the money from opening to closing', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, due[0]!);
  await pay(loanId, '9000.00');
  await runUntil(db, loanId, due[1]!);
  const whole = (await finance.get(`/v1/loans/${loanId}/statement`)).body;
  const moves = whole.lines.filter(({ kind }: { kind: string }) => kind !== 'accrual');
  expect(moves.map(({ kind }: { kind: string }) => kind)).toEqual([
    'disbursement',
    'payment_allocated',
    'excess_held',
    'credit_used',
  ]);
  expect(moves[0]).toMatchObject({ amount: cny('100000.00'), principalAfter: cny('100000.00') });
  expect(moves[1]).toMatchObject({
    amount: cny('-8661.90'),
    principal: cny('-8061.90'),
    principalAfter: cny('91938.10'),
  });
  expect(whole.closing).toMatchObject({ principal: cny('91938.10'), credit: cny('0.00') });
  const part = await finance.get(`/v1/loans/${loanId}/statement?fromDate=${due[1]!}`);
  expect(part.body.opening).toEqual({ principal: cny('91938.10'), credit: cny('338.10') });
});
