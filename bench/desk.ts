/**
 * Two ways to the same commands. In process: the route's own command with its transaction, idempotency key and audit,
 * without HTTP and sign-in. Over HTTP: the running API, with a session as people have one.
 */
import { randomUUID } from 'node:crypto';
import { loadActor, scopeOf } from '../api/actor.ts';
import type { Actor } from '../api/context.ts';
import { routes } from '../api/routes/index.ts';
import type { Route, WriteEntry } from '../api/route.ts';
import { runWrite } from '../api/run-write.ts';
import { SAMPLE_PASSWORD } from '../ops/seed.ts';
import { createLogger } from '../ops/log.ts';
import type { House } from './house.ts';

export type Desk = {
  /** One POST as this person; answers with the body. */
  readonly post: (path: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>;
};

/** The person of the sample house at a desk of their own. */
export type OpenDesk = (userName: string) => Promise<Desk>;

export function inProcess({ db, keys, config }: House): OpenDesk {
  const log = createLogger({ name: 'bench', level: 'error' });
  const services = {
    keys,
    log,
    isTraining: config.isTraining,
    takesDirectDebits: config.isTraining,
  };
  return async (userName) => {
    const actor = await findActor(db, userName);
    return {
      post: async (path, body) => {
        const { route, params } = findWrite(path);
        const parsed = { params, query: {}, body: route.body?.parse(body) ?? {} };
        const scope = scopeOf(actor, route.access);
        const context = { actor, scope, params, query: {}, requestId: randomUUID(), services };
        const request = { path, idempotencyKey: randomUUID(), ifMatch: null, parsed };
        return (await runWrite(db, route, context, { ...request, sentBody: body })).body;
      },
    };
  };
}

export function overHttp(url: string): OpenDesk {
  return async (userName) => {
    const token = await signIn(url, userName);
    return {
      post: async (path, body) => {
        const answer = await fetch(url + path, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
          },
          body: JSON.stringify(body),
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
        return JSON.parse(text) as unknown;
      },
    };
  };
}

/** @returns a bearer token */
export async function signIn(url: string, userName: string): Promise<string> {
  const answer = await fetch(`${url}/v1/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: userName, password: SAMPLE_PASSWORD }),
  });
  const token = answer.headers.get('set-auth-token');
  if (token === null) throw new Error(`sign-in of ${userName}: ${answer.status}`);
  return token;
}

export async function findActor(db: House['db'], userName: string): Promise<Actor> {
  const { user_id: userId } = await db
    .selectFrom('officer')
    .select('user_id')
    .where('user_name', '=', userName)
    .executeTakeFirstOrThrow();
  const actor = await loadActor(db, userId);
  if (actor === null) throw new Error(`${userName} is nobody of this house`);
  return actor;
}

export function findRoute(method: Route['method'], path: string): Route {
  const parts = path.split('/');
  const found = routes.find((route) => route.method === method && fits(route.path, parts));
  if (found === undefined) throw new Error(`there is no ${method} ${path}`);
  return found;
}

function findWrite(path: string): { route: WriteEntry; params: Record<string, string> } {
  const route = findRoute('POST', path);
  if (route.kind !== 'write') throw new Error(`${path} writes nothing`);
  const parts = path.split('/');
  const named = route.path.split('/').flatMap((name, index): [string, string][] => {
    return name.startsWith(':') ? [[name.slice(1), parts[index] ?? '']] : [];
  });
  return { route, params: Object.fromEntries(named) };
}

function fits(pattern: string, parts: readonly string[]): boolean {
  const names = pattern.split('/');
  return (
    names.length === parts.length &&
    names.every((name, index) => name.startsWith(':') || name === parts[index])
  );
}
