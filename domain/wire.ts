/**
 * Domain values as JSON. Every amount becomes `{ "amount": "1204.11", "currency": "CNY" }`: a `Money` as it
 * stands, a bare `…Minor` bigint with the currency given, under its name without the unit. Terms and events
 * hold only `Money` and read back unchanged.
 */
import type { Currency, Money, WireMoney } from './money.ts';
import { formatAmount, fromWireMoney } from './money.ts';

type WithoutUnit<K> = K extends `${infer Name}Minor` ? Name : K;

/** The JSON form of a domain value. */
export type Wire<T> = T extends Money
  ? WireMoney
  : T extends bigint
    ? WireMoney
    : T extends readonly (infer Item)[]
      ? readonly Wire<Item>[]
      : T extends object
        ? { readonly [K in keyof T as WithoutUnit<K>]: Wire<T[K]> }
        : T;

/** @param currency of the bare bigints inside `value` */
export function toWire<T>(value: T, currency: Currency): Wire<T> {
  return convert(value, currency) as Wire<T>;
}

/**
 * Reads back what `toWire` made of a value without bare bigints: terms, events, disbursements.
 * @throws DomainError `amount_malformed`
 */
export function fromWire<T>(wire: Wire<T>): T {
  return restore(wire) as T;
}

function convert(value: unknown, currency: Currency): unknown {
  if (typeof value === 'bigint')
    return { amount: formatAmount({ minor: value, currency }), currency };
  if (Array.isArray(value)) return value.map((item) => convert(item, currency));
  if (typeof value !== 'object' || value === null) return value;
  if (isMoney(value)) return { amount: formatAmount(value), currency: value.currency };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key.replace(/Minor$/, ''), convert(item, currency)]),
  );
}

function restore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restore);
  if (typeof value !== 'object' || value === null) return value;
  if (isWireMoney(value)) return fromWireMoney(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item)]));
}

function isMoney(value: object): value is Money {
  return 'minor' in value && 'currency' in value && Object.keys(value).length === 2;
}

function isWireMoney(value: object): value is WireMoney {
  return 'amount' in value && 'currency' in value && Object.keys(value).length === 2;
}
