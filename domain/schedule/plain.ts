/**
 * The schedule of the loan that most people have: paid out once, no row unlike the others, amounts that a double holds
 * exactly. The rules are those of build.ts and plan.ts, and so is every figure; only the arithmetic is that of whole
 * numbers below 2^53, with a check before each step. Any other loan, and any larger amount, goes the general way.
 */
import type { IsoDate } from '../calendar.ts';
import { civil, civilDayNumber } from '../calendar.ts';
import { regularPeriods, type Periods } from './frames.ts';
import { estimateLevel, roundEstimate, rowFactor } from './level.ts';
import type {
  Disbursement,
  LoanTerms,
  Method,
  RowFormula,
  Schedule,
  ScheduleRow,
  ScheduleTotals,
} from './terms.ts';
import type { YearTotals } from './totals.ts';
import { bigintOf, divideWhole, greatestCommonDivisor, listOf, wholeLimit } from './whole.ts';

const formulas: { readonly [M in Method]: RowFormula | null } = {
  equal_installment: 'level_less_interest',
  equal_principal: 'share_of_principal',
  interest_first: 'interest_only',
  // Counted on the principal of the start, or in a single row: the general way knows how.
  flat: null,
  single: null,
};

/**
 * @param disbursement the only one
 * @returns null for a loan that has to go the general way
 */
export function buildPlainSchedule(
  terms: LoanTerms,
  { date, amount }: Disbursement,
): Schedule | null {
  const formula = formulas[terms.method];
  if (formula === null || !isPlain(terms) || amount.minor >= wholeLimit) return null;
  const periods = regularPeriods(terms, date);
  if (periods === null) return null;
  const principal = Number(amount.minor);
  const wanted = wantedOf(terms, periods, principal);
  const planned = wanted && planRows(terms, periods, { principal, formula, ...wanted });
  if (planned === null) return null;
  const { rows, years, totals } = planned;
  const { currency, rounding } = terms;
  const levelMinor = terms.method === 'equal_installment' ? bigintOf(planned.level) : null;
  const rest = { smoothed: false, totals, years, provisional: false, rounding };
  return { currency, rows, levelMinor, ...rest };
}

function isPlain(terms: LoanTerms): boolean {
  const { grace, rounding } = terms;
  return (
    terms.customRows === null &&
    terms.balloon === null &&
    terms.downPaymentPpm === 0 &&
    terms.installmentRate === 'as_day_count' &&
    !terms.smoothLastInstallment &&
    rounding.installmentMultiple === null &&
    grace.principal === 0 &&
    grace.interest === 0 &&
    grace.interestFree === 0
  );
}

type Wanted = {
  /** Principal and interest of each row but the last together, 0 where the share is given. */
  readonly level: number;
  /** Principal of each row but the last, 0 where it follows from the level. */
  readonly share: number;
};

/** Null where the level amount lies too near a rounding boundary for doubles to decide. */
function wantedOf(terms: LoanTerms, periods: Periods, principal: number): Wanted | null {
  const { method, rounding } = terms;
  const count = periods.dates.length - 1;
  if (method === 'interest_first') return { level: 0, share: 0 };
  if (method === 'equal_principal') {
    if (principal + count >= wholeLimit) return null;
    return { level: 0, share: divideWhole(principal, count, rounding.mode) };
  }
  const estimated = estimateLevel(factorsOf(terms, periods), principal, 0);
  const level = roundEstimate(estimated, rounding.installmentMode ?? rounding.mode);
  return level === null ? null : { level, share: 0 };
}

function factorsOf({ annualRatePpm }: LoanTerms, { days, fraction }: Periods): readonly number[] {
  const { numerator, denominator } = fraction;
  const same = rowFactor(annualRatePpm, numerator, denominator);
  const factors = listOf<number>(days.length - 1);
  for (let row = 1; row < days.length; row += 1) {
    const part = days[row]! - days[row - 1]!;
    factors[row - 1] = numerator === 0 ? rowFactor(annualRatePpm, part, denominator) : same;
  }
  return factors;
}

type Start = Wanted & {
  readonly principal: number;
  readonly formula: RowFormula;
};

type Planned = Pick<Schedule, 'rows' | 'years' | 'totals'> & { readonly level: number };

/** The loop in which a schedule spends its time. */
function planRows(terms: LoanTerms, periods: Periods, start: Start): Planned | null {
  const { annualRatePpm, rounding } = terms;
  const { dates, days, fraction } = periods;
  const { denominator } = fraction;
  const { level, share, formula } = start;
  // The same amount in many rows is one value.
  const levelMinor = bigintOf(level);
  const shareMinor = bigintOf(share);
  const shared = greatestCommonDivisor(annualRatePpm, 1_000_000);
  const rate = annualRatePpm / shared;
  const basis = (1_000_000 / shared) * denominator;
  const count = dates.length - 1;
  const rows = listOf<ScheduleRow>(count);
  const sums = startSums();
  let balance = start.principal;
  for (let number = 1; number <= count; number += 1) {
    const periodDays = days[number]! - days[number - 1]!;
    const numerator = fraction.numerator === 0 ? periodDays : fraction.numerator;
    const yearly = balance * rate * numerator;
    if (yearly + basis >= wholeLimit) return null;
    const interest = divideWhole(yearly, basis, rounding.mode);
    const isLast = number === count;
    const principal = isLast ? balance : repaid(level === 0 ? share : level - interest, balance);
    const due = principal + interest;
    balance -= principal;
    const dueDate = dates[number]!;
    if (days[number]! > sums.lastDay) startYear(sums, dueDate);
    sums.principal += principal;
    sums.interest += interest;
    rows[number - 1] = {
      number,
      kind: 'installment',
      periodStart: dates[number - 1]!,
      periodEnd: dueDate,
      dueDate,
      dueDateProvisional: false,
      days: periodDays,
      principalMinor: principal === share ? shareMinor : bigintOf(principal),
      interestMinor: bigintOf(interest),
      feesMinor: 0n,
      penaltiesMinor: 0n,
      dueMinor: due === level ? levelMinor : bigintOf(due),
      balanceMinor: bigintOf(balance),
      formula: isLast ? 'remaining_balance' : formula,
      annualRatePpm,
      numerator,
      denominator,
      stretches: null,
    };
  }
  closeYear(sums);
  const totals = totalsOf(start.principal, sums.allInterest);
  const isExact = start.principal + sums.allInterest < wholeLimit;
  return isExact ? { rows, years: sums.years, totals, level } : null;
}

/** Never negative and never more than the balance. */
function repaid(wanted: number, balance: number): number {
  if (wanted <= 0) return 0;
  return wanted < balance ? wanted : balance;
}

/** Sums per calendar year of the due date, while the rows are made. */
type Sums = {
  readonly years: YearTotals[];
  year: number;
  /** Day number of its 31 December. */
  lastDay: number;
  principal: number;
  interest: number;
  /** Of all years closed. */
  allInterest: number;
};

function startSums(): Sums {
  return { years: [], year: 0, lastDay: -Infinity, principal: 0, interest: 0, allInterest: 0 };
}

function startYear(sums: Sums, dueDate: IsoDate): void {
  closeYear(sums);
  sums.year = civil(dueDate).year;
  sums.lastDay = civilDayNumber(sums.year, 12, 31);
}

function closeYear(sums: Sums): void {
  const { year, principal, interest } = sums;
  if (year !== 0) sums.years.push({ year, ...totalsOf(principal, interest) });
  sums.allInterest += interest;
  sums.principal = 0;
  sums.interest = 0;
}

function totalsOf(principal: number, interest: number): ScheduleTotals {
  return {
    principalMinor: bigintOf(principal),
    interestMinor: bigintOf(interest),
    feesMinor: 0n,
    penaltiesMinor: 0n,
    dueMinor: bigintOf(principal + interest),
  };
}
