/**
 * Rows of an export, page after page in the order of their keys, so that a file can be written slice by slice. Names
 * are masked unless the export may show them; identity numbers and phones never leave as more than their mask.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Cell, ExportKind } from '../../domain/data-export.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { formatAmount, money, type Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type ExportFilter = {
  readonly kind: ExportKind;
  /** What the person who asked may see. */
  readonly scope: Scope;
  readonly branchId: string | null;
  /** Opened, handed in, made or posted between these dates, both included. */
  readonly fromDate: IsoDate | null;
  readonly toDate: IsoDate | null;
  readonly showsNames: boolean;
};

/** How a name is masked. */
type Mask = (name: string) => string;

type Row = { readonly key: string; readonly [column: string]: unknown };

/** Text as it is, amounts in minor units with their currency beside, names with what they belong to. */
type Column = {
  readonly name: string;
  readonly cell: (row: Row, mask: Mask) => Cell;
};

const plain = (name: string): Column => ({ name, cell: (row) => (row[name] ?? null) as Cell });
const amount = (name: string): Column => ({
  name,
  cell: (row) => {
    const minor = row[name] as bigint | null;
    return minor === null ? null : formatAmount(money(minor, row['currency'] as Currency));
  },
});
const customerName: Column = {
  name: 'customer_name',
  cell: (row, mask) => {
    const name = row['customer_name'] as string | null;
    if (name === null || row['customer_kind'] === 'company') return name;
    return mask(name);
  },
};

type Source = {
  readonly columns: readonly Column[];
  readonly key: RawBuilder<unknown>;
  readonly select: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly date: RawBuilder<unknown>;
  readonly branch: string;
  readonly customer: string;
};

const sources: { readonly [K in ExportKind]: Source } = {
  loans: {
    columns: [
      plain('number'),
      plain('customer_number'),
      customerName,
      plain('product'),
      plain('status'),
      plain('currency'),
      amount('principal'),
      amount('outstanding'),
      amount('overdue'),
      plain('days_past_due'),
      plain('opened_date'),
      plain('closed_date'),
    ],
    key: sql`loan.loan_id`,
    select: sql`loan.number, customer.number as customer_number, customer.name as customer_name,
      customer.kind as customer_kind, policy_version.name as product, loan.status, loan.currency,
      loan.principal_minor as principal, loan_position.principal_minor as outstanding,
      loan_position.overdue_minor as overdue, loan_position.days_past_due, loan.opened_date, loan.closed_date`,
    from: sql`loan join customer on customer.customer_id = loan.customer_id
      join policy_version on policy_version.policy_version_id = loan.product_version_id
      join loan_position on loan_position.loan_id = loan.loan_id`,
    date: sql`loan.opened_date`,
    branch: 'loan.branch_id',
    customer: 'loan.customer_id',
  },
  applications: {
    columns: [
      plain('number'),
      plain('customer_number'),
      customerName,
      plain('product'),
      plain('currency'),
      amount('amount'),
      plain('status'),
      plain('grade'),
      plain('tier'),
      plain('created_date'),
      plain('decided_date'),
    ],
    key: sql`application.application_id`,
    select: sql`application.number, customer.number as customer_number, customer.name as customer_name,
      customer.kind as customer_kind, application.content->>'productCode' as product, application.currency,
      application.amount_minor as amount, application.status, application.grade, application.tier,
      application.created_date, application.decided_date`,
    from: sql`application join customer on customer.customer_id = application.customer_id`,
    date: sql`application.created_date`,
    branch: 'application.branch_id',
    customer: 'application.customer_id',
  },
  customers: {
    columns: [
      plain('number'),
      plain('kind'),
      customerName,
      plain('identity_mask'),
      plain('phone_mask'),
      plain('language'),
      plain('created_date'),
    ],
    key: sql`customer.customer_id`,
    select: sql`customer.number, customer.kind, customer.kind as customer_kind, customer.name as customer_name,
      customer.identity_mask, customer.phone_mask, customer.language, customer.created_at::date as created_date`,
    from: sql`customer`,
    date: sql`customer.created_at::date`,
    branch: 'customer.branch_id',
    customer: 'customer.customer_id',
  },
  ledger_entries: {
    columns: [
      plain('entry'),
      plain('posted_date'),
      plain('effective_date'),
      plain('rule'),
      plain('loan_number'),
      plain('account_code'),
      plain('side'),
      plain('currency'),
      amount('amount'),
    ],
    key: sql`posting.journal_entry_id::text || '/' || lpad(posting.line::text, 6, '0')`,
    select: sql`journal_entry.seq as entry, journal_entry.posted_date, journal_entry.effective_date,
      journal_entry.rule, loan.number as loan_number, posting.account_code, posting.side,
      journal_entry.currency, posting.amount_minor as amount`,
    from: sql`posting join journal_entry on journal_entry.journal_entry_id = posting.journal_entry_id
      left join loan on loan.loan_id = journal_entry.loan_id`,
    date: sql`journal_entry.posted_date`,
    branch: 'journal_entry.branch_id',
    customer: 'loan.customer_id',
  },
};

export function exportHeader(kind: ExportKind): readonly string[] {
  return sources[kind].columns.map(({ name }) => name);
}

export type ExportPage = {
  readonly rows: readonly (readonly Cell[])[];
  /** Where the next page goes on; null after the last. */
  readonly after: string | null;
};

export async function listExportRows(
  db: Kysely<DB>,
  filter: ExportFilter,
  page: { readonly after: string | null; readonly limit: number; readonly mask: Mask },
): Promise<ExportPage> {
  const { after, limit, mask } = page;
  const { columns, key, select, from } = sources[filter.kind];
  const { rows } = await sql<Row>`
    select (${key})::text as key, ${select} from ${from}
    where ${conditionOf(filter)} and (${after}::text is null or (${key})::text > ${after})
    order by (${key})::text limit ${limit}
  `.execute(db);
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row, shownBy(filter, mask))));
  return { rows: cells, after: rows.length < limit ? null : rows.at(-1)!.key };
}

function shownBy({ showsNames }: ExportFilter, mask: Mask): Mask {
  return showsNames ? (name) => name : mask;
}

export async function countExportRows(db: Kysely<DB>, filter: ExportFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sources[filter.kind].from} where ${conditionOf(filter)}
  `.execute(db);
  return rows[0]!.count;
}

function conditionOf({ kind, scope, branchId, fromDate, toDate }: ExportFilter) {
  const { branch, customer, date } = sources[kind];
  return sql`${withinScope(scope, { branch, customer })}
    and (${branchId}::uuid is null or ${sql.ref(branch)} = ${branchId}::uuid)
    and (${fromDate}::date is null or ${date} >= ${fromDate}::date)
    and (${toDate}::date is null or ${date} <= ${toDate}::date)`;
}
