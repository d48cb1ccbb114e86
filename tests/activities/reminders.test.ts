/** Reminders before a due date, on real rows: written with the decision of the contact rules. */
import { expect, test } from 'vitest';
import { queueNotices, type AnyNoticeRequest } from '../../activities/notices.ts';
import { newId } from '../../db/ids.ts';
import { findLoan } from '../../db/queries/loans.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { testDatabase } from '../support/database.ts';
import { moveClock, seedAcceptedCase, seedInstallation, startDate } from '../support/lending.ts';
import { runDisbursement, runUntil, seedReleased, stateOf } from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);

async function remindersOn(loanId: string, date: IsoDate) {
  return db
    .selectFrom('notice')
    .select(['channel', 'status', 'decision'])
    .where('loan_id', '=', loanId)
    .where('template', '=', 'reminder_before_due')
    .where('business_date', '=', date)
    .orderBy('channel')
    .execute();
}

/** Two text messages about another debt on one day: what a day may see. */
async function fillDay(customerId: string, businessDate: IsoDate) {
  const message = (number: number): AnyNoticeRequest => ({
    businessKey: `other/${customerId}/${number}/sms`,
    template: 'overdue_soft',
    channel: 'sms',
    language: 'en',
    customerId,
    businessDate,
    params: { customerName: 'W', loanNumber: 'L', dueDate: '', amount: '', daysPastDue: 1 },
  });
  await db.transaction().execute((trx) => queueNotices(trx, [message(1), message(2)]));
}

async function stopContact(customerId: string, setBy: string, untilDate: IsoDate) {
  const days = { starts_date: startDate, until_date: untilDate };
  const stop = { flag: 'dispute', reason: 'the amount', set_by: setBy, ...days };
  const row = { contact_stop_id: newId(), customer_id: customerId, case_id: null, ...stop };
  await db.insertInto('contact_stop').values(row).execute();
}

test('a reminder obeys stops and message caps when it is written, and is kept with the reasons', async () => {
  const accepted = await seedAcceptedCase(db, branchId, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { customerId } = (await findLoan(db, loanId))!;
  const { dueDate } = (await stateOf(db, loanId)).rows[0]!;
  const day = (daysBefore: number) => addDays(dueDate, -daysBefore);
  await stopContact(customerId, accepted.managerId, day(5));
  await fillDay(customerId, day(3));
  await runUntil(db, loanId, dueDate);

  const stopped = { outcome: 'denied', reasons: [{ code: 'stop_flag' }] };
  expect(await remindersOn(loanId, day(7))).toMatchObject([
    { channel: 'email', status: 'withheld', decision: stopped },
    { channel: 'push', status: 'withheld', decision: stopped },
  ]);
  expect(await remindersOn(loanId, day(3))).toMatchObject([
    { channel: 'push', status: 'queued', decision: null },
    { channel: 'sms', status: 'withheld', decision: { reasons: [{ code: 'daily_cap' }] } },
  ]);
  expect(await remindersOn(loanId, day(1))).toMatchObject([{ channel: 'sms', status: 'queued' }]);
});
