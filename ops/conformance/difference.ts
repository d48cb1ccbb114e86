/** The first difference between two tables, by the columns that are expected. */

type Cells = Readonly<Record<string, string | number>>;

/** @param label names a row for the message; default: its place from 1 */
export function firstDifference(
  expected: readonly Cells[],
  actual: readonly Cells[],
  label: (index: number) => string = (index) => `row ${index + 1}`,
): string | null {
  for (const [index, wanted] of expected.entries()) {
    const row = actual[index];
    if (row === undefined)
      return `${label(index)}: expected, but there are only ${actual.length} rows`;
    for (const [column, value] of Object.entries(wanted)) {
      if (row[column] !== value) {
        return `${label(index)}, ${column}: expected ${value}, got ${row[column] ?? 'nothing'}`;
      }
    }
  }
  if (actual.length > expected.length) {
    return `${label(expected.length)}: not expected, ${expected.length} rows are`;
  }
  return null;
}
