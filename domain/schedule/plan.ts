/**
 * How the rows of a schedule repay principal. A plan is the rows with their rates and, from a row on, one
 * repayment rule: the level amount, the share of principal, or the flat interest. Both the schedule of a new loan
 * and the replay of a running one ask the same functions, so that they agree to the cent.
 */
import { divide } from '../money.ts';
import type { RoundingMode } from '../money.ts';
import type { Frame } from './frames.ts';
import { nominalDays, yearOf } from './fractions.ts';
import type { Fraction } from './fractions.ts';
import { divideLong, exactLevel, roundedLevel, type Level } from './level.ts';
import type { LoanTerms } from './terms.ts';

export type PlanRow = {
  readonly frame: Frame;
  /** False in rows of principal grace. */
  readonly repaysPrincipal: boolean;
  /** True where interest is computed but falls due with the next row that does not defer. */
  readonly defersInterest: boolean;
  readonly bearsInterest: boolean;
  /** Interest of the whole period is balance × `multiplier` ÷ `divisor`; the multiplier is 0 in interest-free rows. */
  readonly multiplier: bigint;
  readonly divisor: bigint;
  /** The fraction of a year by which the level amount is computed. */
  readonly levelFraction: Fraction;
};

export type PlanTerms = Pick<
  LoanTerms,
  | 'method'
  | 'rounding'
  | 'smoothLastInstallment'
  | 'balloon'
  | 'every'
  | 'dayCount'
  | 'installmentRate'
>;

/** The rule by which rows from one on repay. */
export type Repayment = {
  /** Principal and interest of a row together; null where there is no such amount. */
  readonly levelMinor: bigint | null;
  /** Principal of each row but the last; null where it follows from the level amount or is nothing. */
  readonly shareMinor: bigint | null;
  /** Flat interest of each row but the last, and of the last; null for interest on the balance. */
  readonly flat: { readonly interestMinor: bigint; readonly lastInterestMinor: bigint } | null;
  readonly smoothed: boolean;
};

const millionth = 1_000_000;
const noFraction: Fraction = { numerator: 0, denominator: 1 };

/** @param grace rows from the first of `frames` on */
export function planRows(
  terms: PlanTerms,
  frames: readonly Frame[],
  annualRatePpm: number,
  grace: LoanTerms['grace'],
): readonly PlanRow[] {
  const nominal = { numerator: nominalDays(terms.every), denominator: yearOf(terms.dayCount) };
  const byRate = terms.installmentRate === 'equal_periods';
  let last: PlanRow | undefined;
  return frames.map((frame, index) => {
    const free = index < grace.interestFree;
    const same = sameRate(last, frame, free) ? last : undefined;
    last = {
      frame,
      repaysPrincipal: index >= grace.principal,
      defersInterest: index < grace.interest,
      bearsInterest: !free,
      multiplier: same?.multiplier ?? (free ? 0n : BigInt(annualRatePpm * frame.numerator)),
      divisor: same?.divisor ?? BigInt(millionth * frame.denominator),
      levelFraction: free ? noFraction : byRate ? nominal : frame,
    };
    return last;
  });
}

/** The same row at another annual rate. */
export function repriceRow(row: PlanRow, annualRatePpm: number): PlanRow {
  const { numerator } = row.frame;
  return { ...row, multiplier: row.bearsInterest ? BigInt(annualRatePpm * numerator) : 0n };
}

function sameRate(last: PlanRow | undefined, frame: Frame, free: boolean): boolean {
  return (
    last !== undefined &&
    !free &&
    last.multiplier !== 0n &&
    last.frame.numerator === frame.numerator &&
    last.frame.denominator === frame.denominator
  );
}

export type RepaymentStart = {
  readonly rows: readonly PlanRow[];
  /** Index of the first row the rule is for. */
  readonly from: number;
  /** Principal to repay from that row on. */
  readonly balanceMinor: bigint;
  readonly annualRatePpm: number;
  /** Principal on which flat interest is counted. */
  readonly flatBaseMinor: bigint;
  /** Interest of row `from` where the balance changes inside its period; null: of the balance. */
  readonly firstInterestMinor: bigint | null;
};

/** The repayment rule from a row on, by the method of the terms. */
export function planRepayment(terms: PlanTerms, start: RepaymentStart): Repayment {
  const none = { levelMinor: null, shareMinor: null, flat: null, smoothed: false };
  switch (terms.method) {
    case 'equal_installment':
      return { ...none, ...levelRepayment(terms, start) };
    case 'equal_principal':
      return { ...none, shareMinor: principalShare(terms, start) };
    case 'flat':
      return flatRepayment(terms, start);
    case 'interest_first':
    case 'single':
      return none;
  }
}

/** Principal a row expects, never negative and never more than the balance. */
export function expectedPrincipal(
  repayment: Repayment,
  row: { readonly repays: boolean; readonly isLast: boolean },
  interestMinor: bigint,
  balanceMinor: bigint,
): bigint {
  if (row.isLast) return balanceMinor;
  if (!row.repays) return 0n;
  const { levelMinor, shareMinor } = repayment;
  const wanted = shareMinor ?? (levelMinor === null ? 0n : levelMinor - interestMinor);
  if (wanted <= 0n) return 0n;
  return wanted < balanceMinor ? wanted : balanceMinor;
}

function firstRepaying({ rows, from }: RepaymentStart): number {
  const index = rows.findIndex((row, at) => at >= from && row.repaysPrincipal);
  return index === -1 ? rows.length - 1 : index;
}

function levelRepayment(terms: PlanTerms, start: RepaymentStart) {
  const first = firstRepaying(start);
  const count = start.rows.length - first;
  const fractions = start.rows.slice(first).map((row) => row.levelFraction);
  const balloonMinor = terms.balloon?.minor ?? 0n;
  const level = { principalMinor: start.balanceMinor, balloonMinor, fractions };
  const levelMinor = levelOf(terms, { ...level, annualRatePpm: start.annualRatePpm });
  if (!terms.smoothLastInstallment) return { levelMinor, smoothed: false };
  const gap = lastGap(terms, start, levelMinor);
  if (magnitude(gap) <= BigInt(count >> 1)) return { levelMinor, smoothed: false };
  const smoother = levelMinor + divide(gap, BigInt(count), terms.rounding.mode);
  const kept = magnitude(lastGap(terms, start, smoother)) < magnitude(gap);
  return kept ? { levelMinor: smoother, smoothed: true } : { levelMinor, smoothed: false };
}

function levelOf(terms: PlanTerms, level: Level): bigint {
  const { mode, installmentMode, installmentMultiple } = terms.rounding;
  if (installmentMultiple === null) return roundedLevel(level, installmentMode ?? mode);
  const { principalMinor, balloonMinor, fractions, annualRatePpm } = level;
  const exact = exactLevel(principalMinor, balloonMinor, fractions, annualRatePpm);
  return roundLevel(terms, exact.numerator, exact.denominator);
}

/** The unrounded level amount goes straight to the cent, or straight to the multiple. */
export function roundLevel(terms: PlanTerms, numerator: bigint, denominator: bigint): bigint {
  const { mode, installmentMode, installmentMultiple } = terms.rounding;
  const levelMode = installmentMode ?? mode;
  if (installmentMultiple === null) return divideLong(numerator, denominator, levelMode);
  const multiple = installmentMultiple.minor;
  return multiple * divideLong(numerator, denominator * multiple, levelMode);
}

/** By how much the last payment would differ from the level amount, the balloon left aside. */
function lastGap(terms: PlanTerms, start: RepaymentStart, levelMinor: bigint): bigint {
  const repayment = { levelMinor, shareMinor: null, flat: null, smoothed: false };
  const { interest, principal } = planAmounts(start, repayment, terms.rounding.mode);
  return principal.at(-1)! + interest.at(-1)! - levelMinor - (terms.balloon?.minor ?? 0n);
}

export type RowAmounts = {
  readonly interest: readonly bigint[];
  readonly principal: readonly bigint[];
};

/**
 * Interest and principal of each row from `start.from` on, if no balance changes on the way. This is the loop in
 * which a schedule spends its time.
 */
export function planAmounts(
  start: RepaymentStart,
  repayment: Repayment,
  mode: RoundingMode,
): RowAmounts {
  const { rows, from, firstInterestMinor } = start;
  const { flat } = repayment;
  const lastIndex = rows.length - 1;
  const interest: bigint[] = [];
  const principal: bigint[] = [];
  let balance = start.balanceMinor;
  for (let index = from; index <= lastIndex; index += 1) {
    const { multiplier, divisor, repaysPrincipal } = rows[index]!;
    const isLast = index === lastIndex;
    let earned = 0n;
    if (flat !== null) {
      if (multiplier !== 0n) earned = isLast ? flat.lastInterestMinor : flat.interestMinor;
    } else if (index === from && firstInterestMinor !== null) earned = firstInterestMinor;
    else if (multiplier !== 0n) earned = divide(balance * multiplier, divisor, mode);
    const repaid = expectedPrincipal(
      repayment,
      { repays: repaysPrincipal, isLast },
      earned,
      balance,
    );
    balance -= repaid;
    interest.push(earned);
    principal.push(repaid);
  }
  return { interest, principal };
}

function principalShare(terms: PlanTerms, start: RepaymentStart): bigint {
  const count = BigInt(start.rows.length - firstRepaying(start));
  const spread = start.balanceMinor - (terms.balloon?.minor ?? 0n);
  return divide(spread, count, terms.rounding.mode);
}

/** Flat interest 等本等息 is counted on the principal of the start, by the first row's fraction, in every row. */
function flatRepayment(terms: PlanTerms, start: RepaymentStart): Repayment {
  const { rows, from, flatBaseMinor } = start;
  const { mode, installmentMultiple } = terms.rounding;
  const { multiplier, divisor } = rows.find((row) => row.multiplier > 0n) ?? rows[0]!;
  const bearing = rows.slice(from).filter((row) => row.multiplier > 0n).length;
  const interestMinor = divide(flatBaseMinor * multiplier, divisor, mode);
  const totalMinor = divide(flatBaseMinor * multiplier * BigInt(bearing), divisor, mode);
  const before = interestMinor * BigInt(Math.max(bearing - 1, 0));
  // Rounding up a fraction of a cent in every row may use the total up before the last row.
  const flat = { interestMinor, lastInterestMinor: totalMinor > before ? totalMinor - before : 0n };
  const count = BigInt(rows.length - firstRepaying(start));
  const spread = start.balanceMinor - (terms.balloon?.minor ?? 0n);
  // E = P ÷ n + P × r as one fraction, so that it is rounded once.
  const levelMinor = roundLevel(
    terms,
    spread * divisor + flatBaseMinor * multiplier * count,
    divisor * count,
  );
  if (installmentMultiple !== null) return { levelMinor, shareMinor: null, flat, smoothed: false };
  return { levelMinor, shareMinor: divide(spread, count, mode), flat, smoothed: false };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
