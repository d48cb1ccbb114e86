/** Reads inside components. The key of a query is its contract's path and its input, so that anybody can name it. */
import {
  keepPreviousData,
  queryOptions,
  useQuery,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { call } from './call.ts';
import type { AnswerOf, Contract, InputOf } from './contract.ts';

/** Queues turn over within seconds, reference data hardly ever. */
export const STALE_MS = { queue: 15_000, reference: 60_000 } as const;

export type ReadOptions = {
  readonly staleMs?: number;
  readonly enabled?: boolean;
  /** Asks again on its own; false when there is no reason to. */
  readonly everyMs?: number | false;
};

/** For `useQuery`, for a loader, for a prefetch: always the same key. */
export function readOptions<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  { staleMs = STALE_MS.queue, enabled = true, everyMs = false }: ReadOptions = {},
) {
  return queryOptions({
    queryKey: [contract.path, input] as const,
    queryFn: ({ signal }) => call(contract, input, { signal }),
    staleTime: staleMs,
    enabled,
    refetchInterval: everyMs,
    // The old rows stay while the next page or another filter is on its way.
    placeholderData: keepPreviousData,
  });
}

export function useRead<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  options: ReadOptions = {},
): UseQueryResult<AnswerOf<C>> {
  return useQuery(readOptions(contract, input, options)) as UseQueryResult<AnswerOf<C>>;
}

/** Asks again for everything that begins with this address: `/v1/loans` covers list, record and schedule. */
export function refresh(client: QueryClient, path: string): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [first] }) =>
      typeof first === 'string' && (first === path || first.startsWith(`${path}/`)),
  });
}
