/** Pages of applications. Each filter has an index in the order of the list, so that a page costs the same at any size. */
import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { RiskGrade } from '../../domain/approval/matrix.ts';
import type { Money } from '../../domain/money.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type ApplicationFilter = {
  readonly status?: ApplicationState;
  readonly branchId?: string;
  readonly customerId?: string;
  readonly grade?: RiskGrade;
  readonly product?: string;
  /** The start of an application number. */
  readonly number?: string;
};

export type ApplicationLine = {
  readonly applicationId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly product: string;
  readonly amount: Money;
  readonly status: ApplicationState;
  readonly grade: RiskGrade | null;
  readonly tier: string | null;
  readonly branchId: string;
  readonly createdAt: Instant;
  readonly submittedAt: Instant | null;
  readonly decidedAt: Instant | null;
};

/** Newest first. */
export async function listApplications(
  db: Kysely<DB>,
  scope: Scope,
  filter: ApplicationFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ApplicationLine[]; total: number }> {
  const found = narrow(db.selectFrom('application'), scope, filter);
  // The page is cut before anything is joined to it.
  const page = found
    .selectAll('application')
    .orderBy('application.created_at', 'desc')
    .orderBy('application.application_id')
    .limit(limit)
    .offset(offset);
  const rows = await db
    .selectFrom(page.as('page'))
    .innerJoin('customer', 'customer.customer_id', 'page.customer_id')
    .selectAll('page')
    .select([
      'customer.name as customer_name',
      'customer.kind as customer_kind',
      sql<string>`page.content->>'productCode'`.as('product'),
    ])
    .orderBy('page.created_at', 'desc')
    .orderBy('page.application_id')
    .execute();
  const { total } = await found.select(sql<bigint>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return {
    rows: rows.map((row) => ({
      applicationId: row.application_id,
      number: row.number,
      customerId: row.customer_id,
      customerName: row.customer_name,
      customerKind: row.customer_kind,
      product: row.product,
      amount: { minor: row.amount_minor, currency: row.currency },
      status: row.status,
      grade: row.grade as RiskGrade | null,
      tier: row.tier,
      branchId: row.branch_id,
      createdAt: row.created_at,
      submittedAt: row.submitted_at,
      decidedAt: row.decided_at,
    })),
    total: Number(total),
  };
}

function narrow<T>(
  query: SelectQueryBuilder<DB, 'application', T>,
  scope: Scope,
  filter: ApplicationFilter,
): SelectQueryBuilder<DB, 'application', T> {
  const { status, branchId, customerId, grade, product, number } = filter;
  const columns = { branch: 'application.branch_id', customer: 'application.customer_id' };
  let found = query.where(withinScope(scope, columns));
  if (status !== undefined) found = found.where('application.status', '=', status);
  if (branchId !== undefined) found = found.where('application.branch_id', '=', branchId);
  if (customerId !== undefined) found = found.where('application.customer_id', '=', customerId);
  if (grade !== undefined) found = found.where('application.grade', '=', grade);
  if (product !== undefined) {
    found = found.where(sql<boolean>`application.content->>'productCode' = ${product}`);
  }
  if (number !== undefined) {
    found = found.where(sql<boolean>`starts_with(application.number, ${number})`);
  }
  return found;
}
