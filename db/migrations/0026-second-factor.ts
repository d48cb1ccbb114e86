/**
 * A second factor at sign-in: the columns and the table that the sign-in library's plug-in for time-based codes
 * reads (RFC 6238). Secret and backup codes are encrypted by the library with the session secret.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table auth."user" add "twoFactorEnabled" boolean default false;

    create table auth."twoFactor" (
      id text primary key,
      secret text not null,
      "backupCodes" text not null,
      "userId" text not null references auth."user" (id) on delete cascade,
      verified boolean default true,
      "failedVerificationCount" integer default 0,
      "lockedUntil" timestamptz
    );
    create index "twoFactor_secret_idx" on auth."twoFactor" (secret);
    create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
  `.execute(db);
}
