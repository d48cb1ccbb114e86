/**
 * The numbers of `tests/golden/*.json`: each loan names the source of its figures and says only what it is about.
 * A schedule without events is also read from a replay, so that both ways of computing it meet the same figures.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatAmount, parseAmount } from '../../domain/money.ts';
import { allInAnnualRate } from '../../domain/schedule/all-in-rate.ts';
import { buildSchedule } from '../../domain/schedule/build.ts';
import { dayCounts, methods } from '../../domain/schedule/terms.ts';
import type { Schedule, ScheduleTotals } from '../../domain/schedule/terms.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { payoffFee, prepaymentFee } from '../../domain/servicing/early-payment.ts';
import { quotePayoff } from '../../domain/servicing/payoff.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import type { LoanState } from '../../domain/servicing/state.ts';
import type { Cells, GoldenCase } from './case.ts';
import {
  goldenCalendar,
  goldenDisbursements,
  goldenEvents,
  goldenTerms,
  recordRepricings,
} from './case.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

const counts = new Map<string, number>();
let count = 0;
for (const file of files) {
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as GoldenCase[];
  describe(file.replace('.json', ''), () => {
    for (const golden of cases) {
      count += 1;
      noteMethod(golden);
      test(golden.title, () => check(golden));
    }
  });
}

test('there are at least sixty golden loans', () => {
  expect(count).toBeGreaterThanOrEqual(60);
});

test.each([...methods, ...dayCounts])('%s has at least six golden loans', (name) => {
  expect(counts.get(name) ?? 0).toBeGreaterThanOrEqual(6);
});

/** Every kind of event a loan knows, and every change of terms among them. */
const changes = [
  'payment',
  'prepayment next_installments',
  'prepayment reduce_term',
  'prepayment reduce_installment',
  'payoff',
  'charge fee',
  'charge penalty',
  'waiver interest',
  'waiver fee',
  'waiver penalty',
  'reversal',
  'rate_change',
  'repricing',
  'tranche',
  'due_date_move',
  'extension',
  'restructure capitalize',
  'restructure carry',
  'restructure first_installment',
  'restructure waive',
  'interest_only',
  'payment_holiday',
  'pause',
  'refund',
  'write_off',
  'recovery',
];

test.each(changes)('%s has a golden loan', (name) => {
  expect(counts.get(name) ?? 0).toBeGreaterThan(0);
});

function noteMethod(golden: GoldenCase): void {
  const { terms, expected } = golden;
  if (expected.error !== undefined) return;
  for (const name of changesIn(golden)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const { method = 'equal_installment', dayCount = '30/360' } = terms;
  for (const name of [method, dayCount]) counts.set(name, (counts.get(name) ?? 0) + 1);
}

function changesIn({ terms, events = [], referenceRates = [] }: GoldenCase): readonly string[] {
  const named = events.flatMap((event) => {
    switch (event.type) {
      case 'prepayment':
        return [`prepayment ${event.strategy ?? terms.prepayment ?? 'reduce_term'}`];
      case 'charge':
      case 'waiver':
        return [`${event.type} ${event.component}`];
      case 'terms_change': {
        const { change } = event;
        if (change.type !== 'restructure') return [change.type];
        return Object.values(change.arrears).map((treatment) => `restructure ${treatment}`);
      }
      default:
        return [event.type];
    }
  });
  const isDrawnInParts = terms.disbursements.length > 1;
  const isRepriced = referenceRates.length > 0;
  return [...named, ...(isDrawnInParts ? ['tranche'] : []), ...(isRepriced ? ['repricing'] : [])];
}

function check(golden: GoldenCase): void {
  expect(golden.source.length).toBeGreaterThan(10);
  expect(Object.keys(golden.expected).length).toBeGreaterThan(0);
  const { expected } = golden;
  if (expected.error !== undefined) {
    expect(() => plan(golden)).toThrow(expect.objectContaining({ code: expected.error }));
    return;
  }
  if (golden.events === undefined && golden.referenceRates === undefined) checkPlan(golden);
  checkReplay(golden);
  checkPayoff(golden);
  checkPrepaymentFee(golden);
  checkAllIn(golden);
}

function plan(golden: GoldenCase): Schedule {
  const { terms } = golden;
  return buildSchedule(goldenTerms(terms), goldenDisbursements(terms), goldenCalendar(golden));
}

function checkPlan(golden: GoldenCase): void {
  const { expected } = golden;
  const schedule = plan(golden);
  const text = (minor: bigint) => formatAmount({ minor, currency: schedule.currency });
  if (expected.installment !== undefined)
    expect(text(schedule.levelMinor!)).toBe(expected.installment);
  if (expected.rowCount !== undefined) expect(schedule.rows.length).toBe(expected.rowCount);
  for (const wanted of expected.rows ?? []) {
    const row = schedule.rows.find(({ number }) => number === wanted['number'])!;
    const actual: Cells = {
      number: row.number,
      dueDate: row.dueDate,
      days: row.days,
      principal: text(row.principalMinor),
      interest: text(row.interestMinor),
      fees: text(row.feesMinor),
      due: text(row.dueMinor),
      balance: text(row.balanceMinor),
      provisional: row.dueDateProvisional ? 'yes' : 'no',
    };
    expect(actual).toMatchObject(wanted);
  }
  if (expected.totals) expect(totalsText(schedule.totals, text)).toMatchObject(expected.totals);
  for (const wanted of expected.years ?? []) {
    const year = schedule.years.find((one) => one.year === wanted['year'])!;
    expect({ year: year.year, ...totalsText(year, text) }).toMatchObject(wanted);
  }
}

function totalsText(totals: ScheduleTotals, text: (minor: bigint) => string): Cells {
  return {
    principal: text(totals.principalMinor),
    interest: text(totals.interestMinor),
    fees: text(totals.feesMinor),
    penalties: text(totals.penaltiesMinor),
    due: text(totals.dueMinor),
  };
}

function checkReplay(golden: GoldenCase): void {
  const { expected } = golden;
  const given = goldenEvents(golden);
  const asOf =
    golden.asOf ??
    given
      .map(({ effectiveDate }) => effectiveDate)
      .sort()
      .at(-1)!;
  const events = recordRepricings(golden, given, asOf);
  if (expected.rateChanges) expect(rateChangesText(events)).toEqual(expected.rateChanges);
  const state = replayLoan(goldenTerms(golden.terms), events, asOf, goldenCalendar(golden));
  const text = (minor: bigint) => formatAmount({ minor, currency: state.currency });
  if (expected.rowCount !== undefined) expect(state.rows.length).toBe(expected.rowCount);
  if (expected.installment !== undefined)
    expect(text(state.levelMinor!)).toBe(expected.installment);
  for (const wanted of expected.rows ?? []) {
    const actual = rowText(state, wanted['number'] as number, text);
    expect(actual).toMatchObject(wanted);
  }
  if (expected.totals) expect(totalsText(state.totals, text)).toMatchObject(expected.totals);
  if (expected.state) expect(stateText(state, text)).toMatchObject(expected.state);
  for (const [index, wanted] of (expected.allocations ?? []).entries()) {
    const actual = state.allocations[index]!;
    const lines = actual.lines.map(
      (line) => `${line.installmentNumber} ${line.component} ${text(line.amountMinor)}`,
    );
    expect(lines).toEqual(wanted.lines);
    if (wanted.credit !== undefined) expect(text(actual.creditMinor)).toBe(wanted.credit);
  }
}

function rateChangesText(events: readonly LoanEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === 'rate_change'
      ? [`${event.effectiveDate} ${event.annualRatePpm / 1_000_000}`]
      : [],
  );
}

function rowText(state: LoanState, number: number, text: (minor: bigint) => string): Cells {
  const row = state.rows.find((one) => one.number === number)!;
  return {
    number,
    dueDate: row.dueDate,
    days: row.days,
    principal: text(row.due.principal),
    interest: text(row.due.interest),
    fees: text(row.due.fee),
    penalties: text(row.due.penalty),
    due: text(row.dueMinor),
    balance: text(row.balanceMinor),
    paid: text(row.paidMinor),
    outstanding: text(row.outstandingMinor),
    inAdvance: text(row.paidInAdvanceMinor),
    late: text(row.paidLateMinor),
    paidDate: row.paidDate,
    daysPastDue: row.daysPastDue,
    provisional: row.dueDateProvisional ? 'yes' : 'no',
  };
}

function stateText(state: LoanState, text: (minor: bigint) => string): Cells {
  return {
    status: state.status,
    principalOutstanding: text(state.principalOutstandingMinor),
    interestEarned: text(state.interestEarnedMinor),
    penaltyEarned: text(state.penaltyEarnedMinor),
    creditBalance: text(state.creditBalanceMinor),
    overdue: text(state.overdueMinor),
    dueNow: text(state.dueNowMinor),
    daysPastDue: state.daysPastDue,
    bucket: state.bucket,
    nextDueDate: state.nextDueDate,
    nextDue: text(state.nextDueMinor),
    maturityDate: state.maturityDate,
    closedDate: state.closedDate,
    recovered: text(state.recoveredMinor),
    waivedInterest: text(state.waived.interest),
    waivedPenalty: text(state.waived.penalty),
    capped: text(state.cappedMinor),
  };
}

function checkPayoff(golden: GoldenCase): void {
  const { payoff } = golden.expected;
  if (payoff === undefined) return;
  const { date, rule = null, ...amounts } = payoff;
  const { terms, events, calendar, openedDate } = loanOf(golden);
  const state = replayLoan(terms, events, date, calendar);
  const { mode } = terms.rounding;
  const quote = quotePayoff({
    terms,
    events,
    payoffDate: date,
    calendar,
    goodThroughDays: 3,
    payoffFee: payoffFee(golden.earlyFee ?? null, state, { openedDate, mode }),
    interestRule: rule,
  });
  const actual = Object.fromEntries(
    Object.entries(quote).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : formatAmount(value),
    ]),
  );
  expect(actual).toMatchObject(amounts);
}

function loanOf(golden: GoldenCase) {
  const events = goldenEvents(golden);
  const openedDate = events[0]!.effectiveDate;
  return { terms: goldenTerms(golden.terms), events, calendar: goldenCalendar(golden), openedDate };
}

function checkPrepaymentFee(golden: GoldenCase): void {
  const { prepaymentFee: wanted } = golden.expected;
  if (wanted === undefined) return;
  const loan = loanOf(golden);
  const { currency } = loan.terms;
  const amount = parseAmount(wanted.amount, currency);
  const asked = { amount, effectiveDate: wanted.date, strategy: null };
  const fee = prepaymentFee(golden.earlyFee ?? null, asked, loan);
  expect(formatAmount(fee ?? { minor: 0n, currency })).toBe(wanted.fee);
}

function checkAllIn(golden: GoldenCase): void {
  const { allIn } = golden.expected;
  if (allIn === undefined) return;
  const { deducted, realDays, ...rates } = allIn;
  const terms = goldenTerms(golden.terms);
  const disbursements = goldenDisbursements(golden.terms);
  const date = disbursements[0]!.date;
  const fees =
    deducted === undefined ? [] : [{ date, amount: parseAmount(deducted, terms.currency) }];
  const schedule = plan(golden);
  const basis = realDays === true ? ('real_days' as const) : null;
  expect(allInAnnualRate({ terms, disbursements, schedule, fees, basis })).toMatchObject(rates);
}
