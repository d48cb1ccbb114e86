/** The kit gives its header cells neither scope nor order; both are set on the finished table. */
import { useEffect, type RefObject } from 'react';
import { readSort, type Column } from './columns.ts';

export function useHeaderRoles<Row>(
  table: RefObject<HTMLTableElement | null>,
  columns: readonly Column<Row>[],
  sort: string | undefined,
  name: string,
): void {
  useEffect(() => {
    const { current } = table;
    if (current === null) return;
    current.setAttribute('aria-label', name);
    for (const cell of current.querySelectorAll('thead th')) cell.setAttribute('scope', 'col');
    const order = readSort(sort);
    for (const { key, sortable } of columns) {
      const cell = current.querySelector(`[data-column="${CSS.escape(key)}"]`)?.closest('th');
      if (cell === null || cell === undefined) continue;
      if (sortable !== true) cell.removeAttribute('aria-sort');
      else cell.setAttribute('aria-sort', sortWord(order?.key === key ? order : null));
    }
  }, [table, columns, sort, name]);
}

function sortWord(order: { readonly isDescending: boolean } | null): string {
  if (order === null) return 'none';
  return order.isDescending ? 'descending' : 'ascending';
}
