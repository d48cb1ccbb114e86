/** The sessions somebody has open, and what they chose for the pages. Real time: a training clock ends no session. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type OwnSession = {
  readonly sessionId: string;
  readonly openedAt: Instant;
  readonly lastUsedAt: Instant;
  readonly address: string | null;
  readonly device: string | null;
};

/** The newest first. */
export async function listOwnSessions(db: Kysely<DB>, userId: string): Promise<OwnSession[]> {
  return db
    .selectFrom('auth.session')
    .select([
      'id as sessionId',
      'createdAt as openedAt',
      'updatedAt as lastUsedAt',
      'ipAddress as address',
      'userAgent as device',
    ])
    .where('userId', '=', userId)
    .where('expiresAt', '>', sql<string>`now()`)
    .orderBy('createdAt', 'desc')
    .execute();
}

/** @returns false when this person has no such session */
export async function deleteOwnSession(
  trx: Transaction<DB>,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('auth.session')
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** An empty object for somebody who never chose anything. */
export async function readPreferences(db: Kysely<DB>, userId: string): Promise<unknown> {
  const row = await db
    .selectFrom('preference')
    .select('content')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.content ?? {};
}

/** What is not named in `changes` stays as it was. */
export async function mergePreferences(
  trx: Transaction<DB>,
  userId: string,
  changes: object,
): Promise<unknown> {
  const text = JSON.stringify(changes);
  const row = await trx
    .insertInto('preference')
    .values({ user_id: userId, content: text })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({
        content: sql`preference.content || excluded.content`,
        updated_at: sql`clock_timestamp()`,
      }),
    )
    .returning('content')
    .executeTakeFirstOrThrow();
  return row.content;
}
