/** Finds records by what people remember of them: a number, a name, the last four signs of a phone or an identity. */
import { sql, type Kysely } from 'kysely';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type FoundKind = 'application' | 'customer' | 'loan';

export type FoundRecord = {
  readonly kind: FoundKind;
  readonly id: string;
  readonly number: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
};

export type RecordSearch = {
  readonly text: string;
  /** What the reader may see of each kind; a kind without a scope is not searched. */
  readonly scopes: Partial<Readonly<Record<FoundKind, Scope>>>;
  /** Of each kind. */
  readonly limit: number;
};

/** Customers first, then loans, then applications, the newest of each first. */
export async function searchRecords(db: Kysely<DB>, search: RecordSearch): Promise<FoundRecord[]> {
  const { customer, loan, application } = search.scopes;
  const found = await Promise.all([
    customer === undefined ? [] : searchCustomerFiles(db, search, customer),
    loan === undefined ? [] : searchLoans(db, search, loan),
    application === undefined ? [] : searchApplications(db, search, application),
  ]);
  return found.flat();
}

function searchCustomerFiles(
  db: Kysely<DB>,
  { text, limit }: RecordSearch,
  scope: Scope,
): Promise<FoundRecord[]> {
  return db
    .selectFrom('customer')
    .select([
      sql<FoundKind>`'customer'`.as('kind'),
      'customer_id as id',
      'number',
      'name as customerName',
      'kind as customerKind',
    ])
    .where(withinScope(scope, { branch: 'branch_id', customer: 'customer_id' }))
    .where((is) =>
      is.or([
        is('number', 'ilike', beginning(text)),
        is('name', 'ilike', part(text)),
        ...(isLastFour(text)
          ? [is('phone_mask', 'like', `%${text}`), is('identity_mask', 'ilike', `%${text}`)]
          : []),
      ]),
    )
    .orderBy('customer_id', 'desc')
    .limit(limit)
    .execute();
}

function searchLoans(
  db: Kysely<DB>,
  { text, limit }: RecordSearch,
  scope: Scope,
): Promise<FoundRecord[]> {
  return db
    .selectFrom('loan')
    .innerJoin('customer', 'customer.customer_id', 'loan.customer_id')
    .select([
      sql<FoundKind>`'loan'`.as('kind'),
      'loan.loan_id as id',
      'loan.number',
      'customer.name as customerName',
      'customer.kind as customerKind',
    ])
    .where(withinScope(scope, { branch: 'loan.branch_id', customer: 'loan.customer_id' }))
    .where((is) =>
      is.or([
        is('loan.number', 'ilike', beginning(text)),
        is('customer.name', 'ilike', part(text)),
      ]),
    )
    .orderBy('loan.loan_id', 'desc')
    .limit(limit)
    .execute();
}

function searchApplications(
  db: Kysely<DB>,
  { text, limit }: RecordSearch,
  scope: Scope,
): Promise<FoundRecord[]> {
  return db
    .selectFrom('application')
    .innerJoin('customer', 'customer.customer_id', 'application.customer_id')
    .select([
      sql<FoundKind>`'application'`.as('kind'),
      'application.application_id as id',
      'application.number',
      'customer.name as customerName',
      'customer.kind as customerKind',
    ])
    .where(
      withinScope(scope, { branch: 'application.branch_id', customer: 'application.customer_id' }),
    )
    .where((is) =>
      is.or([
        is('application.number', 'ilike', beginning(text)),
        is('customer.name', 'ilike', part(text)),
      ]),
    )
    .orderBy('application.application_id', 'desc')
    .limit(limit)
    .execute();
}

function isLastFour(text: string): boolean {
  return /^\d{3}[\dXx]$/.test(text);
}

function beginning(text: string): string {
  return `${escapeLike(text)}%`;
}

function part(text: string): string {
  return `%${escapeLike(text)}%`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

export type Place = {
  readonly id: string;
  readonly branchId: string;
  readonly customerId: string;
};

/** Whose branch and whose customer's each record is, for records of a kind that has both. */
export async function findPlaces(
  db: Kysely<DB>,
  kind: FoundKind | 'collection_case',
  ids: readonly string[],
): Promise<Place[]> {
  const table = {
    application: 'application',
    customer: 'customer',
    loan: 'loan',
    collection_case: 'collection_case',
  }[kind];
  const key = sql.ref(kind === 'collection_case' ? 'case_id' : `${kind}_id`);
  const { rows } = await sql<Place>`
    select ${key} as id, branch_id as "branchId", customer_id as "customerId"
    from ${sql.table(table)} where ${key} = any(${ids}::uuid[])
  `.execute(db);
  return rows;
}
