/** Who uses the page. The answer of `/v1/me` is kept as a query; a 401 means nobody. */
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Permission } from '../../api/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import { call, callSignIn } from '../api/call.ts';
import { readMe } from '../api/contracts/me.ts';
import type { AnswerOf } from '../api/contract.ts';
import { ProblemError } from '../api/problem.ts';
import { maybeSignedIn, noteSession } from '../api/session-end.ts';

export type Me = AnswerOf<typeof readMe>;

// Without the signal: a part of the frame that leaves must not withdraw a question the router waits for.
const options = queryOptions({
  queryKey: [readMe.path, {}] as const,
  queryFn: () => call(readMe, {}),
  staleTime: 60_000,
});

/** Null when nobody is signed in. @throws ProblemError when the API cannot be asked */
export async function findMe(client: QueryClient): Promise<Me | null> {
  if (!maybeSignedIn()) return null;
  try {
    return await client.ensureQueryData(options);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

/** Undefined before sign-in; on every other page there is somebody. */
export function useMaybeMe(): Me | undefined {
  const client = useQueryClient();
  // The router asks first; from then on rights and choices stay fresh like any other query.
  const isKnown = client.getQueryData(options.queryKey) !== undefined;
  return useQuery({ ...options, enabled: isKnown }).data;
}

/** @throws Error on a page that is open to anyone */
export function useMe(): Me {
  const me = useMaybeMe();
  if (me === undefined) throw new Error('this page needs somebody signed in');
  return me;
}

/** Whether to show something; whether to allow it is decided by the API. */
export function useMay(): (name: Permission | Role) => boolean {
  const me = useMaybeMe();
  return (name) =>
    me !== undefined && (me.permissions.includes(name) || (me.roles as string[]).includes(name));
}

/** Ends the session and everything kept from it. */
export function useSignOut(signInPath: string): () => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async () => {
    await callSignIn('POST', '/v1/auth/sign-out');
    noteSession(false);
    client.clear();
    await router.navigate({ to: signInPath, replace: true });
  };
}
