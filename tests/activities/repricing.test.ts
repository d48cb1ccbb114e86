/** A floating loan through its repricing days: on time, late, corrected; after every step its books agree with its replay. */
import { expect, test } from 'vitest';
import { repriceLoan } from '../../activities/servicing/reprice-loan.ts';
import { readClock } from '../../db/queries/clock.ts';
import { listSteps } from '../../db/queries/loan-steps.ts';
import { listLoanEvents, lockLoan } from '../../db/queries/loans.ts';
import {
  insertReferenceRate,
  listLoansRepricedSince,
  listReferenceRates,
  settleReferenceRate,
} from '../../db/queries/reference-rates.ts';
import type { RepricingDay } from '../../domain/schedule/terms.ts';
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
  seedReleased,
  stateOf,
} from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
const enteredBy = await seedOfficer(db, branchId);
const by = await seedOfficer(db, branchId);
await moveClock(db, startDate);

/** The running loan of the rule book at LPR 3.00 % + 4.20 points. */
async function openLoan(repricingDay: RepricingDay): Promise<string> {
  const floating = {
    reference: 'lpr_1y',
    spreadPpm: 42_000,
    repricingDay,
    referencePpm: 30_000,
    referenceDate: '2025-05-20',
  } as const;
  const terms = { ...runningTerms, floating };
  const accepted = await seedAcceptedCase(db, branchId, { amount: '100000.00', terms });
  return (await runDisbursement(db, await seedReleased(db, accepted)))!;
}

async function publish(effectiveDate: string, ratePpm: number) {
  return db.transaction().execute(async (trx) => {
    const { businessDate } = await readClock(trx);
    const { referenceRateId } = await insertReferenceRate(trx, {
      reference: 'lpr_1y',
      effectiveDate,
      ratePpm,
      source: 'test',
      enteredBy,
      enteredDate: businessDate,
    });
    const settled = { status: 'confirmed', by, date: businessDate } as const;
    return settleReferenceRate(trx, referenceRateId, settled);
  });
}

async function rateChanges(loanId: string): Promise<string[]> {
  const events = await listLoanEvents(db, loanId);
  return events.flatMap((event) =>
    event.kind === 'rate_change' ? [`${event.effectiveDate} ${event.annualRatePpm}`] : [],
  );
}

async function notices(loanId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select('body')
    .where('loan_id', '=', loanId)
    .where('template', '=', 'loan_repriced')
    .orderBy('business_key')
    .execute();
  return rows.map(({ body }) => body);
}

test('the values published before the migration are there, the last one being of May 2025', async () => {
  const rates = await listReferenceRates(db, 'lpr_1y');
  expect(rates.at(0)).toMatchObject({ effectiveDate: '2019-08-20', ratePpm: 42_500 });
  expect(rates.at(-1)).toMatchObject({ effectiveDate: '2025-05-20', ratePpm: 30_000 });
  const fiveYears = await listReferenceRates(db, 'lpr_5y');
  expect(fiveYears.at(-1)).toMatchObject({ effectiveDate: '2025-05-20', ratePpm: 35_000 });
});

test('a reference rate is never changed nor removed once it is settled', async () => {
  const { referenceRateId } = await publish('2020-01-20', 41_000);
  const row = db.updateTable('reference_rate').where('reference_rate_id', '=', referenceRateId);
  await expect(row.set({ rate_ppm: 1 }).execute()).rejects.toThrow('never changed');
  await expect(row.set({ status: 'rejected' }).execute()).rejects.toThrow('never changed');
  await expect(
    db.deleteFrom('reference_rate').where('reference_rate_id', '=', referenceRateId).execute(),
  ).rejects.toThrow('never changed');
  const own = { status: 'confirmed', by: enteredBy, date: startDate } as const;
  const alone = db.transaction().execute(async (trx) => {
    const entry = { reference: 'lpr_1y', effectiveDate: '2020-01-20', ratePpm: 1 } as const;
    const given = { ...entry, source: 'test', enteredBy, enteredDate: startDate };
    const { referenceRateId: id } = await insertReferenceRate(trx, given);
    return settleReferenceRate(trx, id, own);
  });
  await expect(alone).rejects.toThrow('reference_rate_needs_second_person');
});

test('a loan is priced anew on its repricing days alone, and its borrower told of old and new', async () => {
  const loanId = await openLoan('quarterly');
  const check = async () => expect(await bookDifferences(db, loanId)).toEqual([]);
  await runUntil(db, loanId, '2036-02-20', check);
  await publish('2036-02-20', 29_000);
  expect(await rateChanges(loanId)).toEqual([]);
  await runUntil(db, loanId, '2036-04-16', check);
  expect(await rateChanges(loanId)).toEqual(['2036-04-15 71000']);
  const state = await stateOf(db, loanId);
  expect(state.annualRatePpm).toBe(71_000);
  // Row 4 starts on the repricing day: 75,668.90 × 7.1 % ÷ 12.
  expect(state.rows[3]!.due.interest).toBe(44_771n);
  const [told] = await notices(loanId);
  expect(told).toContain('7.2 % to 7.1 %');
  expect(told).toContain('LPR 1Y at 2.9 %');
  expect(told).toContain('due on 2036-05-15');
  expect(told).toMatch(/8,661\.90 CNY to 8,658\.\d\d CNY|8661\.90.*8658\.\d\d/);

  // Unchanged on the next day: the step is taken, nothing is recorded, the one after it comes.
  const position = await runUntil(db, loanId, '2036-07-16', check);
  expect(await rateChanges(loanId)).toHaveLength(1);
  const steps = (await listSteps(db, loanId)).filter(({ kind }) => kind === 'repricing');
  expect(steps.map(({ date }) => date)).toEqual(['2036-04-15', '2036-07-15']);
  expect(position.status).toBe('open');
});

test('a rate that comes late or corrected reprices the days behind by the same replay, once', async () => {
  const loanId = await openLoan('monthly');
  const { openedDate } = (await db.transaction().execute((trx) => lockLoan(trx, loanId)))!;
  expect(openedDate).toBe('2036-07-16');
  const check = async () => expect(await bookDifferences(db, loanId)).toEqual([]);
  await runUntil(db, loanId, '2036-10-20', check);
  const first = '2036-08-16 71000';
  expect(await rateChanges(loanId)).toEqual([first]);

  // Published for 20 August, known in October: the days of September and October come out anew.
  await publish('2036-08-20', 27_000);
  const concerned = { reference: 'lpr_1y', effectiveDate: '2036-08-20' } as const;
  expect(await listLoansRepricedSince(db, concerned)).toContain(loanId);
  expect(await listLoansRepricedSince(db, { ...concerned, effectiveDate: '2036-10-21' })).toEqual(
    [],
  );
  expect(await listLoansRepricedSince(db, { ...concerned, reference: 'lpr_5y' })).toEqual([]);
  await lookAt(db, loanId);
  await check();
  expect(await rateChanges(loanId)).toEqual([first, '2036-09-16 69000']);

  await publish('2036-08-20', 28_000);
  await lookAt(db, loanId);
  await check();
  expect(await rateChanges(loanId)).toEqual([first, '2036-09-16 69000', '2036-09-16 70000']);
  expect((await stateOf(db, loanId)).annualRatePpm).toBe(70_000);
  expect(await notices(loanId)).toHaveLength(3);

  // Looking again changes nothing.
  await lookAt(db, loanId);
  const clock = await readClock(db);
  await db.transaction().execute(async (trx) => {
    const loan = (await lockLoan(trx, loanId))!;
    await repriceLoan(trx, loan, { date: clock.businessDate, clock });
  });
  expect(await rateChanges(loanId)).toHaveLength(3);
  await runUntil(db, loanId, '2036-11-20', check);
  expect(await rateChanges(loanId)).toHaveLength(3);
});

test('a loan with a fixed rate knows no repricing day', async () => {
  const accepted = await seedAcceptedCase(db, branchId, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  await publish('2036-11-21', 20_000);
  await runUntil(db, loanId, '2037-12-01');
  expect(await rateChanges(loanId)).toEqual([]);
  const kinds = (await listSteps(db, loanId)).map(({ kind }) => kind);
  expect(kinds).not.toContain('repricing');
});
