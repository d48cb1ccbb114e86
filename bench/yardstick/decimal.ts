/**
 * The yardstick of the arithmetic: what domain/schedule and domain/servicing compute, in decimal.js. The same rows with
 * the same columns, rounded once at the same places, the same totals in all and per year; dates by the same calendar
 * on both sides, because decimal.js has none. Nothing is measured here before both sides agree.
 */
import { Decimal } from 'decimal.js';
import { addMonths, dayNumber, type IsoDate } from '../../domain/calendar.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';

const Exact = Decimal.clone({ precision: 28, rounding: Decimal.ROUND_HALF_EVEN });

export type YardstickLoan = {
  readonly principal: string;
  readonly startDate: IsoDate;
  readonly annualRatePpm: number;
  readonly installments: number;
  readonly dayCount: '30/360' | 'actual/365';
};

type Period = {
  readonly number: number;
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  readonly days: number;
  readonly numerator: number;
  readonly denominator: number;
};

type Row = Period &
  Sums & {
    readonly kind: 'installment';
    readonly dueDate: IsoDate;
    readonly balance: Decimal;
    readonly formula: string;
    readonly annualRatePpm: number;
  };

type Sums = {
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly fees: Decimal;
  readonly penalties: Decimal;
  readonly due: Decimal;
};

const zero = new Exact(0);
const nothing: Sums = { principal: zero, interest: zero, fees: zero, penalties: zero, due: zero };

/** Interest is balance × rate × days ÷ basis in this order, for a rate divided first is not exact for most rates. */
export function decimalSchedule(loan: YardstickLoan) {
  const { annualRatePpm, installments } = loan;
  const periods = periodsOf(loan);
  const annualRate = new Exact(annualRatePpm).div(1_000_000);
  const level = loan.dayCount === '30/360' ? annuity(loan) : generalLevel(loan, periods);
  const rows: Row[] = [];
  let balance = new Exact(loan.principal);
  for (const period of periods) {
    const { number, periodStart, periodEnd, days, numerator, denominator } = period;
    const interest = cents(balance.mul(annualRate).mul(numerator).div(denominator));
    const isLast = number === installments;
    const principal = isLast ? balance : level.sub(interest);
    balance = balance.sub(principal);
    rows.push({
      number,
      kind: 'installment',
      periodStart,
      periodEnd,
      dueDate: periodEnd,
      days,
      principal,
      interest,
      fees: zero,
      penalties: zero,
      due: principal.add(interest),
      balance,
      formula: isLast ? 'remaining_balance' : 'level_less_interest',
      annualRatePpm,
      numerator,
      denominator,
    });
  }
  return { rows, level, ...sumsOf(rows) };
}

function periodsOf({ startDate, installments, dayCount }: YardstickLoan): readonly Period[] {
  const periods: Period[] = [];
  let periodStart = startDate;
  let startDay = dayNumber(startDate);
  for (let number = 1; number <= installments; number += 1) {
    const periodEnd = addMonths(startDate, number);
    const endDay = dayNumber(periodEnd);
    const days = endDay - startDay;
    const [numerator, denominator] = dayCount === '30/360' ? [30, 360] : [days, 365];
    periods.push({ number, periodStart, periodEnd, days, numerator, denominator });
    periodStart = periodEnd;
    startDay = endDay;
  }
  return periods;
}

/** The closed form for equal periods, which takes decimal.js the least. */
function annuity({ principal, annualRatePpm, installments }: YardstickLoan): Decimal {
  const rate = new Exact(annualRatePpm).div(1_000_000).mul(30).div(360);
  const grown = rate.add(1).pow(installments);
  return cents(new Exact(principal).mul(rate).mul(grown).div(grown.sub(1)));
}

function generalLevel(
  { principal, annualRatePpm }: YardstickLoan,
  periods: readonly Period[],
): Decimal {
  const annualRate = new Exact(annualRatePpm).div(1_000_000);
  let product = new Exact(1);
  let f = zero;
  for (const { numerator, denominator } of periods) {
    const factor = annualRate.mul(numerator).div(denominator).add(1);
    product = product.mul(factor);
    f = f.mul(factor).add(1);
  }
  return cents(new Exact(principal).mul(product).div(f));
}

/** Per calendar year of the due date, then over the years. */
function sumsOf(rows: readonly Row[]) {
  const years = new Map<string, Sums>();
  for (const { dueDate, principal, interest } of rows) {
    const year = dueDate.slice(0, 4);
    const before = years.get(year) ?? nothing;
    years.set(year, sumsWith(before.principal.add(principal), before.interest.add(interest)));
  }
  let totals = nothing;
  for (const { principal, interest } of years.values())
    totals = sumsWith(totals.principal.add(principal), totals.interest.add(interest));
  return { years, totals };
}

function sumsWith(principal: Decimal, interest: Decimal): Sums {
  return { principal, interest, fees: zero, penalties: zero, due: principal.add(interest) };
}

function cents(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);
}

/** The least a replay of these entries must compute: accrual by stretch, rows falling due, waterfall, balances. */
export function decimalReplay(loan: YardstickLoan, events: readonly LoanEvent[]) {
  const { rows: plan } = decimalSchedule(loan);
  const yearly = new Exact(loan.annualRatePpm).div(1_000_000);
  const rows = plan.map((row) => ({
    ...row,
    interestPaid: new Exact(0),
    principalPaid: new Exact(0),
    penaltyPaid: new Exact(0),
    penalty: new Exact(0),
  }));
  let outstanding = new Exact(loan.principal);
  let earned = new Exact(0);
  let open = 0;
  let unpaid = 0;
  let last = loan.startDate;
  for (const event of events) {
    if (event.kind !== 'payment') continue;
    const days = Number(event.effectiveDate.slice(8)) - Number(last.slice(8));
    earned = earned.add(outstanding.mul(yearly).mul(Math.abs(days)).div(360));
    for (let index = unpaid; index < open; index += 1) {
      const row = rows[index]!;
      const overdue = row.principal.sub(row.principalPaid);
      row.penalty = row.penalty.add(overdue.mul(yearly).mul(1.5).mul(Math.abs(days)).div(360));
    }
    while (open < rows.length && rows[open]!.dueDate <= event.effectiveDate) open += 1;
    let left = new Exact(event.amount.minor.toString()).div(100);
    while (unpaid < open && left.gt(0)) {
      const row = rows[unpaid]!;
      const interest = Decimal.min(left, row.interest.sub(row.interestPaid));
      row.interestPaid = row.interestPaid.add(interest);
      left = left.sub(interest);
      const part = Decimal.min(left, row.principal.sub(row.principalPaid));
      row.principalPaid = row.principalPaid.add(part);
      left = left.sub(part);
      outstanding = outstanding.sub(part);
      if (row.principalPaid.lt(row.principal)) break;
      unpaid += 1;
    }
    last = event.effectiveDate;
  }
  const quote = outstanding.add(cents(earned));
  return { rows, outstanding, earned: cents(earned), quote };
}
