/** What a customer's loans here say when they ask for another one. */
import { expect, test } from 'vitest';
import { readDaysPastDue } from '../../db/queries/exposure.ts';
import { addDays } from '../../domain/calendar.ts';
import { testDatabase } from '../support/database.ts';
import { moveClock, seedAcceptedCase, seedInstallation, startDate } from '../support/lending.ts';
import { runDisbursement, runUntil, seedReleased, stateOf } from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);

test('readDaysPastDue() counts from the oldest unpaid due date of any active loan, up to today', async () => {
  const accepted = await seedAcceptedCase(db, branchId, { amount: '100000.00' });
  const { customerId } = accepted;
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const firstDueDate = (await stateOf(db, loanId)).rows[0]!.dueDate;
  expect(await readDaysPastDue(db, customerId, firstDueDate)).toBe(0);
  await runUntil(db, loanId, addDays(firstDueDate, 10));
  // The position was settled some days ago; the days go on.
  expect(await readDaysPastDue(db, customerId, addDays(firstDueDate, 31))).toBe(31);
  const other = await seedAcceptedCase(db, branchId, { amount: '100000.00' });
  expect(await readDaysPastDue(db, other.customerId, addDays(firstDueDate, 31))).toBe(0);
});
