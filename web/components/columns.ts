/** Columns of a list, and the reader's own choice and order of them. */
import type { ReactNode } from 'react';

export type Column<Row> = {
  /** Also the name under which the API sorts by it. */
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
  readonly width?: number;
  readonly sortable?: boolean;
  /** Not shown until somebody chooses it. */
  readonly optional?: boolean;
  /** Always shown: what names the row. */
  readonly fixed?: boolean;
  /** Adds a button that copies this text. */
  readonly copyText?: (row: Row) => string;
  /** In the row of totals. */
  readonly total?: ReactNode;
};

export type ColumnChoice = {
  /** Keys in the reader's order; new columns of the page follow. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
};

export type Arranged<Row> = { readonly column: Column<Row>; readonly isShown: boolean };

/** All columns in the reader's order; without a choice, as the page has them. */
export function arrangeColumns<Row>(
  columns: readonly Column<Row>[],
  choice: ColumnChoice | null,
): readonly Arranged<Row>[] {
  const isShown = ({ key, fixed, optional }: Column<Row>) => {
    if (fixed === true) return true;
    return choice === null ? optional !== true : !choice.hidden.includes(key);
  };
  const rank = (key: string) => {
    const index = choice?.order.indexOf(key) ?? -1;
    return index === -1 ? Number.POSITIVE_INFINITY : index;
  };
  const sorted = [...columns].sort((a, b) => {
    const [first, second] = [rank(a.key), rank(b.key)];
    return first === second ? 0 : first - second;
  });
  return sorted.map((column) => ({ column, isShown: isShown(column) }));
}

/** Shows or hides one column. */
export function toggleColumn<Row>(arranged: readonly Arranged<Row>[], key: string): ColumnChoice {
  const flipped = arranged.map((one) =>
    one.column.key === key ? { ...one, isShown: !one.isShown } : one,
  );
  return toChoice(flipped);
}

/** Moves one column a place to the front or the back. */
export function moveColumn<Row>(
  arranged: readonly Arranged<Row>[],
  key: string,
  by: -1 | 1,
): ColumnChoice {
  const from = arranged.findIndex(({ column }) => column.key === key);
  const to = from + by;
  const moved = [...arranged];
  const [one] = moved.splice(from, 1);
  if (one === undefined || to < 0 || to > moved.length) return toChoice(arranged);
  moved.splice(to, 0, one);
  return toChoice(moved);
}

function toChoice<Row>(arranged: readonly Arranged<Row>[]): ColumnChoice {
  return {
    order: arranged.map(({ column }) => column.key),
    hidden: arranged.filter(({ isShown }) => !isShown).map(({ column }) => column.key),
  };
}

export type SortOrder = { readonly key: string; readonly isDescending: boolean };

/** `-dueAt` is descending by `dueAt`, as in addresses. */
export function readSort(sort: string | undefined): SortOrder | null {
  if (sort === undefined || sort === '') return null;
  return sort.startsWith('-')
    ? { key: sort.slice(1), isDescending: true }
    : { key: sort, isDescending: false };
}

/** The order after a click on a header: ascending, descending, then the page's own order again. */
export function nextSort(sort: string | undefined, key: string): string | undefined {
  const now = readSort(sort);
  if (now?.key !== key) return key;
  return now.isDescending ? undefined : `-${key}`;
}
