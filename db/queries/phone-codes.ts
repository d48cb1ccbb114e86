/**
 * Codes sent to phones. They live by real time, also where a training clock runs ahead, and a phone is only ever known
 * by its blind index.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type PhoneCode = {
  readonly phoneCodeId: string;
  readonly codeHash: Buffer;
  readonly attemptCount: number;
  readonly signUpCount: number;
  readonly isExpired: boolean;
  /** Seconds since it was used; null for one that was not. */
  readonly usedSecondsAgo: number | null;
};

export type NewPhoneCode = {
  readonly phoneCodeId: string;
  readonly phoneIndex: Buffer;
  readonly codeHash: Buffer;
  readonly messageCipher: Buffer;
  readonly language: 'zh-CN' | 'en';
  readonly lifeSeconds: number;
};

/** One sender at a time for one phone, so that its limits hold for requests that come together. */
export async function lockPhone(trx: Transaction<DB>, phoneIndex: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${phoneIndex.toString('hex')}, 28))`.execute(
    trx,
  );
}

/** @returns when it expires */
export async function insertPhoneCode(
  trx: Transaction<DB>,
  { phoneCodeId, phoneIndex, codeHash, messageCipher, language, lifeSeconds }: NewPhoneCode,
): Promise<Instant> {
  const row = await trx
    .insertInto('phone_code')
    .values({
      phone_code_id: phoneCodeId,
      phone_index: phoneIndex,
      code_hash: codeHash,
      message_cipher: messageCipher,
      language,
      expires_at: sql<string>`clock_timestamp() + ${lifeSeconds} * interval '1 second'`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return row.expires_at;
}

/** How old, in seconds, the codes of this phone are that were made within a day; newest first. */
export async function listCodeAges(db: Kysely<DB>, phoneIndex: Buffer): Promise<number[]> {
  const rows = await db
    .selectFrom('phone_code')
    .select(sql<number>`extract(epoch from clock_timestamp() - created_at)::float8`.as('age'))
    .where('phone_index', '=', phoneIndex)
    .where('created_at', '>', sql<string>`clock_timestamp() - interval '1 day'`)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(({ age }) => age);
}

/** The newest code of a phone: an older one stops to count when the next is made. */
export async function lockNewestCode(
  trx: Transaction<DB>,
  phoneIndex: Buffer,
): Promise<PhoneCode | undefined> {
  const row = await trx
    .selectFrom('phone_code')
    .select(['phone_code_id', 'code_hash', 'attempt_count', 'sign_up_count'])
    .select([
      sql<boolean>`expires_at <= clock_timestamp()`.as('is_expired'),
      sql<number | null>`extract(epoch from clock_timestamp() - used_at)::float8`.as('used_ago'),
    ])
    .where('phone_index', '=', phoneIndex)
    .orderBy('created_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      phoneCodeId: row.phone_code_id,
      codeHash: row.code_hash,
      attemptCount: row.attempt_count,
      signUpCount: row.sign_up_count,
      isExpired: row.is_expired,
      usedSecondsAgo: row.used_ago,
    }
  );
}

/** A guess that was wrong, a code that was right, a sign-up that was tried with it. */
export async function markCode(
  trx: Transaction<DB>,
  phoneCodeId: string,
  mark: 'guessed' | 'used' | 'signed_up',
): Promise<void> {
  await trx
    .updateTable('phone_code')
    .set({
      ...(mark === 'guessed' ? { attempt_count: sql<number>`attempt_count + 1` } : {}),
      ...(mark === 'used' ? { used_at: sql<string>`clock_timestamp()` } : {}),
      ...(mark === 'signed_up' ? { sign_up_count: sql<number>`sign_up_count + 1` } : {}),
    })
    .where('phone_code_id', '=', phoneCodeId)
    .execute();
}

export type ClaimedCode = {
  readonly phoneCodeId: string;
  readonly messageCipher: Buffer;
  readonly language: 'zh-CN' | 'en';
};

/** Takes codes that nobody has carried yet, each once: a second message would only confuse. */
export async function claimPhoneCodes(
  db: Kysely<DB>,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<ClaimedCode[]> {
  const ready = db
    .selectFrom('phone_code')
    .select('phone_code_id')
    .where('status', '=', 'queued')
    .where('claimed_until', 'is', null)
    .where('expires_at', '>', sql<string>`clock_timestamp()`)
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await db
    .updateTable('phone_code')
    .set({ claimed_until: sql<string>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'` })
    .where('phone_code_id', 'in', ready)
    .where('message_cipher', 'is not', null)
    .returning(['phone_code_id', 'message_cipher', 'language'])
    .execute();
  return rows.map((row) => ({
    phoneCodeId: row.phone_code_id,
    messageCipher: row.message_cipher!,
    language: row.language,
  }));
}

export type CodeSettlement = {
  readonly phoneCodeId: string;
  readonly status: 'sent' | 'failed' | 'unknown';
  readonly reference: string | null;
  readonly failure: string | null;
};

/** Writes down how it came out; the text is gone from then on. */
export async function settlePhoneCode(
  db: Kysely<DB>,
  { phoneCodeId, status, reference, failure }: CodeSettlement,
): Promise<void> {
  await db
    .updateTable('phone_code')
    .set({
      status,
      failure,
      provider_reference: reference,
      message_cipher: null,
      claimed_until: null,
    })
    .where('phone_code_id', '=', phoneCodeId)
    .execute();
}

/** Codes of yesterday say nothing to anybody, and a text that was never carried must not stay. */
export async function sweepPhoneCodes(db: Kysely<DB>): Promise<void> {
  await db
    .deleteFrom('phone_code')
    .where('created_at', '<', sql<string>`clock_timestamp() - interval '2 days'`)
    .execute();
  await db
    .updateTable('phone_code')
    .set({ status: 'failed', failure: 'nobody carried it in time', message_cipher: null })
    .where('status', '=', 'queued')
    .where('expires_at', '<', sql<string>`clock_timestamp()`)
    .execute();
}
