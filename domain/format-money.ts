/**
 * Amounts as text. This stands apart from `money.ts`, whose functions refuse with errors, because the errors in
 * turn write amounts into their sentences.
 */

/** Digits after the decimal point of each currency (ISO 4217). */
export const exponents = { CNY: 2, USD: 2, EUR: 2, JPY: 0, KWD: 3 } as const;

export type Currency = keyof typeof exponents;
export const currencies = Object.keys(exponents) as readonly Currency[];

export type Money<C extends Currency = Currency> = { readonly minor: bigint; readonly currency: C };

/** The decimal text of an amount with exactly the currency's digits: `1204.11`. */
export function formatAmount({ minor, currency }: Money): string {
  const digits = exponents[currency];
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** For people: `12,500.00 CNY`. */
export function format(amount: Money): string {
  const [whole = '0', fraction] = formatAmount(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${amount.currency}`;
}
