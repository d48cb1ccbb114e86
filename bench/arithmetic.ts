/**
 * The lending arithmetic beside the same arithmetic in decimal.js, and beside `financial` where it has the
 * function. Both sides of a line are measured in turn, in the same process, and the best round of each counts.
 */
import { ipmt, pmt, ppmt } from 'financial';
import { addMonths } from '../domain/calendar.ts';
import { invariant } from '../domain/invariant.ts';
import { formatAmount, money, parseAmount } from '../domain/money.ts';
import { buildSchedule } from '../domain/schedule/build.ts';
import { defaultTerms } from '../domain/schedule/default-terms.ts';
import type { LoanTerms } from '../domain/schedule/terms.ts';
import { emptyCalendar } from '../domain/schedule/working-days.ts';
import type { LoanEvent } from '../domain/servicing/events.ts';
import { quotePayoff } from '../domain/servicing/payoff.ts';
import { replayLoan } from '../domain/servicing/replay.ts';
import { decimalReplay, decimalSchedule, type YardstickLoan } from './yardstick/decimal.ts';

export type BenchLine = {
  readonly name: string;
  readonly yardstick: string;
  readonly microseconds: number;
  readonly yardstickMicroseconds: number;
  /** How many times the yardstick takes longer. */
  readonly ratio: number;
};

const loan: YardstickLoan = {
  principal: '1000000.00',
  startDate: '2026-01-15',
  annualRatePpm: 72_000,
  installments: 360,
  dayCount: '30/360',
};

function termsOf({ annualRatePpm, installments, dayCount }: YardstickLoan): LoanTerms {
  return {
    ...defaultTerms,
    currency: 'CNY',
    annualRatePpm,
    method: 'equal_installment',
    installments,
    dayCount,
    rounding: { mode: 'half_even', installmentMultiple: null },
  };
}

function disbursementsOf({ startDate, principal }: YardstickLoan) {
  return [{ date: startDate, amount: parseAmount(principal, 'CNY') }];
}

/** Runs all comparisons; takes a few seconds. */
export function benchArithmetic(): readonly BenchLine[] {
  const terms = termsOf(loan);
  const disbursements = disbursementsOf(loan);
  const events = thousandEntries();
  const asOf = events.at(-1)!.effectiveDate;
  const quote = { terms, events, payoffDate: asOf, calendar: emptyCalendar, goodThroughDays: 3 };
  return [
    compareSchedules('schedule of 360 rows', loan),
    compareSchedules('schedule of 360 rows by real days', { ...loan, dayCount: 'actual/365' }),
    // Amounts that no double holds go another way in the domain: all in bigints.
    compareSchedules('schedule of 360 rows over ten trillion', {
      ...loan,
      principal: '10000000000000.00',
    }),
    compare('schedule of 360 rows', 'financial (floats, unrounded)', 40, {
      ours: () => buildSchedule(terms, disbursements, emptyCalendar),
      yardstick: () => floatSchedule(),
    }),
    compare('replay of 1,000 entries', 'decimal.js', 4, {
      ours: () => replayLoan(terms, events, asOf, emptyCalendar),
      yardstick: () => decimalReplay(loan, events),
    }),
    compare('payoff quote after 1,000 entries', 'decimal.js', 4, {
      ours: () => quotePayoff({ ...quote, payoffFee: null, interestRule: null }),
      yardstick: () => decimalReplay(loan, events),
    }),
  ];
}

/** One printed line: `schedule of 360 rows: 48 µs, 33.1 times as fast as decimal.js (1588 µs)`. */
export function formatLine(line: BenchLine): string {
  const { name, yardstick, microseconds, yardstickMicroseconds, ratio } = line;
  return `${name}: ${microseconds.toFixed(0)} µs, ${ratio.toFixed(1)} times as fast as ${yardstick} (${yardstickMicroseconds.toFixed(0)} µs)`;
}

/** Terms, level amount, dated rows with their columns, and totals in all and per year, on both sides. */
function compareSchedules(name: string, of: YardstickLoan): BenchLine {
  const terms = termsOf(of);
  const disbursements = disbursementsOf(of);
  const ours = () => buildSchedule(terms, disbursements, emptyCalendar);
  const yardstick = () => decimalSchedule(of);
  assertSame(ours(), yardstick());
  return compare(name, 'decimal.js', 40, { ours, yardstick });
}

/** What gives other figures is no yardstick. */
function assertSame(
  { rows, totals, years }: ReturnType<typeof buildSchedule>,
  other: ReturnType<typeof decimalSchedule>,
): void {
  const text = (minor: bigint) => formatAmount(money(minor, 'CNY'));
  const isSame =
    years.length === other.years.size &&
    text(totals.dueMinor) === other.totals.due.toFixed(2) &&
    rows.every(({ dueDate, days, principalMinor, interestMinor, balanceMinor }, index) => {
      const row = other.rows[index]!;
      return (
        row.dueDate === dueDate &&
        row.days === days &&
        row.principal.toFixed(2) === text(principalMinor) &&
        row.interest.toFixed(2) === text(interestMinor) &&
        row.balance.toFixed(2) === text(balanceMinor)
      );
    });
  invariant(isSame, 'both sides of a comparison compute the same schedule');
}

type Sides = { readonly ours: () => unknown; readonly yardstick: () => unknown };

function compare(name: string, yardstick: string, repeats: number, sides: Sides): BenchLine {
  // Long enough that the engine has compiled both sides before the first round.
  for (const side of [sides.ours, sides.yardstick]) measure(side, repeats * 20);
  const best = { ours: Infinity, yardstick: Infinity };
  for (let round = 0; round < 40; round += 1) {
    best.ours = Math.min(best.ours, measure(sides.ours, repeats));
    best.yardstick = Math.min(best.yardstick, measure(sides.yardstick, Math.ceil(repeats / 4)));
  }
  return {
    name,
    yardstick,
    microseconds: best.ours,
    yardstickMicroseconds: best.yardstick,
    ratio: best.yardstick / best.ours,
  };
}

/** Processor time, not the clock on the wall: what else runs on the machine is not this code's doing. */
function measure(work: () => unknown, repeats: number): number {
  const from = process.cpuUsage();
  for (let count = 0; count < repeats; count += 1) work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / repeats;
}

/** The functions of `financial` for the same rows: floats without any rounding to cents. */
function floatSchedule() {
  const rate = 0.072 / 12;
  const rows = [];
  const level = pmt(rate, 360, 1_000_000);
  for (let number = 1; number <= 360; number += 1) {
    rows.push({
      number,
      dueDate: addMonths(loan.startDate, number),
      interest: ipmt(rate, number, 360, 1_000_000),
      principal: ppmt(rate, number, 360, 1_000_000),
      due: level,
    });
  }
  return rows;
}

/** 333 installments, each paid in three parts: one of them due, two a few days late. */
function thousandEntries(): readonly LoanEvent[] {
  const disbursements = disbursementsOf(loan);
  const { rows } = buildSchedule(termsOf(loan), disbursements, emptyCalendar);
  const recordedAt = '2026-01-15T02:00:00.000Z';
  const events: LoanEvent[] = [
    {
      eventId: 'd1',
      seq: 1,
      effectiveDate: loan.startDate,
      recordedAt,
      kind: 'disbursement',
      amount: disbursements[0]!.amount,
      deductedFee: null,
    },
  ];
  for (const row of rows.slice(0, 333)) {
    const third = row.dueMinor / 3n;
    for (const [part, days] of [0, 1, 2].entries()) {
      const minor = part === 2 ? row.dueMinor - 2n * third : third;
      const seq = events.length + 1;
      const date = `${row.dueDate.slice(0, 8)}${15 + days}`;
      events.push({
        eventId: `e${seq}`,
        seq,
        effectiveDate: date,
        recordedAt,
        kind: 'payment',
        paymentId: `p${seq}`,
        amount: money(minor, 'CNY'),
        situation: 'standard',
      });
    }
  }
  return events;
}
