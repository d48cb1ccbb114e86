/**
 * Borrowers sign in with a code sent to their phone. Numbers stay sealed as everywhere: a code is found by the blind
 * index of its phone, kept as a keyed hash, and its text exists, sealed, only until it has been carried.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table customer add column sign_in_phone_index bytea
      constraint customer_sign_in_phone_once unique;

    create table phone_code (
      phone_code_id uuid primary key,
      phone_index bytea not null,
      code_hash bytea not null,
      message_cipher bytea,
      language text not null constraint phone_code_language_known check (language in ('zh-CN', 'en')),
      status text not null default 'queued' constraint phone_code_status_known
        check (status in ('queued', 'sent', 'failed', 'unknown')),
      failure text,
      provider_reference text,
      claimed_until timestamptz,
      attempt_count integer not null default 0,
      sign_up_count integer not null default 0,
      created_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index phone_code_phone on phone_code (phone_index, created_at desc);
    create index phone_code_queue on phone_code (created_at) where status = 'queued';
  `.execute(db);
}
