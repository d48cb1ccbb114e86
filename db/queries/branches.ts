/** The units of the house: the head office has no parent. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { BranchTable, DB } from '../tables.ts';

export type OfficeSession = { readonly from: string; readonly to: string };

export type BranchRow = {
  readonly branchId: string;
  readonly code: string;
  readonly name: string;
  readonly parentBranchId: string | null;
  readonly officeHours: readonly OfficeSession[];
  readonly timeZone: string;
};

/** A house has few units: all of them, by code. */
export async function listBranches(db: Kysely<DB>): Promise<BranchRow[]> {
  const rows = await db.selectFrom('branch').selectAll().orderBy('code').execute();
  return rows.map(toBranch);
}

export async function findBranch(db: Kysely<DB>, branchId: string): Promise<BranchRow | undefined> {
  const row = await db
    .selectFrom('branch')
    .selectAll()
    .where('branch_id', '=', branchId)
    .executeTakeFirst();
  return row && toBranch(row);
}

/** The branch itself, the unit above it, and so on to the head office. */
export async function readUnitIds(db: Kysely<DB>, branchId: string): Promise<string[]> {
  const { rows } = await sql<{ branchId: string }>`
    with recursive unit (branch_id, parent_branch_id, depth) as (
      select branch_id, parent_branch_id, 0 from branch where branch_id = ${branchId}
      union all
      select branch.branch_id, branch.parent_branch_id, unit.depth + 1
      from branch join unit on branch.branch_id = unit.parent_branch_id
    )
    select branch_id as "branchId" from unit order by depth
  `.execute(db);
  return rows.map((row) => row.branchId);
}

/** False when another branch has the code. */
export async function insertBranch(trx: Transaction<DB>, branch: BranchRow): Promise<boolean> {
  const result = await trx
    .insertInto('branch')
    .values({
      branch_id: branch.branchId,
      code: branch.code,
      name: branch.name,
      parent_branch_id: branch.parentBranchId,
      office_hours: JSON.stringify(branch.officeHours),
      time_zone: branch.timeZone,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

function toBranch(
  row: Omit<BranchTable, 'office_hours'> & { readonly office_hours: readonly unknown[] },
): BranchRow {
  return {
    branchId: row.branch_id,
    code: row.code,
    name: row.name,
    parentBranchId: row.parent_branch_id,
    officeHours: row.office_hours as readonly OfficeSession[],
    timeZone: row.time_zone,
  };
}
