/** The people of the house and the roles they were given, by whom and when. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import type { DB, OfficerTable } from '../tables.ts';

export type OfficerGrant = {
  readonly roleGrantId: string;
  readonly role: Role;
  /** Null: for the whole house. */
  readonly branchId: string | null;
  readonly grantedBy: string | null;
  readonly grantedAt: Instant;
};

export type OfficerRow = {
  readonly officerId: string;
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly branchId: string;
  readonly reportsToId: string | null;
  readonly limit: Money | null;
  readonly language: 'zh-CN' | 'en';
  readonly status: 'active' | 'left';
  readonly version: number;
  readonly grants: readonly OfficerGrant[];
};

export type NewOfficerRow = Omit<OfficerRow, 'status' | 'version' | 'grants'>;

/** Instants as JavaScript writes them, like everywhere else. */
const grantsJson = sql<OfficerGrant[]>`(
  select coalesce(json_agg(json_build_object(
    'roleGrantId', role_grant_id,
    'role', role,
    'branchId', branch_id,
    'grantedBy', granted_by,
    'grantedAt', to_char(granted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ) order by granted_at, role), '[]'::json)
  from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null
)`;

const columns = [
  'officer.officer_id',
  'officer.user_id',
  'officer.user_name',
  'officer.display_name',
  'officer.branch_id',
  'officer.reports_to_id',
  'officer.limit_minor',
  'officer.limit_currency',
  'officer.language',
  'officer.status',
  'officer.version',
] as const;

export async function findOfficer(
  db: Kysely<DB>,
  officerId: string,
): Promise<OfficerRow | undefined> {
  const row = await db
    .selectFrom('officer')
    .select([...columns, grantsJson.as('grants')])
    .where('officer_id', '=', officerId)
    .executeTakeFirst();
  return row && toOfficer(row);
}

export async function lockOfficer(
  trx: Transaction<DB>,
  officerId: string,
): Promise<OfficerRow | undefined> {
  const row = await trx
    .selectFrom('officer')
    .select([...columns, grantsJson.as('grants')])
    .where('officer_id', '=', officerId)
    .forUpdate()
    .executeTakeFirst();
  return row && toOfficer(row);
}

export async function isActiveOfficer(db: Kysely<DB>, officerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('officer')
    .select('officer_id')
    .where('officer_id', '=', officerId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

export type NoticeReader = {
  readonly officerId: string;
  readonly displayName: string;
  readonly language: 'zh-CN' | 'en';
};

/** To whom a notice goes, and in which language. */
export async function listNoticeReaders(
  db: Kysely<DB>,
  officerIds: readonly string[],
): Promise<NoticeReader[]> {
  if (officerIds.length === 0) return [];
  const rows = await db
    .selectFrom('officer')
    .select(['officer_id', 'display_name', 'language'])
    .where('officer_id', 'in', officerIds)
    .orderBy('officer_id')
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    displayName: row.display_name,
    language: row.language,
  }));
}

export type OfficerFilter = {
  readonly branchId?: string | undefined;
  readonly role?: Role | undefined;
  readonly status?: 'active' | 'left' | undefined;
};

/** By user name. */
export async function listOfficers(
  db: Kysely<DB>,
  filter: OfficerFilter,
  { offset, size }: { readonly offset: number; readonly size: number },
): Promise<{ rows: OfficerRow[]; total: number }> {
  let query = db.selectFrom('officer');
  if (filter.branchId !== undefined) query = query.where('branch_id', '=', filter.branchId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.role !== undefined) {
    query = query.where(sql<boolean>`exists (select from role_grant
      where role_grant.officer_id = officer.officer_id and role = ${filter.role} and revoked_at is null)`);
  }
  const counted = await query
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select([...columns, grantsJson.as('grants')])
    .orderBy('user_name')
    .limit(size)
    .offset(offset)
    .execute();
  return { rows: rows.map(toOfficer), total: counted.total };
}

export async function insertOfficer(trx: Transaction<DB>, officer: NewOfficerRow): Promise<void> {
  await trx
    .insertInto('officer')
    .values({
      officer_id: officer.officerId,
      user_id: officer.userId,
      user_name: officer.userName,
      display_name: officer.displayName,
      branch_id: officer.branchId,
      reports_to_id: officer.reportsToId,
      limit_minor: officer.limit?.minor ?? null,
      limit_currency: officer.limit?.currency ?? null,
      language: officer.language,
    })
    .execute();
}

export type OfficerChange = Partial<
  Pick<OfficerRow, 'displayName' | 'branchId' | 'reportsToId' | 'limit' | 'language' | 'status'>
>;

export async function updateOfficer(
  trx: Transaction<DB>,
  officerId: string,
  change: OfficerChange,
): Promise<void> {
  const { displayName, branchId, reportsToId, limit, language, status } = change;
  await trx
    .updateTable('officer')
    .set({
      ...(displayName === undefined ? {} : { display_name: displayName }),
      ...(branchId === undefined ? {} : { branch_id: branchId }),
      ...(reportsToId === undefined ? {} : { reports_to_id: reportsToId }),
      ...(limit === undefined
        ? {}
        : { limit_minor: limit?.minor ?? null, limit_currency: limit?.currency ?? null }),
      ...(language === undefined ? {} : { language }),
      ...(status === undefined ? {} : { status }),
      version: sql<number>`version + 1`,
    })
    .where('officer_id', '=', officerId)
    .execute();
}

/** False when the officer holds this role for this branch already. */
export async function insertRoleGrant(
  trx: Transaction<DB>,
  grant: {
    readonly roleGrantId: string;
    readonly officerId: string;
    readonly role: Role;
    readonly branchId: string | null;
    readonly grantedBy: string;
  },
): Promise<boolean> {
  const result = await trx
    .insertInto('role_grant')
    .values({
      role_grant_id: grant.roleGrantId,
      officer_id: grant.officerId,
      role: grant.role,
      branch_id: grant.branchId,
      granted_by: grant.grantedBy,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** @returns whose grant it was, or undefined when there is none in force */
export async function revokeRoleGrant(
  trx: Transaction<DB>,
  roleGrantId: string,
): Promise<{ officerId: string; role: string; branchId: string | null } | undefined> {
  const row = await trx
    .updateTable('role_grant')
    .set({ revoked_at: sql<string>`clock_timestamp()` })
    .where('role_grant_id', '=', roleGrantId)
    .where('revoked_at', 'is', null)
    .returning(['officer_id', 'role', 'branch_id'])
    .executeTakeFirst();
  return row && { officerId: row.officer_id, role: row.role, branchId: row.branch_id };
}

type SelectedOfficer = Pick<
  OfficerTable,
  | 'officer_id'
  | 'user_id'
  | 'user_name'
  | 'display_name'
  | 'branch_id'
  | 'reports_to_id'
  | 'limit_minor'
  | 'limit_currency'
> & {
  readonly language: 'zh-CN' | 'en';
  readonly status: 'active' | 'left';
  readonly version: number;
  readonly grants: readonly OfficerGrant[];
};

function toOfficer(row: SelectedOfficer): OfficerRow {
  const { limit_minor: minor, limit_currency: currency } = row;
  return {
    officerId: row.officer_id,
    userId: row.user_id,
    userName: row.user_name,
    displayName: row.display_name,
    branchId: row.branch_id,
    reportsToId: row.reports_to_id,
    limit: minor === null || currency === null ? null : { minor, currency },
    language: row.language,
    status: row.status,
    version: row.version,
    grants: row.grants,
  };
}
