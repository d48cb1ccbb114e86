/**
 * Rows of a file of comma-separated values, as RFC 4180 has them and as banks send them: with semicolons or tabs, with
 * or without a byte order mark.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvRow } from '../domain/bank-statement/statement.ts';
import { DomainError } from '../domain/errors.ts';

type Found = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

const separators = [',', ';', '\t'] as const;

/**
 * Rows without any text are left out; cells are trimmed.
 * @throws DomainError `csv_unreadable` for quotation marks that are never closed
 */
export function readCsvRows(text: string): readonly CsvRow[] {
  try {
    const rows: unknown = parse(text.replace(/\r\n?/gu, '\n'), {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    // Its types do not know of `info`, which puts each row beside where it stands.
    return (rows as readonly Found[]).map(({ record, info }) => ({
      line: info.lines,
      cells: record,
    }));
  } catch (error) {
    if (error instanceof CsvError)
      throw new DomainError('csv_unreadable', { line: Number(error['lines']) });
    throw error;
  }
}

/** The one that the first line holds most of. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (separator: string) => first.split(separator).length;
  return separators.reduce((best, next) => (count(next) > count(best) ? next : best));
}
