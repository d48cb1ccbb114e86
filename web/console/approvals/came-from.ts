import { useRouterState } from '@tanstack/react-router';

/** The list a record was opened from, by its address; empty where there was none. */
export function useCameFrom(): string {
  const from = useRouterState({
    select: ({ location }) => (location.search as { readonly from?: string }).from,
  });
  return from?.startsWith('/approvals/') === true ? from : '';
}
