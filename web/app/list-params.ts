/** The state of a list in its address: filter, order, page, selected record. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { readSearch, writeSearch, type SearchDefinition, type SearchOf } from './search.ts';

export type ListParams<D extends SearchDefinition> = {
  /** Complete, defaults included. */
  readonly params: SearchOf<D>;
  /** Changes some of them; another filter or order leads back to the first page. */
  readonly set: (changes: Partial<SearchOf<D>>) => void;
  readonly clear: () => void;
  /** True when a filter hides rows. */
  readonly isFiltered: boolean;
  /** The address of this list as it stands, for the `from` of a record. */
  readonly href: string;
};

/** Names that say where one is in the list, not what is in it. */
const places = new Set(['page', 'size', 'sel', 'sort', 'view', 'tab', 'from']);

export function useListParams<D extends SearchDefinition>(definition: D): ListParams<D> {
  const navigate = useNavigate();
  const { search: raw, href } = useRouterState({ select: ({ location }) => location });
  const params = useMemo(() => readSearch(definition, raw), [definition, raw]);
  const set = useCallback(
    (changes: Partial<SearchOf<D>>) => {
      const isMove = Object.keys(changes).every((name) => places.has(name));
      const back = isMove && !('sort' in changes) ? {} : { page: 1, sel: undefined };
      // Where one stands replaces the entry of the history; what one asks for is a step one can go back from.
      const isSelection = Object.keys(changes).every((name) => name === 'sel');
      void navigate({
        to: '.',
        search: (now: Record<string, unknown>) =>
          writeSearch(definition, { ...readSearch(definition, now), ...back, ...changes }),
        replace: isSelection,
        resetScroll: !isSelection,
      } as never);
    },
    [definition, navigate],
  );
  const clear = useCallback(() => {
    const { size, sort } = params as { readonly size?: unknown; readonly sort?: unknown };
    void navigate({ to: '.', search: writeSearch(definition, { size, sort }) } as never);
  }, [definition, navigate, params]);
  const isFiltered = Object.entries(definition).some(
    ([name, { fallback }]) =>
      !places.has(name) && (params as Record<string, unknown>)[name] !== fallback,
  );
  return { params, set, clear, isFiltered, href };
}
