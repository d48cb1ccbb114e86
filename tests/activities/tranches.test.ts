/** A loan drawn in parts: each part is paid out, recomputes the schedule and draws its share of what was promised. */
import { expect, test } from 'vitest';
import { createServicingActivities } from '../../activities/servicing.ts';
import { newId } from '../../db/ids.ts';
import { findApplication } from '../../db/queries/applications.ts';
import { readClock } from '../../db/queries/clock.ts';
import { listOpenCommitments } from '../../db/queries/commitments.ts';
import { findAcceptedOffer, findDisbursement } from '../../db/queries/disbursements.ts';
import { insertEntries, listLoanEntries } from '../../db/queries/ledger.ts';
import { findLoan } from '../../db/queries/loans.ts';
import { addDays } from '../../domain/calendar.ts';
import { commitmentEntry } from '../../domain/ledger/commitments.ts';
import { statementLines } from '../../domain/ledger/statement.ts';
import { formatAmount, money, parseAmount } from '../../domain/money.ts';
import type { LoanTerms } from '../../domain/schedule/terms.ts';
import { compareBooks } from '../../ops/reconciliation/loan-books.ts';
import { testDatabase } from '../support/database.ts';
import {
  moveClock,
  runningTerms,
  seedAcceptedCase,
  seedInstallation,
  seedOfficer,
  startDate,
} from '../support/lending.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runUntil,
  seedPayment,
  stateOf,
} from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);

const tranches = { maxCount: 3, lastWithinTermPpm: 500_000 };
const cny = (text: string) => parseAmount(text, 'CNY');
const text = (minor: bigint) => formatAmount(money(minor, 'CNY'));

/** Section 3.5 of the rule book, example 7: 60,000.00 and 40,000.00, 12 %, six rows, 30/360. */
const ruleBookTerms: LoanTerms = { ...runningTerms, annualRatePpm: 120_000, installments: 6 };

/** An accepted offer with its commitment in the books. */
async function accepted(amount: string, terms = ruleBookTerms) {
  const asked = { amount, terms, tranches };
  const found = await seedAcceptedCase(db, branchId, asked);
  const offer = (await findAcceptedOffer(db, found.applicationId))!;
  const { businessDate } = await readClock(db);
  const { offerId } = offer;
  const entries = commitmentEntry('commitment_signed', {
    offerId,
    amountMinor: offer.amount.minor,
    date: businessDate,
  });
  const owner = { loanId: null, customerId: found.customerId, branchId, productCode: 'test' };
  await db
    .transaction()
    .execute((trx) =>
      insertEntries(trx, { ...owner, currency: 'CNY' }, { entries, postedDate: businessDate }),
    );
  return { ...found, offerId };
}

/** Two persons have made and released it. */
async function released(
  { applicationId, offerId }: { applicationId: string; offerId: string },
  amount: string,
): Promise<string> {
  const disbursementId = newId();
  const { now } = await readClock(db);
  await db
    .insertInto('disbursement')
    .values({
      disbursement_id: disbursementId,
      application_id: applicationId,
      offer_id: offerId,
      status: 'released',
      amount_minor: cny(amount).minor,
      currency: 'CNY',
      made_by: await seedOfficer(db, branchId),
      released_by: await seedOfficer(db, branchId),
      released_at: now,
    })
    .execute();
  const application = (await findApplication(db, applicationId))!;
  if (application.status === 'accepted')
    await db
      .updateTable('application')
      .set({ status: 'ready' })
      .where('application_id', '=', applicationId)
      .execute();
  return disbursementId;
}

async function promised(applicationId: string): Promise<string> {
  const open = await listOpenCommitments(db, applicationId);
  return text(open.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
}

async function rowsOf(loanId: string): Promise<string[]> {
  const { rows } = await stateOf(db, loanId);
  return rows.map(({ dueDate, due }) => `${dueDate} ${text(due.principal + due.interest)}`);
}

test('a part inside a row raises the balance on its day and recomputes the installments', async () => {
  const found = await accepted('100000.00');
  const loanId = (await runDisbursement(db, await released(found, '60000.00')))!;
  const first = (await findLoan(db, loanId))!;
  expect(first).toMatchObject({ principalMinor: 6_000_000n, drawUntilDate: '2036-04-15' });
  expect(await promised(found.applicationId)).toBe('40000.00');

  const { openedDate } = first;
  expect(openedDate).toBe(startDate);
  await runUntil(db, loanId, '2036-01-30');
  await runDisbursement(db, await released(found, '40000.00'));
  // 60,000.00 for 15 of 31 days and 100,000.00 for 16, as in the rule book.
  const state = await stateOf(db, loanId);
  expect(text(state.rows[0]!.due.interest)).toBe('806.45');
  expect(text(state.levelMinor!)).toBe('17254.84');
  expect((await rowsOf(loanId)).at(-1)).toBe('2036-07-15 17051.40');
  expect(await findLoan(db, loanId)).toMatchObject({
    principalMinor: 10_000_000n,
    drawUntilDate: null,
  });
  expect(await promised(found.applicationId)).toBe('0.00');
  expect(await bookDifferences(db, loanId)).toEqual([]);
  const lines = statementLines(await listLoanEntries(db, loanId));
  expect(lines.filter(({ kind }) => kind === 'disbursement')).toMatchObject([
    { effectiveDate: '2036-01-15', amountMinor: 6_000_000n, principalAfterMinor: 6_000_000n },
    { effectiveDate: '2036-01-30', amountMinor: 4_000_000n, principalAfterMinor: 10_000_000n },
  ]);
});

test('the loan goes on with the schedule it has after the part, without a new process', async () => {
  const { businessDate } = await readClock(db);
  const found = await accepted('100000.00');
  const loanId = (await runDisbursement(db, await released(found, '60000.00')))!;
  const { rows } = await stateOf(db, loanId);
  const due = rows[0]!.dueDate;
  expect(due > businessDate).toBe(true);
  await runUntil(db, loanId, due);
  // Drawn on the due date, the part belongs to the row that starts then.
  const before = await rowsOf(loanId);
  await runDisbursement(db, await released(found, '40000.00'));
  const after = await rowsOf(loanId);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  const amount = after[0]!.split(' ')[1]!;
  await seedPayment(db, loanId, amount);
  const position = await lookAt(db, loanId);
  expect(position.status).toBe('open');
  await runUntil(db, loanId, (await stateOf(db, loanId)).rows[1]!.dueDate);
  const reminders = await db
    .selectFrom('notice')
    .select('body')
    .where('loan_id', '=', loanId)
    .where('template', '=', 'due_today')
    .where('business_key', 'like', '%/reminder/2/%')
    .execute();
  const asked = (await stateOf(db, loanId)).rows[1]!.dueMinor;
  expect(reminders.length).toBeGreaterThan(0);
  for (const { body } of reminders) expect(body.replaceAll(',', '')).toContain(text(asked));
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('what is not drawn by the last day lapses, and the borrower is told', async () => {
  const found = await accepted('50000.00');
  const loanId = (await runDisbursement(db, await released(found, '20000.00')))!;
  const { drawUntilDate } = (await findLoan(db, loanId))!;
  await runUntil(db, loanId, drawUntilDate!);
  expect(await promised(found.applicationId)).toBe('30000.00');
  await runUntil(db, loanId, addDays(drawUntilDate!, 1));
  expect(await promised(found.applicationId)).toBe('0.00');
  expect((await findLoan(db, loanId))!.drawUntilDate).toBeNull();
  const told = await db
    .selectFrom('notice')
    .select('body')
    .where('loan_id', '=', loanId)
    .where('template', '=', 'drawing_ended')
    .execute();
  expect(told).toHaveLength(1);
  expect(told[0]!.body).toContain('30,000.00');
});

test('a part with the bank on the last day keeps its promise; refused, it lapses too', async () => {
  const found = await accepted('50000.00');
  const loanId = (await runDisbursement(db, await released(found, '20000.00')))!;
  const { drawUntilDate } = (await findLoan(db, loanId))!;
  await runUntil(db, loanId, drawUntilDate!);
  const late = await released(found, '10000.91');
  await runUntil(db, loanId, addDays(drawUntilDate!, 1));
  expect(await promised(found.applicationId)).toBe('10000.91');
  expect((await compareBooks(db)).differences).toEqual([]);
  await runDisbursement(db, late);
  expect((await findDisbursement(db, late))!.status).toBe('refused');
  expect(await promised(found.applicationId)).toBe('0.00');
  expect((await findLoan(db, loanId))!.principalMinor).toBe(2_000_000n);
  expect((await findApplication(db, found.applicationId))!.status).toBe('booked');
  expect((await compareBooks(db)).differences).toEqual([]);
});

test('a part whose answer was lost is drawn once, and a second look draws nothing more', async () => {
  const found = await accepted('50000.00');
  const loanId = (await runDisbursement(db, await released(found, '20000.00')))!;
  const lost = await released(found, '10000.92');
  await runDisbursement(db, lost);
  await runDisbursement(db, lost);
  expect((await findLoan(db, loanId))!.principalMinor).toBe(3_000_092n);
  expect(await promised(found.applicationId)).toBe('19999.08');
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('the last of as many parts as agreed lets the rest lapse', async () => {
  const found = await accepted('50000.00');
  const loanId = (await runDisbursement(db, await released(found, '10000.00')))!;
  for (const amount of ['10000.00', '10000.00'])
    await runDisbursement(db, await released(found, amount));
  expect(await findLoan(db, loanId)).toMatchObject({
    principalMinor: 3_000_000n,
    drawUntilDate: null,
  });
  expect(await promised(found.applicationId)).toBe('0.00');
});

test('a loan that is paid off is not drawn any more', async () => {
  const found = await accepted('50000.00');
  const loanId = (await runDisbursement(db, await released(found, '10000.00')))!;
  await seedPayment(db, loanId, '10000.00', { purpose: 'prepayment' });
  await lookAt(db, loanId);
  expect(await findLoan(db, loanId)).toMatchObject({ status: 'closed', drawUntilDate: null });
  expect(await promised(found.applicationId)).toBe('0.00');
  const servicing = createServicingActivities({ db });
  expect((await servicing.lookAtLoan(loanId)).next?.kind).toBe('returns_over');
  expect((await compareBooks(db)).differences).toEqual([]);
});
