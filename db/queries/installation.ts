/** What an installation is made of before anybody works in it: its mode, its calendar, its policies, its house. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Role } from '../../domain/roles.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB, PolicyVersionTable } from '../tables.ts';
import { hashContent } from './policy-versions.ts';

export type InstallationMode = 'production' | 'training';

/** Undefined before the first start. */
export async function findInstallationMode(db: Kysely<DB>): Promise<InstallationMode | undefined> {
  const row = await db.selectFrom('installation').select('mode').executeTakeFirst();
  return row?.mode;
}

export async function insertInstallation(
  trx: Transaction<DB>,
  { mode, timeZone }: { mode: InstallationMode; timeZone: string },
): Promise<void> {
  await trx.insertInto('installation').values({ mode, time_zone: timeZone }).execute();
}

export type CalendarYear = {
  readonly year: number;
  readonly status: 'published' | 'provisional';
  readonly source: string;
  readonly holidays: readonly IsoDate[];
  readonly makeUpWorkdays: readonly IsoDate[];
};

export async function insertCalendarYears(
  trx: Transaction<DB>,
  years: readonly CalendarYear[],
): Promise<void> {
  await trx
    .insertInto('calendar_year')
    .values(years.map(({ year, status, source }) => ({ year, status, source })))
    .execute();
  const days = years.flatMap(({ holidays, makeUpWorkdays }) => [
    ...holidays.map((date) => ({ day_date: date, kind: 'holiday' as const, name: '节假日' })),
    ...makeUpWorkdays.map((date) => ({
      day_date: date,
      kind: 'make_up_workday' as const,
      name: '调休上班',
    })),
  ]);
  await trx.insertInto('calendar_day').values(days).execute();
}

export type InitialPolicy = {
  readonly kind: PolicyVersionTable['kind'];
  readonly name: string;
  readonly content: { readonly [key: string]: Json };
};

/** Version 1 of each policy, in force from the first day; without an author, because nobody was there yet. */
export async function insertInitialPolicies(
  trx: Transaction<DB>,
  policies: readonly InitialPolicy[],
  effectiveDate: IsoDate,
): Promise<void> {
  const rows = policies.map(({ kind, name, content }) => ({
    policy_version_id: newId(),
    kind,
    name,
    number: 1,
    status: 'active' as const,
    content: JSON.stringify(content),
    content_hash: hashContent(content),
    author_id: null,
    confirmed_by_id: null,
    effective_date: effectiveDate,
    activated_at: new Date().toISOString(),
  }));
  await trx.insertInto('policy_version').values(rows).execute();
}

/** Adds those of which the house has no version yet; later starts change nothing. */
export async function insertMissingPolicies(
  trx: Transaction<DB>,
  policies: readonly InitialPolicy[],
  effectiveDate: IsoDate,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('initial policies', 0))`.execute(trx);
  const rows = await trx.selectFrom('policy_version').select(['kind', 'name']).distinct().execute();
  const known = new Set(rows.map(({ kind, name }) => `${kind}/${name}`));
  const missing = policies.filter(({ kind, name }) => !known.has(`${kind}/${name}`));
  if (missing.length > 0) await insertInitialPolicies(trx, missing, effectiveDate);
}

export type NewBranch = {
  readonly branchId: string;
  readonly code: string;
  readonly name: string;
  readonly parentBranchId: string | null;
  readonly timeZone: string;
  readonly officeHours: readonly { readonly from: string; readonly to: string }[];
};

/** @param branches parents before their children */
export async function insertBranches(
  trx: Transaction<DB>,
  branches: readonly NewBranch[],
): Promise<void> {
  const rows = branches.map((branch) => ({
    branch_id: branch.branchId,
    code: branch.code,
    name: branch.name,
    parent_branch_id: branch.parentBranchId,
    office_hours: JSON.stringify(branch.officeHours),
    time_zone: branch.timeZone,
  }));
  await trx.insertInto('branch').values(rows).execute();
}

export type NewOfficer = {
  readonly officerId: string;
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly branchId: string;
  readonly reportsToId: string | null;
  readonly roles: readonly Role[];
};

/**
 * The first people of a house. Their roles stand without a grantor: there is nobody before them.
 * @param officers superiors before those who report to them
 */
export async function insertFirstOfficers(
  trx: Transaction<DB>,
  officers: readonly NewOfficer[],
): Promise<void> {
  const rows = officers.map((officer) => ({
    officer_id: officer.officerId,
    user_id: officer.userId,
    user_name: officer.userName,
    display_name: officer.displayName,
    branch_id: officer.branchId,
    reports_to_id: officer.reportsToId,
    limit_minor: null,
    limit_currency: null,
  }));
  await trx.insertInto('officer').values(rows).execute();
  const grants = officers.flatMap(({ officerId, branchId, roles }) =>
    roles.map((role) => ({
      role_grant_id: newId(),
      officer_id: officerId,
      role,
      branch_id: branchId,
      granted_by: null,
      revoked_at: null,
    })),
  );
  await trx.insertInto('role_grant').values(grants).execute();
}
