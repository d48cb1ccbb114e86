/**
 * The demonstration's hands: it signs in and speaks HTTP as any program would. A lost connection is no failure: the
 * same request goes out again under the same key until the platform is back, and takes effect once.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** A refusal, as the API gave it (RFC 9457). */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, detail: string, asked: string) {
    super(`${asked}: ${status} ${code}: ${detail}`);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

export interface Caller {
  readonly userName: string;
  get<T>(path: string): Promise<T>;
  /** @param key names the act within this run, so that a repeat after a crash finds it done */
  post<T>(path: string, key: string, body: unknown): Promise<T>;
  /** @param version the one that was read (If-Match) */
  patch<T>(path: string, key: string, version: number, body: unknown): Promise<T>;
}

/** How long a platform that is being started again may be away. */
const PATIENCE_MS = 180_000;
const PAUSE_MS = 500;

type Request = {
  readonly url: string;
  readonly init: RequestInit;
};

export type SignInOptions = {
  readonly baseUrl: string;
  readonly userName: string;
  readonly password: string;
  /** Stands before every key, so that two runs never meet. */
  readonly keyPrefix: string;
};

/** @throws Refusal `sign_in_failed` */
export async function signIn(options: SignInOptions): Promise<Caller> {
  const { baseUrl, userName, password } = options;
  const answer = await send({
    url: `${baseUrl}/v1/auth/sign-in/username`,
    init: {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: userName, password }),
    },
  });
  await readAnswer(answer, `sign-in of ${userName}`);
  const token = answer.headers.get('set-auth-token') ?? '';
  return speakAs({ ...options, authorization: `Bearer ${token}` });
}

function speakAs(options: SignInOptions & { readonly authorization: string }): Caller {
  const { baseUrl, userName, keyPrefix, authorization } = options;
  const write = async <T>(
    method: 'POST' | 'PATCH',
    path: string,
    key: string,
    { body, ...more }: { body: unknown; 'if-match'?: string },
  ): Promise<T> => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      'idempotency-key': `${keyPrefix}-${key}`,
      ...more,
    };
    const init = { method, headers, body: JSON.stringify(body) };
    return readAnswer(await send({ url: baseUrl + path, init }), `${method} ${path}`);
  };
  return {
    userName,
    get: async (path) => {
      const init = { headers: { authorization } };
      return readAnswer(await send({ url: baseUrl + path, init }), `GET ${path}`);
    },
    post: (path, key, body) => write('POST', path, key, { body }),
    patch: (path, key, version, body) =>
      write('PATCH', path, key, { body, 'if-match': `"${version}"` }),
  };
}

async function send({ url, init }: Request): Promise<Response> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, init).catch(() => undefined);
    if (answer !== undefined && !isAway(answer.status)) return answer;
    if (Date.now() > giveUpAt) throw new Error(`${url} has not answered for three minutes`);
    await answer?.arrayBuffer();
    await sleep(PAUSE_MS);
  }
}

/** Starting, restarting, busy, or the first request still holds its key: all pass with time. */
function isAway(status: number): boolean {
  return status === 429 || status >= 500;
}

async function readAnswer<T>(answer: Response, asked: string): Promise<T> {
  const body = (await answer.json()) as T;
  if (answer.ok) return body;
  const problem = body as { code?: string; detail?: string };
  throw new Refusal(answer.status, problem.code ?? 'unknown', problem.detail ?? '', asked);
}
