/**
 * Data that leaves the house as a file: what may be asked for, how much of it, and how it is written. Names, numbers
 * and phones are masked unless the person who asks may see them and says that the purpose needs them. Rows are capped
 * by role, because what fits nobody's purpose is a copy of the book.
 */
import type { Role } from './roles.ts';

export const exportKinds = ['loans', 'applications', 'customers', 'ledger_entries'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** A file can be fetched so long after it was made. */
export const exportKeptDays = 7;

/** Most rows by role; a role that is not here exports nothing. */
const rowCaps: { readonly [R in Role]?: number } = {
  branch_head: 5_000,
  risk_manager: 50_000,
  chief_risk_officer: 50_000,
  finance: 50_000,
  auditor: 100_000,
};

/** The most rows the person with these roles may take out at once; 0 for none. */
export function exportRowCap(roles: Iterable<Role>): number {
  return Math.max(0, ...[...roles].map((role) => rowCaps[role] ?? 0));
}

export type Cell = string | number | bigint | null;

/** One line of CSV (RFC 4180) with its line end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Spreadsheets run text that begins like a formula, so such text is given an apostrophe. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const isAmount = /^-?\d+(\.\d+)?$/.test(cell);
  const safe = !isAmount && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Without it spreadsheets read the file in the wrong character set. */
export const byteOrderMark = '\uFEFF';
