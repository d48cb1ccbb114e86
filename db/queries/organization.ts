/** The whole house as the validation of a matrix asks about it: every unit, every active officer. */
import { sql, type Kysely } from 'kysely';
import type { Organization } from '../../domain/approval/approvers.ts';
import type { Money } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import type { DB, OfficerTable } from '../tables.ts';

type Group = { readonly groupId: string; readonly officerIds: readonly string[] };

/** Every group with its members in a stable order. */
async function readGroups(db: Kysely<DB>): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select group_id as "groupId", array(select officer_id from approver_group_member as member
      where member.group_id = approver_group.group_id order by officer_id) as "officerIds"
    from approver_group order by group_id`.execute(db);
  return rows;
}

type Grants = { readonly role: Role; readonly branchId: string | null }[];

export async function readWholeOrganization(db: Kysely<DB>): Promise<Organization> {
  const branches = await db
    .selectFrom('branch')
    .select(['branch_id', 'parent_branch_id'])
    .orderBy('code')
    .execute();
  const officers = await db
    .selectFrom('officer')
    .select([
      'officer_id',
      'reports_to_id',
      'limit_minor',
      'limit_currency',
      sql<Grants>`(select coalesce(json_agg(json_build_object('role', role, 'branchId', branch_id)), '[]'::json)
        from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null)`.as(
        'grants',
      ),
    ])
    .where('status', '=', 'active')
    .orderBy('officer_id')
    .execute();
  return {
    branches: branches.map((row) => ({
      branchId: row.branch_id,
      parentBranchId: row.parent_branch_id,
    })),
    officers: officers.map((row) => ({
      officerId: row.officer_id,
      reportsToId: row.reports_to_id,
      isActive: true,
      grants: row.grants,
      openSeatCount: 0,
      limit: limitOf(row),
    })),
    groups: await readGroups(db),
  };
}

type LimitColumns = Pick<OfficerTable, 'limit_minor' | 'limit_currency'>;

function limitOf({ limit_minor: minor, limit_currency: currency }: LimitColumns): Money | null {
  return minor === null || currency === null ? null : { minor, currency };
}
