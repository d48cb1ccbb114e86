/**
 * The level amount of an equal-installment loan 等额本息 as an exact fraction. For any sequence of row rates,
 * E = (P × Π(1 + r) − balloon) ÷ f with f = 1, then 1 + f × (1 + r) row by row; where the rates from the second
 * row on are equal this is the annuity formula. Nothing is rounded here.
 */
import type { RoundingMode } from '../money.ts';
import { divide } from '../money.ts';
import type { Fraction } from './fractions.ts';

export type Level = {
  readonly principalMinor: bigint;
  /** Principal that the last row repays on top of the level amount. */
  readonly balloonMinor: bigint;
  /** The rows' fractions of a year, at least one. */
  readonly fractions: readonly Fraction[];
  readonly annualRatePpm: number;
};

/**
 * The level amount, rounded once to the minor unit. Computing it exactly takes numbers of thousands of bits; an
 * estimate whose error is known decides as well, unless a rounding boundary lies within that error.
 */
export function roundedLevel(level: Level, mode: RoundingMode): bigint {
  const { principalMinor, balloonMinor, fractions, annualRatePpm } = level;
  const factors = fractions.map(({ numerator, denominator }) =>
    rowFactor(annualRatePpm, numerator, denominator),
  );
  const estimated = estimateLevel(factors, Number(principalMinor), Number(balloonMinor));
  const rounded = roundEstimate(estimated, mode);
  if (rounded !== null) return BigInt(rounded);
  const exact = exactLevel(principalMinor, balloonMinor, fractions, annualRatePpm);
  return divideLong(exact.numerator, exact.denominator, mode);
}

/** What a row makes of 1: as near as a double comes to it. */
export function rowFactor(annualRatePpm: number, numerator: number, denominator: number): number {
  return 1 + (annualRatePpm * numerator) / (1_000_000 * denominator);
}

type Estimate = { readonly value: number; readonly error: number };

/**
 * Every operation of the recurrence is on positive numbers and rounds by at most one part in 2^53. The factor of a row
 * carries two such errors, the product three for each row and f four, so eight for each row and one row more bound
 * them all, the last subtraction and division included.
 */
export function estimateLevel(
  factors: readonly number[],
  principal: number,
  balloon: number,
): Estimate {
  let product = 1;
  let f = 0;
  for (const factor of factors) {
    product *= factor;
    f = 1 + f * factor;
  }
  const grown = principal * product;
  const error = (8 * (factors.length + 1) * ((grown + balloon) / f)) / 2 ** 53;
  return { value: (grown - balloon) / f, error };
}

/** Null where the error leaves open to which side to round, or whether anything is to be paid at all. */
export function roundEstimate({ value, error }: Estimate, mode: RoundingMode): number | null {
  if (!(value > error)) return null;
  const whole = Math.floor(value);
  const rest = value - whole;
  if (mode === 'half_even' || mode === 'half_up') {
    if (!(Math.abs(rest - 0.5) > error)) return null;
    return rest > 0.5 ? whole + 1 : whole;
  }
  if (!(rest > error && 1 - rest > error)) return null;
  return mode === 'up' ? whole + 1 : whole;
}

export type ExactAmount = { readonly numerator: bigint; readonly denominator: bigint };

const millionth = 1_000_000n;

/** @param fractions the rows' fractions of a year, at least one */
export function exactLevel(
  principalMinor: bigint,
  balloonMinor: bigint,
  fractions: readonly Fraction[],
  annualRatePpm: number,
): ExactAmount {
  const first = fractions[0]!;
  const second = fractions[1] ?? first;
  if (isUniform(fractions, second)) {
    return annuity(principalMinor, balloonMinor, fractions.length, annualRatePpm, first, second);
  }
  return unequal(principalMinor, balloonMinor, fractions, annualRatePpm);
}

function isUniform(fractions: readonly Fraction[], model: Fraction): boolean {
  for (let index = 1; index < fractions.length; index += 1) {
    const { numerator, denominator } = fractions[index]!;
    if (numerator !== model.numerator || denominator !== model.denominator) return false;
  }
  return true;
}

/** Over the common denominator D the row factors are whole: 1 + r = a ÷ D, and (1 + r)ⁿ = aⁿ ÷ Dⁿ. */
function annuity(
  principal: bigint,
  balloon: bigint,
  count: number,
  ratePpm: number,
  first: Fraction,
  other: Fraction,
): ExactAmount {
  const whole = leastCommonMultiple(first.denominator, other.denominator);
  const firstRate = rateOver(whole, first, ratePpm);
  const rate = rateOver(whole, other, ratePpm);
  const shared = gcd(gcd(millionth * whole, rate), firstRate);
  const d = (millionth * whole) / shared;
  const x = rate / shared;
  const firstFactor = d + firstRate / shared;
  if (x === 0n) {
    return { numerator: principal * firstFactor - balloon * d, denominator: d * BigInt(count) };
  }
  const a = d + x;
  const grown = a ** BigInt(count - 1);
  const flat = d ** BigInt(count);
  return {
    numerator: (principal * firstFactor * grown - balloon * flat) * x,
    denominator: d * (grown * a - flat),
  };
}

/**
 * The general formula over the common denominator D. Rows are composed pairwise, like affine maps f → 1 + f × a,
 * because a few products of long numbers are much faster than many products of a long number and a short one.
 */
function unequal(
  principal: bigint,
  balloon: bigint,
  fractions: readonly Fraction[],
  ratePpm: number,
): ExactAmount {
  let whole = 1n;
  let lastDenominator = 0;
  for (const { denominator } of fractions) {
    if (denominator === lastDenominator) continue;
    lastDenominator = denominator;
    whole = lcm(whole, BigInt(denominator));
  }
  const rates = fractions.map((fraction) => rateOver(whole, fraction, ratePpm));
  const shared = rates.reduce(
    (common, rate) => (common === 1n ? common : gcd(common, rate)),
    millionth * whole,
  );
  const d = (millionth * whole) / shared;
  const factors = rates.map((rate) => d + rate / shared);
  const { product, sum, power } = compose(factors, d, 0, factors.length);
  return { numerator: principal * product - balloon * power, denominator: sum };
}

/** Over `power` = Dᵏ of k rows: their factor is `product` ÷ power, and f after them, from 0, is `sum` ÷ power. */
type Composed = { readonly product: bigint; readonly sum: bigint; readonly power: bigint };

function compose(factors: readonly bigint[], d: bigint, from: number, to: number): Composed {
  if (to - from === 1) return { product: factors[from]!, sum: d, power: d };
  const middle = (from + to) >> 1;
  const left = compose(factors, d, from, middle);
  const right = compose(factors, d, middle, to);
  return {
    product: left.product * right.product,
    sum: left.sum * right.product + right.sum * left.power,
    power: left.power * right.power,
  };
}

function rateOver(whole: bigint, { numerator, denominator }: Fraction, ratePpm: number): bigint {
  return BigInt(ratePpm) * BigInt(numerator) * (whole / BigInt(denominator));
}

function leastCommonMultiple(a: number, b: number): bigint {
  return a === b ? BigInt(a) : lcm(BigInt(a), BigInt(b));
}

function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * `divide` for operands of thousands of bits. Only whether the fraction is nothing, below, at or above a half
 * decides the rounding, so a quarter stands for it; `divide` itself then sees short numbers alone, for which the
 * engine keeps its machine code.
 */
export function divideLong(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const whole = numerator / denominator;
  const rest = numerator - whole * denominator;
  const doubled = 2n * rest;
  const quarters =
    rest === 0n ? 0n : doubled < denominator ? 1n : doubled === denominator ? 2n : 3n;
  return divide(whole * 4n + quarters, 4n, mode);
}
