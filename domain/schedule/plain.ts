/**
 * The schedule of the loan that most people have: paid out once, no row unlike the others, amounts that a double holds
 * exactly. The rules are those of build.ts and plan.ts, and so is every figure; only the arithmetic is that of whole
 * numbers below 2^53, with a check before each step. Any other loan, and any larger amount, goes the general way.
 */
import type { IsoDate } from '../calendar.ts';
import { civil, civilDayNumber } from '../calendar.ts';
import { divide } from '../money.ts';
import type { Frame } from './frames.ts';
import { roundedLevel } from './level.ts';
import type { LoanTerms, Method, RowFormula, Schedule, ScheduleRow } from './terms.ts';
import { sumOfYears, type YearTotals } from './totals.ts';
import { bigintOf, divideWhole, greatestCommonDivisor, wholeLimit } from './whole.ts';

const formulas: { readonly [M in Method]: RowFormula | null } = {
  equal_installment: 'level_less_interest',
  equal_principal: 'share_of_principal',
  interest_first: 'interest_only',
  // Counted on the principal of the start, or in a single row: the general way knows how.
  flat: null,
  single: null,
};

/**
 * @param principalMinor paid out on the first day of the first frame
 * @returns null for a loan that has to go the general way
 */
export function buildPlainSchedule(
  terms: LoanTerms,
  frames: readonly Frame[],
  principalMinor: bigint,
): Schedule | null {
  const formula = formulas[terms.method];
  if (formula === null || !isPlain(terms) || principalMinor >= wholeLimit) return null;
  const levelMinor = levelOf(terms, frames, principalMinor);
  const principal = Number(principalMinor);
  const wanted = wantedOf(terms, { levelMinor, principal, count: frames.length });
  const rows = planRows(terms, frames, { principal, formula, ...wanted });
  if (rows === null) return null;
  const { currency, rounding } = terms;
  const provisional = frames.some(({ dueDateProvisional }) => dueDateProvisional);
  const totals = sumOfYears(rows.years);
  return { currency, ...rows, levelMinor, smoothed: false, totals, provisional, rounding };
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

function levelOf(
  { method, annualRatePpm, rounding }: LoanTerms,
  frames: readonly Frame[],
  principalMinor: bigint,
): bigint | null {
  if (method !== 'equal_installment') return null;
  const mode = rounding.installmentMode ?? rounding.mode;
  return roundedLevel({ principalMinor, balloonMinor: 0n, fractions: frames, annualRatePpm }, mode);
}

type Wanted = {
  /** Principal and interest of each row but the last together, 0 where the share is given. */
  readonly level: number;
  /** Principal of each row but the last, 0 where it follows from the level. */
  readonly share: number;
};

function wantedOf(
  { method, rounding }: LoanTerms,
  {
    levelMinor,
    principal,
    count,
  }: { readonly levelMinor: bigint | null; readonly principal: number; readonly count: number },
): Wanted {
  const isShared = method === 'equal_principal';
  const share = isShared ? Number(divide(BigInt(principal), BigInt(count), rounding.mode)) : 0;
  return { level: levelMinor === null ? 0 : Number(levelMinor), share };
}

type Start = Wanted & {
  readonly principal: number;
  readonly formula: RowFormula;
};

type Planned = { readonly rows: readonly ScheduleRow[]; readonly years: readonly YearTotals[] };

/** The loop in which a schedule spends its time. */
function planRows(terms: LoanTerms, frames: readonly Frame[], start: Start): Planned | null {
  const { annualRatePpm, rounding } = terms;
  const { level, share, formula } = start;
  // The same amount in many rows is one value.
  const levelMinor = bigintOf(level);
  const shareMinor = bigintOf(share);
  const shared = greatestCommonDivisor(annualRatePpm, 1_000_000);
  const rate = annualRatePpm / shared;
  const whole = 1_000_000 / shared;
  const lastIndex = frames.length - 1;
  const rows: ScheduleRow[] = [];
  const years = startYears();
  let balance = start.principal;
  for (let index = 0; index <= lastIndex; index += 1) {
    const frame = frames[index]!;
    const { numerator, denominator, periodStart, periodEnd, dueDate } = frame;
    const yearly = balance * rate * numerator;
    const basis = whole * denominator;
    if (yearly + basis >= wholeLimit) return null;
    const interest = divideWhole(yearly, basis, rounding.mode);
    const isLast = index === lastIndex;
    const principal = isLast ? balance : repaid(level === 0 ? share : level - interest, balance);
    const due = principal + interest;
    balance -= principal;
    if (dueDate !== periodEnd || frame.endDay > years.lastDay) enterYear(years, dueDate);
    years.principal += principal;
    years.interest += interest;
    rows.push({
      number: index + 1,
      kind: 'installment',
      periodStart,
      periodEnd,
      dueDate,
      dueDateProvisional: frame.dueDateProvisional,
      days: frame.endDay - frame.startDay,
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
    });
  }
  closeYear(years);
  return years.due < wholeLimit ? { rows, years: years.closed } : null;
}

/** Never negative and never more than the balance. */
function repaid(wanted: number, balance: number): number {
  if (wanted <= 0) return 0;
  return wanted < balance ? wanted : balance;
}

/** Sums per calendar year of the due date, while the rows are made. */
type Years = {
  readonly closed: YearTotals[];
  year: number;
  /** Day number of its 31 December. */
  lastDay: number;
  principal: number;
  interest: number;
  /** Of all years. */
  due: number;
};

function startYears(): Years {
  return { closed: [], year: 0, lastDay: -Infinity, principal: 0, interest: 0, due: 0 };
}

function enterYear(years: Years, dueDate: IsoDate): void {
  const { year } = civil(dueDate);
  if (year === years.year) return;
  closeYear(years);
  years.year = year;
  years.lastDay = civilDayNumber(year, 12, 31);
}

function closeYear(years: Years): void {
  const { year, principal, interest } = years;
  if (year !== 0) {
    years.due += principal + interest;
    years.closed.push({
      year,
      principalMinor: bigintOf(principal),
      interestMinor: bigintOf(interest),
      feesMinor: 0n,
      penaltiesMinor: 0n,
      dueMinor: bigintOf(principal + interest),
    });
  }
  years.principal = 0;
  years.interest = 0;
}
