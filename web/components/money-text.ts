/**
 * Amounts as people read and type them. An amount is decimal text from the wire to the screen and back: it is cut
 * and grouped as text and compared as whole minor units, and never becomes a floating number.
 */
import type { WireMoney } from '../../domain/money.ts';
import type { Language } from '../i18n/languages.ts';

/** Up to 16 digits before the point, as the API takes them. */
const MAX_WHOLE_DIGITS = 16;

/** Every currency has its own sign, so that yen are never taken for yuan. */
const signs: Readonly<Record<string, string>> = { CNY: '¥', USD: 'US$', EUR: '€', JPY: 'JP¥' };

export function currencySign(currency: string): string {
  return signs[currency] ?? `${currency} `;
}

/** Digits after the point (ISO 4217), as the browser's own table knows them. */
export function fractionDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Full-width digits and signs become plain ones; spaces, grouping commas and currency signs go. */
export function normaliseNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–—]/g, '-')
    .replace(/。/g, '.')
    .replace(/[\s,、'¥$€]/g, '');
}

/** Digits of phones and identities: as `normaliseNumber`, hyphens go too, letters become capitals. */
export function normaliseDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-−–—]/g, '')
    .toUpperCase();
}

export type AmountProblem = 'malformed' | 'too_many_decimals' | 'too_large' | 'negative';

export type AmountRead =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly amount: string }
  | { readonly kind: 'problem'; readonly problem: AmountProblem };

/** What somebody typed, as the text the API takes: `５０，０００` is `50000.00`. */
export function readAmount(text: string, currency: string): AmountRead {
  const plain = normaliseNumber(text);
  if (plain === '') return { kind: 'empty' };
  if (plain.startsWith('-')) return { kind: 'problem', problem: 'negative' };
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  if (parts === null || plain === '.') return { kind: 'problem', problem: 'malformed' };
  const whole = (parts[1] ?? '').replace(/^0+(?=\d)/, '') || '0';
  const typed = (parts[2] ?? '').replace(/0+$/, '');
  const digits = fractionDigits(currency);
  if (typed.length > digits) return { kind: 'problem', problem: 'too_many_decimals' };
  if (whole.length > MAX_WHOLE_DIGITS) return { kind: 'problem', problem: 'too_large' };
  const fraction = digits === 0 ? '' : `.${typed.padEnd(digits, '0')}`;
  return { kind: 'amount', amount: whole + fraction };
}

/** `-1234567.50` as `−1,234,567.50`, with the sign people see in print. */
export function groupAmount(amount: string): string {
  const isNegative = amount.startsWith('-');
  const [whole = '0', fraction] = amount.replace(/^[-−]/, '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${isNegative ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `¥1,234.56`; the minus stands before the sign of the currency, a plus only where a change is shown. */
export function moneyText({ amount, currency }: WireMoney, hasPlus = false): string {
  const grouped = groupAmount(amount);
  const sign = currencySign(currency);
  if (grouped.startsWith('−')) return `−${sign}${grouped.slice(1)}`;
  return `${hasPlus && !isZero(amount) ? '+' : ''}${sign}${grouped}`;
}

export function isZero(amount: string): boolean {
  return /^-?[0.]*$/.test(amount);
}

/** Below, at or above zero, for two amounts of one currency. */
export function compareAmounts(a: string, b: string): -1 | 0 | 1 {
  const difference = minorUnits(a) - minorUnits(b);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The sum of amounts with equally many decimals. */
export function sumAmounts(amounts: readonly string[]): string {
  const digits = decimals(amounts[0] ?? '0');
  const total = amounts.reduce((sum, amount) => sum + minorUnits(amount), 0n);
  const text = (total < 0n ? -total : total).toString().padStart(digits + 1, '0');
  const sign = total < 0n ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

type Scale = { readonly zeros: number; readonly word: string };

const scales: Readonly<Record<Language, readonly Scale[]>> = {
  'zh-CN': [
    { zeros: 8, word: '亿' },
    { zeros: 4, word: '万' },
  ],
  en: [
    { zeros: 9, word: 'B' },
    { zeros: 6, word: 'M' },
    { zeros: 3, word: 'K' },
  ],
};

/** `1.24亿`, `124M`: for dashboards only, half up to two decimals; small amounts stay whole. */
export function compactMoney(money: WireMoney, language: Language): string {
  const { amount, currency } = money;
  const isNegative = amount.startsWith('-');
  const minor = isNegative ? -minorUnits(amount) : minorUnits(amount);
  const unit = 10n ** BigInt(decimals(amount));
  const scale = scales[language].find(({ zeros }) => minor >= unit * 10n ** BigInt(zeros));
  if (scale === undefined) return moneyText(money);
  const step = unit * 10n ** BigInt(scale.zeros);
  const hundredths = (minor * 100n + step / 2n) / step;
  const text = hundredths.toString().padStart(3, '0');
  const fraction = text.slice(-2).replace(/0+$/, '');
  const whole = groupAmount(text.slice(0, -2));
  const point = fraction === '' ? '' : `.${fraction}`;
  return `${isNegative ? '−' : ''}${currencySign(currency)}${whole}${point}${scale.word}`;
}

function minorUnits(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function decimals(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}
