/** Rates as people write them, as whole parts per million: `0.094822` a year is 94,822. */
import { DomainError } from '../errors.ts';

/**
 * @param text a decimal fraction, or a percentage with `digits` 4
 * @param digits decimals that make a whole ppm
 * @throws DomainError `rate_malformed` for other text, or more decimals than a whole ppm has
 */
export function decimalToPpm(text: string, digits = 6): number {
  const match = /^(\d{1,6})(?:\.(\d+))?$/.exec(text);
  const decimals = (match?.[2] ?? '').replace(/0+$/, '');
  if (match === null || decimals.length > digits)
    throw new DomainError('rate_malformed', { rate: text });
  return Number(`${match[1]}${decimals.padEnd(digits, '0')}`);
}
