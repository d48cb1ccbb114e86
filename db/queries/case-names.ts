/** What the people and the place of an application are called, in one statement. */
import type { Kysely } from 'kysely';
import type { DB } from '../tables.ts';

export type CaseNames = {
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly customerNumber: string;
  readonly branchName: string;
  readonly accountManagerName: string;
};

export async function readCaseNames(db: Kysely<DB>, applicationId: string): Promise<CaseNames> {
  const row = await db
    .selectFrom('application')
    .innerJoin('customer', 'customer.customer_id', 'application.customer_id')
    .innerJoin('branch', 'branch.branch_id', 'application.branch_id')
    .innerJoin('officer', 'officer.officer_id', 'application.account_manager_id')
    .select([
      'customer.name',
      'customer.kind',
      'customer.number',
      'branch.name as branch_name',
      'officer.display_name',
    ])
    .where('application.application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  return {
    customerName: row.name,
    customerKind: row.kind,
    customerNumber: row.number,
    branchName: row.branch_name,
    accountManagerName: row.display_name,
  };
}
