/**
 * Whole numbers below 2^53. A double holds each of them, and sums, products and remainders that stay below are exact;
 * it is several times faster than a bigint. Whoever uses these functions checks the bounds and falls back to bigints.
 */
import type { RoundingMode } from '../money.ts';

/** The bound below which whole numbers are exact. */
export const wholeLimit = 2 ** 53;

/**
 * `divide` of domain/money.ts for whole numbers.
 * @param numerator not negative; it and the denominator together below 2^53
 * @param denominator positive
 */
export function divideWhole(numerator: number, denominator: number, mode: RoundingMode): number {
  // A quotient that is not whole lies at least 1 ÷ denominator below the next whole number q. To be rounded up to it,
  // that gap would have to be half the step of doubles there or less, and q × denominator then be 2^53 or more.
  const quotient = Math.floor(numerator / denominator);
  const rest = numerator - quotient * denominator;
  if (rest === 0 || mode === 'down') return quotient;
  if (mode === 'up') return quotient + 1;
  const doubled = rest * 2;
  if (doubled < denominator) return quotient;
  const isTie = doubled === denominator;
  return isTie && mode === 'half_even' && quotient % 2 === 0 ? quotient : quotient + 1;
}

/** A whole number as a bigint. The engine makes one of 32 bits several times faster than any other. */
export function bigintOf(value: number): bigint {
  const short = value | 0;
  return short === value ? BigInt(short) : BigInt(value);
}

/** A list to be filled to its length: one that grows is copied several times on the way. */
export function listOf<Item>(length: number): Item[] {
  const list: Item[] = [];
  list.length = length;
  return list;
}

/** @param a positive or zero, @param b positive */
export function greatestCommonDivisor(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
