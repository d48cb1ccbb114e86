/** A statement as comma-separated values (RFC 4180), with the mark that lets a spreadsheet read its Chinese. */
import type { z } from 'zod';
import type { Language } from '../locales/catalogue.ts';
import { statementHeading, statementKind, type StatementColumn } from '../locales/portal-texts.ts';
import type { loanStatement } from './schemas/loan-statements.ts';

type Statement = z.output<typeof loanStatement>;

const columns = [
  'date',
  'kind',
  'amount',
  'principal',
  'interest',
  'penalty',
  'fee',
  'principalAfter',
] as const satisfies readonly StatementColumn[];

export function writeStatement(statement: Statement, language: Language): Buffer {
  const { number, fromDate, toDate, opening, closing, lines } = statement;
  const rows: readonly (readonly string[])[] = [
    [statementHeading(language, 'title'), number, `${fromDate} - ${toDate}`],
    columns.map((column) => statementHeading(language, column)),
    [fromDate, statementHeading(language, 'opening'), '', '', '', '', '', opening.principal.amount],
    ...lines.map((line) => [
      line.effectiveDate,
      statementKind(language, line.kind),
      line.amount.amount,
      line.principal.amount,
      line.interest.amount,
      line.penalty.amount,
      line.fee.amount,
      line.principalAfter.amount,
    ]),
    [toDate, statementHeading(language, 'closing'), '', '', '', '', '', closing.principal.amount],
  ];
  const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
  return Buffer.from(`\uFEFF${text}\r\n`, 'utf8');
}

/** What a spreadsheet would take for a formula is made a text. */
function quoted(value: string): string {
  const safe = /^[=+@\t]|^-[^\d]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
