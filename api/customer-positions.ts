/** What stands beside a customer in a list: where they belong, and what they owe. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { IsoDate } from '../domain/calendar.ts';
import { toWireMoney } from '../domain/money.ts';
import { readOfficerNames } from '../db/queries/approvers.ts';
import { listBranches } from '../db/queries/branches.ts';
import { readCustomerPositions } from '../db/queries/customer-positions.ts';
import type { CustomerRow } from '../db/queries/customers.ts';
import type { DB } from '../db/tables.ts';
import type { customerLine } from './schemas/customers.ts';

type Added = Pick<
  z.output<typeof customerLine>,
  'branchName' | 'accountManagerName' | 'activeLoanCount' | 'outstanding' | 'daysPastDue'
>;

/** @returns what a line says of one of these customers */
export async function lineOf(
  db: Kysely<DB>,
  rows: readonly CustomerRow[],
  businessDate: IsoDate,
): Promise<(row: CustomerRow) => Added> {
  const customerIds = rows.map(({ customerId }) => customerId);
  const positions = await readCustomerPositions(db, customerIds, businessDate);
  const managerIds = [...new Set(rows.map(({ accountManagerId }) => accountManagerId))];
  const managers = await readOfficerNames(db, managerIds);
  const branches = new Map(
    (await listBranches(db)).map(({ branchId, name }) => [branchId, name] as const),
  );
  return ({ customerId, branchId, accountManagerId }) => {
    const position = positions.get(customerId);
    return {
      branchName: branches.get(branchId) ?? '',
      accountManagerName: managers.get(accountManagerId) ?? '',
      activeLoanCount: position?.activeLoanCount ?? 0,
      outstanding: (position?.outstanding ?? []).map(toWireMoney),
      daysPastDue: position?.daysPastDue ?? 0,
    };
  };
}
