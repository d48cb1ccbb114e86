/**
 * Numbers that identify somebody, checked and brought into one form: without that, the same person under two
 * spellings would be two customers. Check digits by stdnum (GB 11643 for residents, GB 32100 for companies), phones
 * by libphonenumber-js. A refusal never repeats the number.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { validateEntity, validatePerson } from 'stdnum';
import { isIsoDate, type IsoDate } from '../domain/calendar.ts';
import type { FieldError } from '../domain/errors.ts';

export type IdentityType = 'national_id' | 'passport' | 'company_registration';

export type Identity = {
  readonly type: IdentityType;
  /** ISO 3166-1 alpha-2 of the country that issued it. */
  readonly country: string;
  readonly number: string;
};

export type CheckedIdentity = Identity & {
  /** What the number itself says about the day of birth, if it does. */
  readonly birthDate: IsoDate | null;
};

type Checked<T> = { readonly value: T } | { readonly error: FieldError };

const plausible = /^[A-Z0-9]{3,30}$/;

/** @param pointer where the number stands in the body */
export function checkIdentity(identity: Identity, pointer: string): Checked<CheckedIdentity> {
  const { type, country } = identity;
  const number = identity.number.toUpperCase().replace(/[\s./-]/g, '');
  if (!plausible.test(number) || !isNumberOf(type, country, number)) {
    return { error: fieldError(pointer, `This is not a ${describe[type]} of ${country}`) };
  }
  const birthDate = type === 'national_id' && country === 'CN' ? birthDateOf(number) : null;
  return { value: { type, country, number, birthDate } };
}

const describe: { readonly [T in IdentityType]: string } = {
  national_id: 'national identity number',
  passport: 'passport number',
  company_registration: 'company registration number',
};

function isNumberOf(type: IdentityType, country: string, number: string): boolean {
  if (type === 'passport') return /^[A-Z0-9]{5,20}$/.test(number);
  const validate = type === 'national_id' ? validatePerson : validateEntity;
  const result = validate(country, number);
  // Where no check is known, a plausible form has to do.
  return !result.checked || result.isValid === true;
}

/** Digits 7 to 14 of a resident identity number. */
function birthDateOf(number: string): IsoDate | null {
  const date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return isIsoDate(date) ? date : null;
}

/** @returns the phone in E.164, as in `+8613812345678`; a number without a plus sign is taken for a Chinese one */
export function checkPhone(phone: string, pointer: string): Checked<string> {
  const parsed = parsePhoneNumberFromString(phone, { defaultCountry: 'CN', extract: false });
  if (parsed?.isValid() === true && parsed.ext === undefined) return { value: parsed.number };
  return { error: fieldError(pointer, 'This is not a phone number') };
}

/** Cards and IBANs carry check digits; other accounts only have a plausible length. */
export function checkBankAccount(account: string, pointer: string): Checked<string> {
  const number = account.toUpperCase().replace(/[\s-]/g, '');
  if (isBankAccount(number)) return { value: number };
  return { error: fieldError(pointer, 'This is not the number of a bank account') };
}

function isBankAccount(number: string): boolean {
  if (/^[A-Z]{2}\d{2}/.test(number)) return isIban(number);
  return /^\d{8,30}$/.test(number);
}

/** ISO 13616: letters become two digits, the whole modulo 97 is 1. */
function isIban(number: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number)) return false;
  const digits = [...number.slice(4), ...number.slice(0, 4)]
    .map((character) => Number.parseInt(character, 36).toString())
    .join('');
  return BigInt(digits) % 97n === 1n;
}

function fieldError(pointer: string, detail: string): FieldError {
  return { in: 'body', pointer, detail };
}
