/**
 * 银行流水: what the house's bank says it has booked, read from a file of the bank. Nothing of a file is taken when any
 * row of it cannot be read, so that a statement is in the house as a whole or not at all.
 */
import { isIsoDate, type IsoDate } from '../calendar.ts';
import { exponents, type Currency, type Money } from '../format-money.ts';

export type CsvRow = {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type Direction = 'in' | 'out';

export type StatementLine = {
  /** Line of the file, from 1. */
  readonly row: number;
  readonly bookedDate: IsoDate;
  readonly direction: Direction;
  /** Positive. */
  readonly amount: Money;
  /** The bank's own, once on an account. */
  readonly reference: string;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly remark: string | null;
};

export const statementColumns = [
  'bookedDate',
  'reference',
  'credit',
  'debit',
  'amount',
  'payerName',
  'payerAccount',
  'remark',
] as const;
export type StatementColumn = (typeof statementColumns)[number];

export const rowFaults = [
  'column_missing',
  'date_unreadable',
  'date_in_future',
  'amount_missing',
  'amount_unreadable',
  'amount_on_both_sides',
  'reference_missing',
  'reference_repeated',
  'text_too_long',
] as const;

/** What cannot be read, and where. */
export type RowFault = {
  readonly row: number;
  readonly column: StatementColumn;
  readonly fault: (typeof rowFaults)[number];
  /** What stands there; empty for nothing. */
  readonly value: string;
};

export type ReadStatement = {
  readonly lines: readonly StatementLine[];
  readonly faults: readonly RowFault[];
};

/** How the large banks head their columns; compared without spaces, case and what stands in brackets. */
const headings: Readonly<Record<StatementColumn, readonly string[]>> = {
  bookedDate: [
    'bookedDate',
    'date',
    'bookingDate',
    '记账日期',
    '入账日期',
    '交易日期',
    '交易时间',
    '日期',
  ],
  reference: ['reference', 'bankReference', '流水号', '交易流水号', '银行流水号', '凭证号'],
  credit: ['credit', '收入', '贷方发生额', '贷方金额', '收入金额'],
  debit: ['debit', '支出', '借方发生额', '借方金额', '支出金额'],
  amount: ['amount', '金额', '交易金额', '发生额'],
  payerName: ['name', 'payerName', 'counterparty', '对方户名', '对方名称', '户名'],
  payerAccount: ['account', 'payerAccount', 'counterpartyAccount', '对方账号', '账号'],
  remark: ['remark', 'memo', 'purpose', '附言', '摘要', '用途', '备注'],
};

const longest = { reference: 140, payerName: 140, payerAccount: 64, remark: 400 } as const;

type Places = Readonly<Partial<Record<StatementColumn, number>>>;
type Context = { readonly currency: Currency; readonly businessDate: IsoDate };

/** The first row heads the columns. */
export function readStatement([head, ...rows]: readonly CsvRow[], context: Context): ReadStatement {
  const places = placesOf(head?.cells ?? []);
  const missing = missingColumns(places);
  if (missing.length > 0) {
    const row = head?.line ?? 1;
    return {
      lines: [],
      faults: missing.map((column) => ({ row, column, fault: 'column_missing', value: '' })),
    };
  }
  const read = rows.map((row) => readRow(row, places, context));
  const lines = read.flatMap(({ line }) => (line === null ? [] : [line]));
  return { lines, faults: [...read.flatMap(({ faults }) => faults), ...repeated(lines)] };
}

function placesOf(cells: readonly string[]): Places {
  const names = cells.map(plain);
  const found = statementColumns.map((column) => {
    const known = headings[column].map(plain);
    return [column, names.findIndex((name) => known.includes(name))] as const;
  });
  return Object.fromEntries(found.filter(([, index]) => index >= 0));
}

function plain(heading: string): string {
  return heading
    .replace(/[（(][^）)]*[）)]/gu, '')
    .replace(/[\s_]/gu, '')
    .toLowerCase();
}

/** Amounts stand in one column with a sign, or in two. */
function missingColumns(places: Places): StatementColumn[] {
  const needed: StatementColumn[] = ['bookedDate', 'reference'];
  if (places.amount === undefined) needed.push('credit', 'debit');
  return needed.filter((column) => places[column] === undefined);
}

function readRow(
  { line: row, cells }: CsvRow,
  places: Places,
  { currency, businessDate }: Context,
): { readonly line: StatementLine | null; readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const cell = (column: StatementColumn) => {
    const place = places[column];
    return place === undefined ? '' : (cells[place] ?? '');
  };
  const fail = (column: StatementColumn, fault: RowFault['fault']) =>
    faults.push({ row, column, fault, value: cell(column).slice(0, 60) });
  const bookedDate = readDate(cell('bookedDate'));
  if (bookedDate === null) fail('bookedDate', 'date_unreadable');
  else if (bookedDate > businessDate) fail('bookedDate', 'date_in_future');
  const reference = cell('reference');
  if (reference === '') fail('reference', 'reference_missing');
  for (const column of ['reference', 'payerName', 'payerAccount', 'remark'] as const)
    if (cell(column).length > longest[column]) fail(column, 'text_too_long');
  const moved = readMovement(cell, currency);
  if ('fault' in moved) fail(moved.column, moved.fault);
  if (faults.length > 0 || bookedDate === null || 'fault' in moved) return { line: null, faults };
  const { direction, amount } = moved;
  const texts = {
    payerName: textOf(cell('payerName')),
    payerAccount: textOf(cell('payerAccount').replace(/[\s-]/gu, '')),
    remark: textOf(cell('remark')),
  };
  return { line: { row, bookedDate, direction, amount, reference, ...texts }, faults };
}

function textOf(cell: string): string | null {
  return cell === '' ? null : cell;
}

/** `2026-03-15`, `2026/3/15`, `20260315`, `2026年3月15日`, each also with a time after it. */
function readDate(cell: string): IsoDate | null {
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[\sT].*)?$/u.exec(cell) ??
    /^(\d{4})(\d{2})(\d{2})(?:\s.*)?$/u.exec(cell);
  if (found === null) return null;
  const [, year, month, day] = found;
  const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isIsoDate(date) ? date : null;
}

type Movement =
  | { readonly direction: Direction; readonly amount: Money }
  | { readonly column: StatementColumn; readonly fault: RowFault['fault'] };

function readMovement(cell: (column: StatementColumn) => string, currency: Currency): Movement {
  const read = (column: 'credit' | 'debit' | 'amount') => readMinor(cell(column), currency);
  const [credit, debit, amount] = [read('credit'), read('debit'), read('amount')];
  if (credit === null) return { column: 'credit', fault: 'amount_unreadable' };
  if (debit === null) return { column: 'debit', fault: 'amount_unreadable' };
  if (amount === null) return { column: 'amount', fault: 'amount_unreadable' };
  if (credit !== 0n && debit !== 0n) return { column: 'debit', fault: 'amount_on_both_sides' };
  // A side with a sign is a booking taken back: the money went the other way.
  const moved = credit !== 0n || debit !== 0n ? credit - debit : amount;
  if (moved === 0n) return { column: 'credit', fault: 'amount_missing' };
  const minor = moved < 0n ? -moved : moved;
  return { direction: moved < 0n ? 'out' : 'in', amount: { minor, currency } };
}

/** @returns 0 for nothing, null for what is no amount */
function readMinor(cell: string, currency: Currency): bigint | null {
  const bare = cell.normalize('NFKC').replace(/[,\s¥元]/gu, '');
  if (bare === '' || bare === '-' || bare === '--') return 0n;
  const found = /^([+-]?)(\d{1,13})(?:\.(\d+))?$/u.exec(bare);
  if (found === null) return null;
  const [, sign, whole, fraction = ''] = found;
  const digits = exponents[currency];
  if (fraction.length > digits) return null;
  const minor = BigInt(`${whole}${fraction.padEnd(digits, '0')}`);
  return sign === '-' ? -minor : minor;
}

function repeated(lines: readonly StatementLine[]): RowFault[] {
  const seen = new Set<string>();
  return lines.flatMap(({ row, reference }) => {
    const isKnown = seen.has(reference);
    seen.add(reference);
    if (!isKnown) return [];
    return [{ row, column: 'reference', fault: 'reference_repeated', value: reference }] as const;
  });
}
