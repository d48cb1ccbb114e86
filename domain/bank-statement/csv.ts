/**
 * Comma-separated values as RFC 4180 has them, and as banks send them: with semicolons or tabs instead of commas, with
 * or without a byte order mark, each line ended one way or another.
 */

export type CsvRow = {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

const separators = [',', ';', '\t'] as const;

/** Rows without any text are left out; cells are trimmed. */
export function readCsv(text: string): readonly CsvRow[] {
  const content = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(content);
  const rows: CsvRow[] = [];
  let row: { line: number; cells: string[] } = { line: 1, cells: [] };
  let cell = '';
  let line = 1;
  let isQuoted = false;
  const endCell = () => {
    row.cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.cells.some((text) => text !== '')) rows.push(row);
    row = { line, cells: [] };
  };
  for (let at = 0; at < content.length; at += 1) {
    const character = content[at]!;
    if (character === '\n') line += 1;
    if (isQuoted) {
      // A quotation mark inside a quoted cell is written twice.
      if (character !== '"') cell += character;
      else if (content[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;
}

/** The one that the first line holds most of. */
function separatorOf(content: string): string {
  const first = content.slice(0, content.indexOf('\n') + 1 || content.length);
  const count = (separator: string) => first.split(separator).length;
  return separators.reduce((best, next) => (count(next) > count(best) ? next : best));
}
