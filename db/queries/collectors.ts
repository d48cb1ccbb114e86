/** Who collects for a branch: roles granted there, above it, or for the whole house. */
import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { DB } from '../tables.ts';

export type Collector = { readonly officerId: string; readonly displayName: string };

/**
 * The holder of `role` for the branch with the fewest running cases.
 * @param except whoever must not get it
 */
export async function findLeastLoaded(
  db: Kysely<DB>,
  {
    role,
    branchId,
    except,
  }: { readonly role: string; readonly branchId: string; readonly except: string | null },
): Promise<Collector | undefined> {
  const { rows } = await sql<{ officer_id: string; display_name: string }>`
    ${unitsAbove(branchId)}
    select officer.officer_id, officer.display_name
    from officer
    where officer.officer_id is distinct from ${except}::uuid and ${holdsOne([role])}
    order by
      (select count(*) from collection_case
        where owner_id = officer.officer_id and collection_case.status in ('open', 'suspended')),
      officer.officer_id
    limit 1
  `.execute(db);
  const [row] = rows;
  return row && { officerId: row.officer_id, displayName: row.display_name };
}

/** Whether the officer is active and holds one of the roles for the branch. */
export async function findHolder(
  db: Kysely<DB>,
  {
    officerId,
    roles,
    branchId,
  }: {
    readonly officerId: string;
    readonly roles: readonly string[];
    readonly branchId: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    ${unitsAbove(branchId)}
    select from officer where officer.officer_id = ${officerId} and ${holdsOne(roles)}
  `.execute(db);
  return rows.length > 0;
}

function unitsAbove(branchId: string): RawBuilder<unknown> {
  return sql`with recursive unit as (
    select branch_id, parent_branch_id from branch where branch_id = ${branchId}
    union all
    select above.branch_id, above.parent_branch_id
    from branch as above join unit on above.branch_id = unit.parent_branch_id
  )`;
}

function holdsOne(roles: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`officer.status = 'active' and exists (
    select from role_grant
    where role_grant.officer_id = officer.officer_id and revoked_at is null
      and role = any(${roles}::text[])
      and (role_grant.branch_id is null or role_grant.branch_id in (select branch_id from unit)))`;
}
