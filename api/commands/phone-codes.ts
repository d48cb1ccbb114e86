/**
 * Signing in by phone: a code is made, carried by the worker, and answered. What a guess does is kept also when the
 * guess is wrong, so these commands answer with outcomes and the refusal is thrown after their transaction.
 */
import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../../db/ids.ts';
import {
  insertPhoneCode,
  listCodeAges,
  lockNewestCode,
  lockPhone,
  markCode,
} from '../../db/queries/phone-codes.ts';
import { findPortalUser } from '../../db/queries/portal-users.ts';
import type { DB } from '../../db/tables.ts';
import type { KeyRing } from '../../ops/keys.ts';
import { phoneIndex } from '../sealing.ts';

const lifeSeconds = 300;
const mostAttempts = 5;
/** How many codes one phone gets within so many seconds. */
const sendingLimits = [
  { seconds: 60, count: 1 },
  { seconds: 3_600, count: 5 },
  { seconds: 86_400, count: 10 },
] as const;
const digits = 6;

export type MadeCode = { readonly code: string; readonly expiresAt: Instant };

/**
 * Makes a code for a phone, whether anybody is known by it or not, and queues its message.
 * @param phone in E.164
 * @throws DomainError `too_many_requests`
 */
export async function makePhoneCode(
  trx: Transaction<DB>,
  keys: KeyRing,
  { phone, language }: { readonly phone: string; readonly language: 'zh-CN' | 'en' },
): Promise<MadeCode> {
  const index = phoneIndex(keys, phone);
  await lockPhone(trx, index);
  assertMaySend(await listCodeAges(trx, index));
  const phoneCodeId = newId();
  const code = randomInt(10 ** digits)
    .toString()
    .padStart(digits, '0');
  const expiresAt = await insertPhoneCode(trx, {
    phoneCodeId,
    phoneIndex: index,
    codeHash: hashCode(keys, phoneCodeId, code),
    messageCipher: keys.seal(JSON.stringify({ phone, code })),
    language,
    lifeSeconds,
  });
  return { code, expiresAt };
}

/** @param ages in seconds, newest first */
function assertMaySend(ages: readonly number[]): void {
  for (const { seconds, count } of sendingLimits) {
    const within = ages.filter((age) => age < seconds);
    const oldest = within[count - 1];
    if (oldest === undefined) continue;
    const retryAfterSeconds = Math.max(1, Math.ceil(seconds - oldest));
    throw new DomainError('too_many_requests', { retryAfterSeconds });
  }
}

export type Guess =
  | { readonly outcome: 'right'; readonly ticket: string; readonly userId: string | null }
  | { readonly outcome: 'wrong'; readonly attemptsLeft: number }
  | { readonly outcome: 'expired' };

/** A right answer names who signs in with this phone, and is a ticket to sign up where nobody does. */
export async function answerPhoneCode(
  trx: Transaction<DB>,
  keys: KeyRing,
  { phone, code }: { readonly phone: string; readonly code: string },
): Promise<Guess> {
  const index = phoneIndex(keys, phone);
  const found = await lockNewestCode(trx, index);
  if (found === undefined || found.isExpired || found.usedSecondsAgo !== null)
    return { outcome: 'expired' };
  if (found.attemptCount >= mostAttempts) return { outcome: 'expired' };
  if (!timingSafeEqual(found.codeHash, hashCode(keys, found.phoneCodeId, code))) {
    await markCode(trx, found.phoneCodeId, 'guessed');
    return { outcome: 'wrong', attemptsLeft: mostAttempts - found.attemptCount - 1 };
  }
  await markCode(trx, found.phoneCodeId, 'used');
  const user = await findPortalUser(trx, index);
  const ticket = ticketOf(keys, found.phoneCodeId);
  return { outcome: 'right', ticket, userId: user?.userId ?? null };
}

const ticketSeconds = 1_200;
const mostSignUps = 3;

/** Counts one use of a ticket; false when it is not this phone's, too old or used up. */
export async function punchTicket(
  trx: Transaction<DB>,
  keys: KeyRing,
  { phone, ticket }: { readonly phone: string; readonly ticket: string },
): Promise<boolean> {
  const found = await lockNewestCode(trx, phoneIndex(keys, phone));
  if (found === undefined || found.usedSecondsAgo === null) return false;
  const isOver = found.usedSecondsAgo > ticketSeconds || found.signUpCount >= mostSignUps;
  if (isOver || ticketOf(keys, found.phoneCodeId) !== ticket) return false;
  await markCode(trx, found.phoneCodeId, 'signed_up');
  return true;
}

/** Keyed, because a million codes are guessed in a moment from a plain hash. */
function hashCode(keys: KeyRing, phoneCodeId: string, code: string): Buffer {
  return keys.blindIndex('phone_code', `${phoneCodeId}/${code}`);
}

function ticketOf(keys: KeyRing, phoneCodeId: string): string {
  return keys.blindIndex('sign_up_ticket', phoneCodeId).toString('base64url');
}
