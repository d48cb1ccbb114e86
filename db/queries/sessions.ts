/** The person behind a signed-in user, with the roles they hold at this moment. */
import { sql, type Kysely } from 'kysely';
import type { Currency } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import type { DB } from '../tables.ts';

export type GrantRow = { readonly role: Role; readonly branchIds: 'all' | readonly string[] };

export type OfficerSession = {
  readonly officerId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly branchId: string;
  readonly language: 'zh-CN' | 'en';
  readonly limitMinor: bigint | null;
  readonly limitCurrency: Currency | null;
  readonly grants: readonly GrantRow[];
};

export type CustomerSession = {
  readonly customerId: string;
  readonly name: string;
  readonly branchId: string;
  readonly language: 'zh-CN' | 'en';
};

/** A session in use is prolonged when it was not for this long. */
export const RENEW_AFTER_SECONDS = 1_800;

export type LiveSession = {
  readonly sessionId: string;
  readonly userId: string;
  readonly isDueForRenewal: boolean;
  /** The user has a second factor, and so this session was opened with it. */
  readonly hasSecondFactor: boolean;
};

/** Null when there is no session with this token, or it has ended. Real time: a training clock ends no session. */
export async function findLiveSession(db: Kysely<DB>, token: string): Promise<LiveSession | null> {
  const row = await db
    .selectFrom('auth.session as session')
    .innerJoin('auth.user as user', 'user.id', 'session.userId')
    .select([
      'session.id',
      'session.userId',
      'user.twoFactorEnabled',
      sql<boolean>`session."updatedAt" < now() - ${RENEW_AFTER_SECONDS} * interval '1 second'`.as(
        'isDue',
      ),
    ])
    .where('token', '=', token)
    .where('expiresAt', '>', sql<string>`now()`)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    sessionId: row.id,
    userId: row.userId,
    isDueForRenewal: row.isDue,
    hasSecondFactor: row.twoFactorEnabled === true,
  };
}

/** Null when the user is no officer or has left. */
export async function findOfficerSession(
  db: Kysely<DB>,
  userId: string,
): Promise<OfficerSession | null> {
  const row = await db
    .selectFrom('officer')
    .select([
      'officer_id',
      'user_name',
      'display_name',
      'branch_id',
      'limit_minor',
      'limit_currency',
      'language',
      grantsOfOfficer.as('grants'),
    ])
    .where('user_id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    officerId: row.officer_id,
    userName: row.user_name,
    displayName: row.display_name,
    branchId: row.branch_id,
    language: row.language,
    limitMinor: row.limit_minor,
    limitCurrency: row.limit_currency,
    grants: row.grants,
  };
}

/** A grant covers its branch and all under it; one without a branch, or at the head office, covers the house. */
const grantsOfOfficer = sql<GrantRow[]>`(
  with recursive covered (root_id, branch_id) as (
    select branch_id, branch_id from branch
    union
    select covered.root_id, branch.branch_id
    from branch join covered on branch.parent_branch_id = covered.branch_id
  )
  select coalesce(json_agg(json_build_object(
    'role', role_grant.role,
    'branchIds', case
      when role_grant.branch_id is null or home.parent_branch_id is null then to_json('all'::text)
      else (select json_agg(covered.branch_id) from covered where covered.root_id = role_grant.branch_id)
    end
  ) order by role_grant.granted_at), '[]'::json)
  from role_grant left join branch as home on home.branch_id = role_grant.branch_id
  where role_grant.officer_id = officer.officer_id and role_grant.revoked_at is null
)`;

/** Null when no customer signs in as this user. */
export async function findCustomerSession(
  db: Kysely<DB>,
  userId: string,
): Promise<CustomerSession | null> {
  const row = await db
    .selectFrom('customer')
    .select(['customer_id', 'name', 'branch_id', 'language'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    customerId: row.customer_id,
    name: row.name,
    branchId: row.branch_id,
    language: row.language,
  };
}
