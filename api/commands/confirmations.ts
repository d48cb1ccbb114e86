/**
 * Sensitive acts ask again: signing and changing the account need a code from the phone on file, answered a moment ago.
 * Whoever has just signed in by phone has answered one.
 */
import type { Transaction } from 'kysely';
import { findSealedCustomer } from '../../db/queries/customers.ts';
import { lockNewestCode } from '../../db/queries/phone-codes.ts';
import { findPhoneIndex } from '../../db/queries/portal-users.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import type { KeyRing } from '../../ops/keys.ts';
import { answerPhoneCode, makePhoneCode, type Guess, type MadeCode } from './phone-codes.ts';

const withinSeconds = 600;

/** Sends a code to the phone on file. @throws DomainError `not_found`, `too_many_requests` */
export async function makeConfirmationCode(
  trx: Transaction<DB>,
  keys: KeyRing,
  { customerId, language }: { readonly customerId: string; readonly language: 'zh-CN' | 'en' },
): Promise<MadeCode> {
  const phone = await readPhone(trx, keys, customerId);
  return makePhoneCode(trx, keys, { phone, language });
}

/** Answers with an outcome, so that a wrong guess is kept as one. */
export async function answerConfirmation(
  trx: Transaction<DB>,
  keys: KeyRing,
  { customerId, code }: { readonly customerId: string; readonly code: string },
): Promise<Guess> {
  const phone = await readPhone(trx, keys, customerId);
  return answerPhoneCode(trx, keys, { phone, code });
}

/** @throws DomainError `confirmation_needed` */
export async function assertConfirmed(trx: Transaction<DB>, customerId: string): Promise<void> {
  const index = await findPhoneIndex(trx, customerId);
  const newest = index && (await lockNewestCode(trx, index));
  const usedAgo = newest?.usedSecondsAgo ?? null;
  if (usedAgo === null || usedAgo > withinSeconds)
    throw new DomainError('confirmation_needed', { withinSeconds });
}

async function readPhone(trx: Transaction<DB>, keys: KeyRing, customerId: string): Promise<string> {
  const sealed = await findSealedCustomer(trx, customerId);
  if (sealed === undefined) throw new DomainError('not_found', { resource: 'customer' });
  return keys.open(sealed.phoneCipher);
}
