/** The list of loans: amounts as of the last settling, days past due as of the date that is asked for. */
import { sql, type Kysely } from 'kysely';
import { daysBetween, type IsoDate } from '../../domain/calendar.ts';
import { money, type Money } from '../../domain/money.ts';
import { bucketOf, defaultBuckets } from '../../domain/servicing/buckets.ts';
import type { DB } from '../tables.ts';
import type { LoanRowStatus } from './loans.ts';
import { withinScope, type Scope } from './scope.ts';

export type ListedLoan = {
  readonly loanId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly branchId: string;
  readonly productCode: string;
  readonly status: LoanRowStatus;
  readonly openedDate: IsoDate;
  readonly closedDate: IsoDate | null;
  readonly principal: Money;
  readonly outstanding: Money;
  readonly overdue: Money;
  readonly bucket: string;
  readonly daysPastDue: number;
  readonly nextDueDate: IsoDate | null;
  readonly nextDue: Money;
};

export type LoanFilter = {
  readonly scope: Scope;
  readonly businessDate: IsoDate;
  readonly status?: LoanRowStatus | undefined;
  readonly customerId?: string | undefined;
  readonly branchId?: string | undefined;
  readonly bucket?: string | undefined;
  readonly isPastDue?: boolean | undefined;
  /** Beginning of a loan number. */
  readonly search?: string | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Newest first. */
export async function listLoans(
  db: Kysely<DB>,
  filter: LoanFilter,
): Promise<{ loans: ListedLoan[]; total: number }> {
  const query = filtered(db, filter);
  const { total } = await query.select(sql<bigint>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin('customer', 'customer.customer_id', 'loan.customer_id')
    .innerJoin('policy_version', 'policy_version_id', 'loan.product_version_id')
    .select([
      'loan.loan_id',
      'loan.number',
      'loan.customer_id',
      'customer.name as customer_name',
      'customer.kind as customer_kind',
      'loan.branch_id',
      'policy_version.name as product_code',
      'loan.status',
      'loan.opened_date',
      'loan.closed_date',
      'loan.currency',
      'loan.principal_minor as disbursed_minor',
      'loan_position.principal_minor',
      'loan_position.overdue_minor',
      'loan_position.oldest_due_date',
      'loan_position.days_past_due',
      'loan_position.next_due_date',
      'loan_position.next_due_minor',
    ])
    .orderBy('loan.created_at', 'desc')
    .orderBy('loan.loan_id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  const loans = rows.map((row) => toListed(row, filter.businessDate));
  return { loans, total: Number(total) };
}

function filtered(db: Kysely<DB>, filter: LoanFilter) {
  const { status, customerId, branchId, bucket, isPastDue, search } = filter;
  let query = db
    .selectFrom('loan')
    .innerJoin('loan_position', 'loan_position.loan_id', 'loan.loan_id')
    .where(withinScope(filter.scope, { branch: 'loan.branch_id', customer: 'loan.customer_id' }));
  if (status !== undefined) query = query.where('loan.status', '=', status);
  if (customerId !== undefined) query = query.where('loan.customer_id', '=', customerId);
  if (branchId !== undefined) query = query.where('loan.branch_id', '=', branchId);
  if (isPastDue !== undefined) query = query.where('days_past_due', isPastDue ? '>' : '=', 0);
  if (search !== undefined) query = query.where('loan.number', 'like', `${escapeLike(search)}%`);
  if (bucket === undefined) return query;
  const { from, to } = daysOf(bucket);
  const days = sql<number>`case when days_past_due > 0 then ${filter.businessDate}::date - oldest_due_date else 0 end`;
  query = query.where(days, '>=', from);
  return to === null ? query : query.where(days, '<', to);
}

function daysOf(bucket: string): { from: number; to: number | null } {
  const index = defaultBuckets.findIndex(({ name }) => name === bucket);
  // A name nobody knows matches no loan, as any other filter value would.
  if (index === -1) return { from: 1, to: 1 };
  return { from: defaultBuckets[index]!.fromDays, to: defaultBuckets[index + 1]?.fromDays ?? null };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

type Row = {
  loan_id: string;
  number: string;
  customer_id: string;
  customer_name: string;
  customer_kind: 'person' | 'company';
  branch_id: string;
  product_code: string;
  status: LoanRowStatus;
  opened_date: IsoDate;
  closed_date: IsoDate | null;
  currency: Money['currency'];
  disbursed_minor: bigint;
  principal_minor: bigint;
  overdue_minor: bigint;
  oldest_due_date: IsoDate | null;
  days_past_due: number;
  next_due_date: IsoDate | null;
  next_due_minor: bigint;
};

/** Days past due grow from day to day while nothing else of a loan changes. */
function toListed(row: Row, businessDate: IsoDate): ListedLoan {
  const lateSince = row.days_past_due > 0 ? row.oldest_due_date : null;
  const daysPastDue = lateSince === null ? 0 : daysBetween(lateSince, businessDate);
  const inCurrency = (minor: bigint) => money(minor, row.currency);
  return {
    loanId: row.loan_id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    customerKind: row.customer_kind,
    branchId: row.branch_id,
    productCode: row.product_code,
    status: row.status,
    openedDate: row.opened_date,
    closedDate: row.closed_date,
    principal: inCurrency(row.disbursed_minor),
    outstanding: inCurrency(row.principal_minor),
    overdue: inCurrency(row.overdue_minor),
    bucket: bucketOf(daysPastDue),
    daysPastDue,
    nextDueDate: row.next_due_date,
    nextDue: inCurrency(row.next_due_minor),
  };
}
