/** People to whom something may be given, with what speaks for and against choosing them. */
import { sql, type Kysely } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import type { DB } from '../tables.ts';

export type PersonName = {
  readonly officerId: string;
  readonly name: string;
  readonly userName: string;
};

/** Everybody who works here, by name as Chinese readers sort it. */
export async function listActivePeople(db: Kysely<DB>): Promise<PersonName[]> {
  const rows = await db
    .selectFrom('officer')
    .select(['officer_id', 'display_name', 'user_name'])
    .where('status', '=', 'active')
    .orderBy('user_name')
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    name: row.display_name,
    userName: row.user_name,
  }));
}

export type CandidateFacts = PersonName & {
  readonly branchName: string;
  readonly roles: readonly Role[];
  readonly limit: Money | null;
  readonly openTaskCount: number;
  readonly absence: {
    readonly standInId: string;
    readonly standInName: string;
    readonly startsDate: IsoDate;
    readonly endsDate: IsoDate;
  } | null;
};

/** Unit, roles, limit, load and absence on `date`, in no order. */
export async function listCandidateFacts(
  db: Kysely<DB>,
  officerIds: readonly string[],
  date: IsoDate,
): Promise<CandidateFacts[]> {
  const rows = await db
    .selectFrom('officer')
    .innerJoin('branch', 'branch.branch_id', 'officer.branch_id')
    .select([
      'officer.officer_id',
      'officer.display_name',
      'officer.user_name',
      'officer.limit_minor',
      'officer.limit_currency',
      'branch.name as branch_name',
      sql<Role[]>`array(select distinct role from role_grant
        where role_grant.officer_id = officer.officer_id and revoked_at is null order by role)`.as(
        'roles',
      ),
      sql<number>`(select count(*)::int from seat
        where seat.officer_id = officer.officer_id and seat.is_todo)`.as('open_task_count'),
      sql<CandidateFacts['absence']>`(select json_build_object(
          'standInId', delegation.to_officer_id, 'standInName', standing_in.display_name,
          'startsDate', delegation.starts_date, 'endsDate', delegation.ends_date)
        from delegation
        join officer as standing_in on standing_in.officer_id = delegation.to_officer_id
        where delegation.from_officer_id = officer.officer_id and delegation.ended_at is null
          and delegation.starts_date <= ${date} and delegation.ends_date >= ${date}
        order by delegation.starts_date limit 1)`.as('absence'),
    ])
    .where(sql<boolean>`officer.officer_id = any(${officerIds}::uuid[])`)
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    name: row.display_name,
    userName: row.user_name,
    branchName: row.branch_name,
    roles: row.roles,
    limit:
      row.limit_minor === null || row.limit_currency === null
        ? null
        : { minor: row.limit_minor, currency: row.limit_currency },
    openTaskCount: row.open_task_count,
    absence: row.absence,
  }));
}
