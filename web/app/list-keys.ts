/** `j` and `k` through the rows of a list, `Enter` or `o` to open, `[` and `]` for the pages; `sel` is in the address. */
import { useEffect, useRef } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { useShortcuts } from './shortcuts.tsx';

export type ListKeys = {
  readonly ids: readonly string[];
  readonly selectedId: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (id: string) => void;
  /** Rests on a row: the moment to fetch its record ahead. */
  readonly onRest?: (id: string) => void;
  readonly page: number;
  readonly pageCount: number;
  readonly onPage: (page: number) => void;
};

const REST_MS = 150;

export function useListKeys(list: ListKeys): void {
  const { t } = useTranslation();
  const { ids, selectedId, onSelect, onOpen, onRest, page, pageCount, onPage } = list;
  const index = selectedId === undefined ? -1 : ids.indexOf(selectedId);
  const step = (by: number) => {
    const id = ids[Math.min(Math.max(index + by, 0), ids.length - 1)];
    if (id !== undefined) onSelect(id);
  };
  const open = () => {
    const id = selectedId ?? ids[0];
    if (id !== undefined) onOpen(id);
  };
  const group = 'list' as const;
  useShortcuts([
    { keys: 'j', label: t('keys.nextRow'), group, run: () => step(1) },
    { keys: 'k', label: t('keys.previousRow'), group, run: () => step(-1) },
    { keys: 'o', label: t('keys.open'), group, run: open },
    {
      keys: 'Enter',
      label: t('keys.open'),
      group,
      run: open,
      isOff: index < 0 && ids.length === 0,
    },
    {
      keys: '[',
      label: t('keys.previousPage'),
      group,
      run: () => onPage(page - 1),
      isOff: page <= 1,
    },
    {
      keys: ']',
      label: t('keys.nextPage'),
      group,
      run: () => onPage(page + 1),
      isOff: page >= pageCount,
    },
  ]);
  const rest = useRef(onRest);
  useEffect(() => {
    rest.current = onRest;
  });
  useEffect(() => {
    if (selectedId === undefined) return undefined;
    const row = document.querySelector(`[data-row="${CSS.escape(selectedId)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    const timer = setTimeout(() => rest.current?.(selectedId), REST_MS);
    return () => clearTimeout(timer);
  }, [selectedId]);
}
