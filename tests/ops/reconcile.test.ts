/** The reconciliation finds nothing on sound books, and names what was tampered with. */
import { expect, test } from 'vitest';
import { accounts } from '../../domain/ledger/accounts.ts';
import { compareBooks } from '../../ops/reconciliation/loan-books.ts';
import { compareProcesses } from '../../ops/reconciliation/processes.ts';
import { testDatabase } from '../support/database.ts';
import {
  moveClock,
  moveClockTo,
  seedAcceptedCase,
  seedInstallation,
  startDate,
} from '../support/lending.ts';
import {
  lookAt,
  runDisbursement,
  runUntil,
  seedPayment,
  seedReleased,
} from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);

async function openLoan(): Promise<string> {
  const accepted = await seedAcceptedCase(db, branchId, { amount: '100000.00' });
  return (await runDisbursement(db, await seedReleased(db, accepted)))!;
}

test('the chart of accounts in the database is the one the rules are written for', async () => {
  const rows = await db.selectFrom('account').selectAll().orderBy('account_code').execute();
  expect(rows).toEqual(
    accounts.map(({ code, name, nameZh, normalSide }) => ({
      account_code: code,
      name,
      name_zh: nameZh,
      normal_side: normalSide,
    })),
  );
});

test('compareBooks() finds nothing on loans that pay, are late and wait', async () => {
  const [paying, late] = [await openLoan(), await openLoan()];
  await runUntil(db, paying, '2036-03-31');
  await seedPayment(db, paying, '9000.00');
  await lookAt(db, paying);
  await runUntil(db, late, '2036-07-15');
  await seedPayment(db, late, '5000.00');
  expect(await compareBooks(db)).toEqual({ loanCount: 2, differences: [] });
});

test('compareBooks() names the row, the position and the payment that do not fit', async () => {
  const loanId = await openLoan();
  await db
    .updateTable('installment')
    .set({ due_date: '2036-02-16' })
    .where('loan_id', '=', loanId)
    .where('number', '=', 1)
    .execute();
  await db
    .updateTable('loan_position')
    .set({ principal_minor: 1n })
    .where('loan_id', '=', loanId)
    .execute();
  const paymentId = await seedPayment(db, loanId, '1.00');
  await db
    .updateTable('payment')
    .set({ status: 'applied' })
    .where('payment_id', '=', paymentId)
    .execute();
  const { differences } = await compareBooks(db);
  expect(differences.map(({ check }) => check).sort()).toEqual([
    'books.unallocated_receipts',
    'payment_placed',
    'position.principal',
    'row',
  ]);
});

test('compareProcesses() names lines that wait and a process that overslept', async () => {
  const loanId = await openLoan();
  await lookAt(db, loanId);
  await db.updateTable('outbox').set({ status: 'sent' }).execute();
  await db.deleteFrom('process').where('subject_id', '!=', loanId).execute();
  expect((await compareProcesses(db, null)).differences).toEqual([]);
  await moveClockTo(db, '2037-01-01T00:00:00.000Z');
  await db.updateTable('process').set({ status: 'open' }).execute();
  const { differences } = await compareProcesses(db, null);
  expect(differences.map(({ check, subject }) => `${check} ${subject}`)).toEqual([
    `process_awake loan/${loanId}`,
  ]);
});
