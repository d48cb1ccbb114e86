/** What a product says, and its rates as people type them. */
import type { readProduct } from '../../../api/contracts/products.ts';
import type { AnswerOf } from '../../../api/contract.ts';

export type ProductContent = AnswerOf<typeof readProduct>['content'];

/** Parts per million as the percentage people type, exact: 15432 is 1.5432. */
export function percentOf(ppm: number): string {
  const digits = Math.abs(ppm).toString().padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  const sign = ppm < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Undefined for what is no percentage with at most four decimals. */
export function ppmOf(percent: string): number | undefined {
  const match = /^(-?)(\d{1,3})(?:\.(\d{0,4}))?$/.exec(percent);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const ppm = Number(`${whole}${fraction.padEnd(4, '0')}`);
  return sign === '-' ? -ppm : ppm;
}
