/**
 * Money is a whole number of minor units in one currency. No float ever holds an amount; on the wire it is
 * a decimal string with exactly the currency's digits. Amounts are rounded when they become owed or posted,
 * never in between, by the mode that stands in the loan's terms.
 */
import { DomainError } from './errors.ts';
import { exponents, formatAmount } from './format-money.ts';
import type { Currency, Money } from './format-money.ts';
import { invariant } from './invariant.ts';

export { currencies, format, formatAmount } from './format-money.ts';
export type { Currency, Money } from './format-money.ts';

/** How money stands in JSON: `{ "amount": "1204.11", "currency": "CNY" }`. */
export type WireMoney = { readonly amount: string; readonly currency: Currency };

export type RoundingMode = 'half_even' | 'half_up' | 'down' | 'up';

export function money<C extends Currency>(minor: bigint, currency: C): Money<C> {
  return { minor, currency };
}

export function zero<C extends Currency>(currency: C): Money<C> {
  return { minor: 0n, currency };
}

/** Adding yuan to dollars does not compile; where the currency is known only at run time, it throws. */
export function add<C extends Currency>(a: Money<C>, b: Money<NoInfer<C>>): Money<C> {
  assertSameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function isAbove<C extends Currency>(a: Money<C>, b: Money<NoInfer<C>>): boolean {
  assertSameCurrency(a, b);
  return a.minor > b.minor;
}

/** @throws DomainError `currency_mismatch` */
export function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new DomainError('currency_mismatch', { expected: a.currency, actual: b.currency });
  }
}

/**
 * Reads a decimal string such as `1204.11`.
 * @throws DomainError `amount_malformed` for other text, or more or fewer decimals than the currency has
 */
export function parseAmount<C extends Currency>(text: string, currency: C): Money<C> {
  const digits = exponents[currency];
  const fraction = digits === 0 ? '' : `\\.\\d{${digits}}`;
  // One amount has one text: no leading zeros, because contents are compared and hashed as they are written.
  const pattern = new RegExp(`^-?(?:0|[1-9]\\d{0,15})${fraction}$`);
  if (!pattern.test(text))
    throw new DomainError('amount_malformed', { amount: text, currency, digits });
  return { minor: BigInt(text.replace('.', '')), currency };
}

export function toWireMoney(amount: Money): WireMoney {
  return { amount: formatAmount(amount), currency: amount.currency };
}

/** @throws DomainError `amount_malformed` */
export function fromWireMoney({ amount, currency }: WireMoney): Money {
  return parseAmount(amount, currency);
}

/**
 * Divides two integers and rounds once.
 * @param denominator positive
 */
export function divide(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  invariant(denominator > 0n, 'a denominator is positive');
  const quotient = numerator / denominator;
  const remainder = numerator - quotient * denominator;
  if (remainder === 0n) return quotient;
  switch (mode) {
    case 'down':
      return quotient;
    case 'up':
      return away(quotient, numerator);
    case 'half_up':
      return twice(remainder) >= denominator ? away(quotient, numerator) : quotient;
    case 'half_even': {
      const doubled = twice(remainder);
      if (doubled < denominator) return quotient;
      const isTie = doubled === denominator;
      return isTie && quotient % 2n === 0n ? quotient : away(quotient, numerator);
    }
  }
}

function away(quotient: bigint, numerator: bigint): bigint {
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

function twice(remainder: bigint): bigint {
  return 2n * (remainder < 0n ? -remainder : remainder);
}

export function sum(parts: readonly bigint[]): bigint {
  let total = 0n;
  for (const part of parts) total += part;
  return total;
}

/** Hands out `total` in proportion to `weights`, down to the last minor unit: largest remainder, ties to the earlier. */
export function allocate(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  const whole = sum(weights);
  invariant(total >= 0n && whole > 0n, 'a split needs an amount and a weight');
  const parts = weights.map((weight) => (total * weight) / whole);
  const remainders = weights.map((weight, index) => ({
    index,
    remainder: (total * weight) % whole,
  }));
  remainders.sort((a, b) => compareBigint(b.remainder, a.remainder) || a.index - b.index);
  for (const { index } of remainders.slice(0, Number(total - sum(parts)))) parts[index]! += 1n;
  return parts;
}

export function compareBigint(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
