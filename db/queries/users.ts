/** The users of sign-in, written by administrators' commands in their own transaction. */
import type { Kysely, Transaction } from 'kysely';
import type { DB } from '../tables.ts';

export type NewUser = {
  readonly userId: string;
  /** Lower case; what people type. */
  readonly userName: string;
  readonly displayName: string;
  /** As the sign-in library makes it; `hashPassword` of `better-auth/crypto`. */
  readonly passwordHash: string;
};

export async function insertUser(trx: Transaction<DB>, user: NewUser): Promise<void> {
  await trx
    .insertInto('auth.user')
    .values({
      id: user.userId,
      name: user.displayName,
      // The library wants an address; the reserved top-level domain of RFC 2606 reaches nobody.
      email: `${user.userName}@user.invalid`,
      emailVerified: false,
      image: null,
      username: user.userName,
      displayUsername: user.userName,
    })
    .execute();
  await trx
    .insertInto('auth.account')
    .values({
      id: user.userId,
      accountId: user.userId,
      providerId: 'credential',
      userId: user.userId,
      password: user.passwordHash,
    })
    .execute();
}

/** A user without name or password, who signs in by phone alone. */
export async function insertPhoneUser(
  trx: Transaction<DB>,
  { userId, displayName }: Pick<NewUser, 'userId' | 'displayName'>,
): Promise<void> {
  await trx
    .insertInto('auth.user')
    .values({
      id: userId,
      name: displayName,
      email: `${userId}@user.invalid`,
      emailVerified: false,
      image: null,
      username: null,
      displayUsername: null,
    })
    .execute();
}

export async function isUserNameTaken(db: Kysely<DB>, userName: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.user')
    .select('id')
    .where('username', '=', userName)
    .executeTakeFirst();
  return row !== undefined;
}

/** Signs a user out everywhere; how many sessions that ended. */
export async function endSessions(trx: Transaction<DB>, userId: string): Promise<number> {
  const result = await trx
    .deleteFrom('auth.session')
    .where('userId', '=', userId)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
