/** The keys of a list: rows and pages as in `app/list-keys`, `x` selects, `Shift+x` up to here, `e` exports. */
import { useRef } from 'react';
import { useListKeys } from '../app/list-keys.ts';
import { useShortcuts } from '../app/shortcuts.tsx';
import type { DataTableProps, PageOfRows } from './DataTable.tsx';
import { rangeBetween } from './row-range.ts';
import { useWords } from './words.ts';

type KeyedTable<Row> = DataTableProps<Row> & { readonly data: PageOfRows<Row> };

/** @returns where the last selection was made, the other end of a range */
export function useTableKeys<Row>(table: KeyedTable<Row>): { current: string | null } {
  const { data, rowId, place, onPlace, onOpen, onRest, onExport } = table;
  const { t } = useWords();
  const lastSelected = useRef<string | null>(null);
  const ids = data.items.map(rowId);
  const rowOf = (id: string) => data.items.find((row) => rowId(row) === id);
  const withRow = (act: ((row: Row) => void) | undefined) => (id: string) => {
    const row = rowOf(id);
    if (row !== undefined) act?.(row);
  };
  useListKeys({
    ids,
    selectedId: place.sel,
    onSelect: (sel) => onPlace({ sel }),
    onOpen: withRow(onOpen),
    onRest: withRow(onRest),
    page: place.page,
    pageCount: Math.max(1, Math.ceil(data.total / place.size)),
    onPage: (page) => onPlace({ page }),
  });
  const select = (isRange: boolean) => selectAtKeys(table, ids, lastSelected, isRange);
  const isOff = table.selection === undefined || place.sel === undefined;
  const group = 'list' as const;
  useShortcuts([
    { keys: 'x', label: t('keys.select'), group, run: () => select(false), isOff },
    { keys: 'Shift+x', label: t('keys.selectRange'), group, run: () => select(true), isOff },
    {
      keys: 'e',
      label: t('keys.export'),
      group,
      run: () => onExport?.(),
      isOff: onExport === undefined,
    },
  ]);
  return lastSelected;
}

function selectAtKeys<Row>(
  { selection, place, data, rowId }: KeyedTable<Row>,
  ids: readonly string[],
  last: { current: string | null },
  isRange: boolean,
): void {
  const { sel } = place;
  if (selection === undefined || sel === undefined) return;
  const { isSelectable = () => true } = selection;
  const allowed = new Set(data.items.filter(isSelectable).map(rowId));
  const next = new Set(selection.ids);
  if (isRange) {
    for (const id of rangeBetween(ids, last.current ?? sel, sel)) if (allowed.has(id)) next.add(id);
  } else if (next.has(sel)) next.delete(sel);
  else if (allowed.has(sel)) next.add(sel);
  last.current = sel;
  selection.onChange(next);
}
