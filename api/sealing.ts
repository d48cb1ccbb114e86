/** From checked numbers to sealed columns, and back for a reveal. */
import { maskBankAccount, maskIdentity, maskPhone } from '../domain/masks.ts';
import type { SealedColumn } from '../db/queries/customers.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Identity } from './identity.ts';

export function sealIdentity(keys: KeyRing, { type, country, number }: Identity): SealedColumn {
  return {
    cipher: keys.seal(JSON.stringify({ type, country, number })),
    index: identityIndex(keys, { type, country, number }),
    mask: maskIdentity(number),
  };
}

export function openIdentity(keys: KeyRing, cipher: Buffer): Identity {
  return JSON.parse(keys.open(cipher)) as Identity;
}

export function identityIndex(keys: KeyRing, { type, country, number }: Identity): Buffer {
  return keys.blindIndex('identity', `${type}/${country}/${number}`);
}

/** @param phone in E.164 */
export function sealPhone(keys: KeyRing, phone: string): SealedColumn {
  return { cipher: keys.seal(phone), index: phoneIndex(keys, phone), mask: maskPhone(phone) };
}

export function phoneIndex(keys: KeyRing, phone: string): Buffer {
  return keys.blindIndex('phone', phone);
}

export function sealBankAccount(keys: KeyRing, account: string): SealedColumn {
  return {
    cipher: keys.seal(account),
    index: keys.blindIndex('bank_account', account),
    mask: maskBankAccount(account),
  };
}
