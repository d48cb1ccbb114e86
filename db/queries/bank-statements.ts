/** Statements of the bank and their lines: facts from outside, and what each line was matched with. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { RecordKind } from '../../domain/bank-statement/matching.ts';
import type { Direction } from '../../domain/bank-statement/statement.ts';
import { money, type Currency, type Money } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type BankStatement = {
  readonly statementId: string;
  readonly channel: string;
  readonly fileName: string;
  readonly fromDate: IsoDate;
  readonly toDate: IsoDate;
  readonly lineCount: number;
  readonly openLineCount: number;
  readonly moneyIn: Money;
  readonly moneyOut: Money;
  readonly importedByName: string | null;
  readonly importedAt: Instant;
};

export type NewStatement = {
  readonly channel: string;
  readonly fileName: string;
  readonly contentHash: string;
  readonly currency: Currency;
  readonly fromDate: IsoDate;
  readonly toDate: IsoDate;
  readonly lineCount: number;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
  readonly importedBy: string;
  readonly importedAt: Instant;
};

/** @returns undefined when a file with this content was taken before */
export async function insertStatement(
  trx: Transaction<DB>,
  statement: NewStatement,
): Promise<string | undefined> {
  const row = await trx
    .insertInto('bank_statement')
    .values({
      statement_id: newId(),
      channel: statement.channel,
      file_name: statement.fileName,
      content_hash: statement.contentHash,
      currency: statement.currency,
      from_date: statement.fromDate,
      to_date: statement.toDate,
      line_count: statement.lineCount,
      in_minor: statement.inMinor,
      out_minor: statement.outMinor,
      imported_by: statement.importedBy,
      imported_at: statement.importedAt,
    })
    .onConflict((conflict) => conflict.column('content_hash').doNothing())
    .returning('statement_id')
    .executeTakeFirst();
  return row?.statement_id;
}

export type NewBankLine = {
  readonly row: number;
  readonly bookedDate: IsoDate;
  readonly direction: Direction;
  readonly amount: Money;
  readonly reference: string;
  readonly payerName: string | null;
  readonly payerAccountIndex: Buffer | null;
  readonly payerAccountMask: string | null;
  readonly remark: string | null;
};

/** Lines in one statement each time, as many as a statement's parameters allow. */
const chunk = 2_000;

export async function insertBankLines(
  trx: Transaction<DB>,
  { statementId, channel }: { readonly statementId: string; readonly channel: string },
  lines: readonly NewBankLine[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += chunk)
    await trx
      .insertInto('bank_line')
      .values(
        lines.slice(from, from + chunk).map((line) => ({
          line_id: newId(),
          statement_id: statementId,
          file_row: line.row,
          channel,
          booked_date: line.bookedDate,
          direction: line.direction,
          amount_minor: line.amount.minor,
          currency: line.amount.currency,
          reference: line.reference,
          payer_name: line.payerName,
          payer_account_index: line.payerAccountIndex,
          payer_account_mask: line.payerAccountMask,
          remark: line.remark,
          payment_id: null,
          disbursement_id: null,
          refund_id: null,
          matched_by: null,
          matched_at: null,
        })),
      )
      .execute();
}

export async function findStatementByHash(
  db: Kysely<DB>,
  contentHash: string,
): Promise<{ readonly statementId: string; readonly importedAt: Instant } | undefined> {
  return db
    .selectFrom('bank_statement')
    .select(['statement_id as statementId', 'imported_at as importedAt'])
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
}

export type KnownLine = {
  readonly statementId: string;
  readonly reference: string;
  readonly direction: Direction;
  readonly amountMinor: bigint;
  readonly bookedDate: IsoDate;
};

/** Lines of earlier statements with one of these references. */
export async function listKnownLines(
  db: Kysely<DB>,
  channel: string,
  references: readonly string[],
): Promise<KnownLine[]> {
  return db
    .selectFrom('bank_line')
    .select([
      'statement_id as statementId',
      'reference',
      'direction',
      'amount_minor as amountMinor',
      'booked_date as bookedDate',
    ])
    .where('channel', '=', channel)
    .where(sql<boolean>`reference = any(${references}::text[])`)
    .execute();
}

/** Newest first. */
export async function listStatements(
  db: Kysely<DB>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ rows: BankStatement[]; total: number }> {
  const { total } = await db
    .selectFrom('bank_statement')
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await statements(db)
    .orderBy('bank_statement.imported_at', 'desc')
    .orderBy('bank_statement.statement_id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(toStatement), total: Number(total) };
}

export async function findStatement(
  db: Kysely<DB>,
  statementId: string,
): Promise<BankStatement | undefined> {
  const row = await statements(db)
    .where('bank_statement.statement_id', '=', statementId)
    .executeTakeFirst();
  return row && toStatement(row);
}

function statements(db: Kysely<DB>) {
  return db
    .selectFrom('bank_statement')
    .leftJoin('officer', 'officer.officer_id', 'bank_statement.imported_by')
    .select([
      'bank_statement.statement_id as statementId',
      'bank_statement.channel',
      'bank_statement.file_name as fileName',
      'bank_statement.currency',
      'bank_statement.from_date as fromDate',
      'bank_statement.to_date as toDate',
      'bank_statement.line_count as lineCount',
      'bank_statement.in_minor as inMinor',
      'bank_statement.out_minor as outMinor',
      'officer.display_name as importedByName',
      'bank_statement.imported_at as importedAt',
    ])
    .select((select) =>
      select
        .selectFrom('bank_line')
        .select((count) => count.fn.countAll<bigint>().as('open'))
        .whereRef('bank_line.statement_id', '=', 'bank_statement.statement_id')
        .where('bank_line.matched_by', 'is', null)
        .$asScalar()
        .as('openLineCount'),
    );
}

type StatementRow = Omit<BankStatement, 'moneyIn' | 'moneyOut' | 'openLineCount'> & {
  readonly currency: Currency;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
  readonly openLineCount: bigint | null;
};

function toStatement({ currency, inMinor, outMinor, openLineCount, ...row }: StatementRow) {
  return {
    ...row,
    openLineCount: Number(openLineCount ?? 0n),
    moneyIn: money(inMinor, currency),
    moneyOut: money(outMinor, currency),
  };
}

export type BankLine = {
  readonly lineId: string;
  readonly statementId: string;
  readonly channel: string;
  readonly bookedDate: IsoDate;
  readonly direction: Direction;
  readonly amount: Money;
  readonly reference: string;
  readonly payerName: string | null;
  readonly payerAccountIndex: Buffer | null;
  readonly payerAccountMask: string | null;
  readonly remark: string | null;
  /** The movement of money it is; null while nobody has said. */
  readonly match: { readonly kind: RecordKind; readonly id: string } | null;
  readonly matchedByName: string | null;
  readonly matchedAt: Instant | null;
};

export type LineFilter = {
  readonly state?: 'open' | 'matched' | undefined;
  readonly bookedDate?: IsoDate | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** In the order of the bank: the oldest open line first, the newest matched line first. */
export async function listBankLines(
  db: Kysely<DB>,
  { state, bookedDate, limit, offset }: LineFilter,
): Promise<{ rows: BankLine[]; total: number }> {
  let query = db.selectFrom('bank_line');
  if (state === 'open') query = query.where('bank_line.matched_by', 'is', null);
  if (state === 'matched') query = query.where('bank_line.matched_by', 'is not', null);
  if (bookedDate !== undefined) query = query.where('bank_line.booked_date', '=', bookedDate);
  const { total } = await query
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin('officer', 'officer.officer_id', 'bank_line.matched_by')
    .selectAll('bank_line')
    .select('officer.display_name')
    .orderBy('bank_line.booked_date', state === 'open' ? 'asc' : 'desc')
    .orderBy('bank_line.file_row')
    .orderBy('bank_line.line_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(toLine), total: Number(total) };
}

export async function lockBankLine(
  trx: Transaction<DB>,
  lineId: string,
): Promise<BankLine | undefined> {
  const row = await trx
    .selectFrom('bank_line')
    .selectAll()
    .where('line_id', '=', lineId)
    .forUpdate()
    .executeTakeFirst();
  return row && toLine({ ...row, display_name: null });
}

const columnOf = {
  payment: 'payment_id',
  disbursement: 'disbursement_id',
  refund: 'refund_id',
} as const satisfies Record<RecordKind, string>;

/** @returns whether another line is matched with this movement of money */
export async function isMatched(
  db: Kysely<DB>,
  { kind, id }: { readonly kind: RecordKind; readonly id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('bank_line')
    .select('line_id')
    .where(columnOf[kind], '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** The line must be locked. */
export async function saveMatch(
  trx: Transaction<DB>,
  lineId: string,
  match: {
    readonly kind: RecordKind;
    readonly id: string;
    readonly matchedBy: string;
    readonly matchedAt: Instant;
  },
): Promise<void> {
  await trx
    .updateTable('bank_line')
    .set({
      [columnOf[match.kind]]: match.id,
      matched_by: match.matchedBy,
      matched_at: match.matchedAt,
    })
    .where('line_id', '=', lineId)
    .execute();
}

type LineRow = Pick<
  DB['bank_line'],
  | 'line_id'
  | 'statement_id'
  | 'channel'
  | 'booked_date'
  | 'direction'
  | 'amount_minor'
  | 'currency'
  | 'reference'
  | 'payer_name'
  | 'payer_account_index'
  | 'payer_account_mask'
  | 'remark'
  | 'payment_id'
  | 'disbursement_id'
  | 'refund_id'
  | 'matched_at'
> & { readonly display_name: string | null };

function toLine(row: LineRow): BankLine {
  return {
    lineId: row.line_id,
    statementId: row.statement_id,
    channel: row.channel,
    bookedDate: row.booked_date,
    direction: row.direction,
    amount: money(row.amount_minor, row.currency),
    reference: row.reference,
    payerName: row.payer_name,
    payerAccountIndex: row.payer_account_index,
    payerAccountMask: row.payer_account_mask,
    remark: row.remark,
    match: matchOf(row),
    matchedByName: row.display_name,
    matchedAt: row.matched_at,
  };
}

function matchOf(row: Pick<LineRow, 'payment_id' | 'disbursement_id' | 'refund_id'>) {
  if (row.payment_id !== null) return { kind: 'payment', id: row.payment_id } as const;
  if (row.disbursement_id !== null)
    return { kind: 'disbursement', id: row.disbursement_id } as const;
  if (row.refund_id !== null) return { kind: 'refund', id: row.refund_id } as const;
  return null;
}

const lockOf = {
  payment: sql`select from payment where payment_id =`,
  disbursement: sql`select from disbursement where disbursement_id =`,
  refund: sql`select from refund where refund_id =`,
} as const satisfies Record<RecordKind, unknown>;

/** Keeps two lines from being matched with one movement at the same moment. */
export async function lockMovement(
  trx: Transaction<DB>,
  { kind, id }: { readonly kind: RecordKind; readonly id: string },
): Promise<void> {
  await sql`${lockOf[kind]} ${id} for update`.execute(trx);
}
