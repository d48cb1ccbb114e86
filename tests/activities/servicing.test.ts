/** One loan through its life, step by step; after every step its books agree with its replay. */
import { expect, test } from 'vitest';
import { createServicingActivities } from '../../activities/servicing.ts';
import { readTrialBalance } from '../../db/queries/ledger.ts';
import { findLoan } from '../../db/queries/loans.ts';
import { addDays } from '../../domain/calendar.ts';
import { formatAmount } from '../../domain/money.ts';
import { testDatabase } from '../support/database.ts';
import { moveClock, seedAcceptedCase, seedInstallation, startDate } from '../support/lending.ts';
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

async function openLoan(amount = '100000.00'): Promise<string> {
  const accepted = await seedAcceptedCase(db, branchId, { amount });
  const loanId = await runDisbursement(db, await seedReleased(db, accepted));
  return loanId!;
}

async function balanceOf(loanId: string, accountCode: string): Promise<string> {
  const accounts = await readTrialBalance(db, { asOfDate: '2099-12-31', branchIds: 'all', loanId });
  const found = accounts.find((account) => account.accountCode === accountCode);
  if (found === undefined) return '0.00';
  return formatAmount({ minor: found.debit.minor - found.credit.minor, currency: 'CNY' });
}

test('one loan: paid, late, caught up, suspended and paid off, with books that agree after every step', async () => {
  const loanId = await openLoan();
  const check = async () => expect(await bookDifferences(db, loanId)).toEqual([]);
  await check();
  expect(await balanceOf(loanId, '1101')).toBe('100000.00');

  // Month end by difference: 16 of the 31 days of the first row.
  await runUntil(db, loanId, '2036-01-31', check);
  expect(await balanceOf(loanId, '1111')).toBe('309.68');

  await runUntil(db, loanId, '2036-02-15', check);
  expect(await balanceOf(loanId, '1111')).toBe('600.00');
  await seedPayment(db, loanId, '8661.90');
  await lookAt(db, loanId);
  await check();
  expect(await balanceOf(loanId, '1111')).toBe('0.00');
  expect(await balanceOf(loanId, '1101')).toBe('91938.10');

  // Row 2 unpaid on its 20th day: the waterfall of the rule book's example, without compound interest.
  await runUntil(db, loanId, '2036-04-04', check);
  await seedPayment(db, loanId, '5000.00');
  await lookAt(db, loanId);
  await check();
  const row2 = (await stateOf(db, loanId)).rows[1]!;
  expect(row2.paid).toEqual({ fee: 0n, penalty: 4866n, interest: 55163n, principal: 439971n });
  expect(row2.daysPastDue).toBe(20);
  expect(await balanceOf(loanId, '4102')).toBe('-48.66');
});

test('runLoanStep() of 91 unpaid days moves principal and unpaid income out of the performing books', async () => {
  const loanId = await openLoan();
  const check = async () => expect(await bookDifferences(db, loanId)).toEqual([]);
  const start = (await findLoan(db, loanId))!.openedDate;
  const due = (await stateOf(db, loanId)).rows.map(({ dueDate }) => dueDate);
  await seedPayment(db, loanId, '8661.90', { effectiveDate: start });
  await lookAt(db, loanId);
  await runUntil(db, loanId, addDays(due[1]!, 90), check);
  expect((await findLoan(db, loanId))!.nonPerformingSince).toBeNull();

  await runUntil(db, loanId, addDays(due[1]!, 91), check);
  const bad = (await findLoan(db, loanId))!;
  expect(bad.nonPerformingSince).toBe(addDays(due[1]!, 91));
  expect(await balanceOf(loanId, '1101')).toBe('0.00');
  expect(await balanceOf(loanId, '1102')).toBe('91938.10');
  // Interest of row 1 was paid and stays income; all the rest is in suspense.
  expect(await balanceOf(loanId, '4101')).toBe('-600.00');
  expect(await balanceOf(loanId, '4102')).toBe('0.00');

  await seedPayment(db, loanId, '100000.00');
  await lookAt(db, loanId);
  await check();
  // Rows 2 to 4 are paid, the rest is held; what row 5 has earned so far stays in suspense.
  expect(await balanceOf(loanId, '1102')).toBe('67461.01');
  const owed = Number(await balanceOf(loanId, '1111')) + Number(await balanceOf(loanId, '1112'));
  expect(Number(await balanceOf(loanId, '1119'))).toBe(-owed);
});

test('runLoanStep() taken twice changes nothing', async () => {
  const loanId = await openLoan();
  const servicing = createServicingActivities({ db });
  const first = await servicing.lookAtLoan(loanId);
  const once = await servicing.runLoanStep(loanId, first.next!);
  const count = async () =>
    (await db.selectFrom('notice').select('notice_id').where('loan_id', '=', loanId).execute())
      .length;
  const notices = await count();
  expect(await servicing.runLoanStep(loanId, first.next!)).toEqual(once);
  expect(await count()).toBe(notices);
});

test('the ladder reminds each installment once per step, and never one that is paid', async () => {
  const loanId = await openLoan();
  const rows = (await stateOf(db, loanId)).rows;
  await seedPayment(db, loanId, '8661.90');
  await lookAt(db, loanId);
  await runUntil(db, loanId, rows[1]!.dueDate);
  const notices = await db
    .selectFrom('notice')
    .select(['business_key', 'channel'])
    .where('loan_id', '=', loanId)
    .where('template', 'in', ['reminder_before_due', 'due_today'])
    .execute();
  const keyOf = (step: string) => `loan/${loanId}/reminder/2/${rows[1]!.dueDate}/${step}`;
  expect(notices.map(({ business_key }) => business_key).sort()).toEqual(
    ['T-7/push', 'T-7/email', 'T-3/sms', 'T-3/push', 'T-1/sms', 'T-0/push', 'T-0/sms']
      .map(keyOf)
      .sort(),
  );
});

test('money left after the last payment goes back by itself; above the limit two persons decide', async () => {
  const small = await openLoan();
  await seedPayment(db, small, '100005.00', { purpose: 'prepayment' });
  expect((await lookAt(db, small)).status).toBe('open');
  expect((await findLoan(db, small))!.status).toBe('closed');
  const start = (await findLoan(db, small))!.closedDate!;
  const large = await openLoan();
  await seedPayment(db, large, '102000.00', { purpose: 'prepayment' });
  await lookAt(db, large);

  expect((await runUntil(db, small, addDays(start, 31))).nextAt).not.toBeNull();
  expect(await balanceOf(small, '2101')).toBe('0.00');
  expect(await bookDifferences(db, small)).toEqual([]);
  await runUntil(db, large, addDays(start, 31));
  expect(await balanceOf(large, '2101')).toBe('-2000.00');
  const told = await db
    .selectFrom('notice')
    .select('channel')
    .where('loan_id', '=', large)
    .where('template', '=', 'refund_due')
    .execute();
  expect(told).toEqual([{ channel: 'console' }]);
  // The refund is on its way: a process never ends before it has arrived.
  expect((await runUntil(db, small, addDays(start, 91))).status).toBe('open');
  expect(await balanceOf(small, '2104')).toBe('-5.00');
  expect(await runRefunds(db, small)).toEqual(['confirmed']);
  expect(await balanceOf(small, '2104')).toBe('0.00');
  expect(await bookDifferences(db, small)).toEqual([]);
  expect((await lookAt(db, small)).status).toBe('ended');
  // Money is still held: the other loan goes on until it has been given back.
  expect(await runUntil(db, large, addDays(start, 91))).toMatchObject({ status: 'open' });
});
