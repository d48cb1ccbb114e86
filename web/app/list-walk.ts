/**
 * From record to record along the list one came from. The list's address travels in `from`; the same query is asked
 * again, from the cache as a rule, so that a shared address walks too.
 */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslation } from '../i18n/use-words.ts';
import type { AnswerOf, Contract, InputOf } from '../api/contract.ts';
import { readOptions } from '../api/use-read.ts';
import { parseQuery, readSearch, type SearchDefinition, type SearchOf } from './search.ts';
import { useShortcuts } from './shortcuts.tsx';

export type Walk<C extends Contract, D extends SearchDefinition> = {
  readonly contract: C;
  /** The list's own path and search, as in its page. */
  readonly listPath: string;
  readonly search: D;
  readonly toInput: (params: SearchOf<D>) => InputOf<C>;
  readonly idsOf: (answer: AnswerOf<C>) => readonly string[];
  readonly currentId: string;
  /** The address of a record without its `from`. */
  readonly hrefOf: (id: string) => string;
};

export type WalkState = {
  /** From 1 within the page of the list; null when the record is not in it any more. */
  readonly place: number | null;
  readonly count: number;
  readonly next: (() => void) | null;
  readonly previous: (() => void) | null;
  /** Back to the list as it was left. */
  readonly back: () => void;
  readonly backHref: string;
};

export function useListWalk<C extends Contract, D extends SearchDefinition>(
  walk: Walk<C, D>,
): WalkState {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const from = useRouterState({
    select: ({ location }) => (location.search as { readonly from?: string }).from,
  });
  const listHref = from?.startsWith(walk.listPath) ? from : walk.listPath;
  const params = readSearch(walk.search, parseQuery(listHref.split('?')[1] ?? ''));
  const options = readOptions(walk.contract, walk.toInput(params), { enabled: from !== undefined });
  const answer = useQuery(options as never).data as AnswerOf<C> | undefined;
  const ids = answer === undefined ? [] : walk.idsOf(answer);
  const index = ids.indexOf(walk.currentId);
  const go = (href: string) => void navigate({ href } as never);
  const to = (id: string | undefined) => {
    if (id === undefined || index < 0) return null;
    const search = new URLSearchParams({ from: listHref });
    return () => go(`${walk.hrefOf(id)}?${search.toString()}`);
  };
  const state: WalkState = {
    place: index < 0 ? null : index + 1,
    count: ids.length,
    next: to(ids[index + 1]),
    previous: to(index > 0 ? ids[index - 1] : undefined),
    back: () => go(listHref),
    backHref: listHref,
  };
  const group = 'record' as const;
  useShortcuts([
    {
      keys: 'n',
      label: t('keys.nextRecord'),
      group,
      run: () => state.next?.(),
      isOff: state.next === null,
    },
    {
      keys: 'p',
      label: t('keys.previousRecord'),
      group,
      run: () => state.previous?.(),
      isOff: state.previous === null,
    },
    { keys: 'Escape', label: t('keys.back'), group, run: state.back },
  ]);
  return state;
}
