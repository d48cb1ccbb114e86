/**
 * The creditor reference of ISO 11649: `RF`, two check digits, and up to 21 letters and digits of the house. Whoever
 * types it wrong is told by their own bank, because letters count as two digits and the whole modulo 97 must be 1.
 */
import { invariant } from '../invariant.ts';

/** @param text letters and digits, 21 at most; everything else is left out */
export function creditorReference(text: string): string {
  const body = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  invariant(body.length > 0 && body.length <= 21, 'a creditor reference has 1 to 21 characters');
  const check = 98n - (numberOf(`${body}RF00`) % 97n);
  return `RF${check.toString().padStart(2, '0')}${body}`;
}

export function isCreditorReference(reference: string): boolean {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(reference)) return false;
  return numberOf(reference.slice(4) + reference.slice(0, 4)) % 97n === 1n;
}

function numberOf(text: string): bigint {
  const digits = [...text].map((character) => Number.parseInt(character, 36).toString());
  return BigInt(digits.join(''));
}
