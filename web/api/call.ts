/** The only place that asks the network. Reads are `call`, commands are `send`. */
import { noteHouseTime } from './clock.ts';
import {
  addressOf,
  type AnswerOf,
  type Contract,
  type InputOf,
  type Method,
  type RawInput,
} from './contract.ts';
import { ProblemError, readProblem, unheard, type Problem } from './problem.ts';
import { tellSignedOut } from './session-end.ts';

const READ_PATIENCE_MS = 30_000;
const COMMAND_PATIENCE_MS = 20_000;

/** What became of a command. */
export type Outcome<Body> =
  | { readonly kind: 'done'; readonly body: Body; readonly version: number | null }
  /** Taken, not yet carried out: `statusUrl` says when it is. */
  | { readonly kind: 'accepted'; readonly body: Body; readonly statusUrl: string | null }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** No answer, or one that leaves open whether it was carried out. Ask again with the same key, never with another. */
  | { readonly kind: 'unknown'; readonly problem: Problem };

export type SendOptions = {
  /** Made when the form opens; the same for every repeat. */
  readonly key: string;
  readonly version?: number | undefined;
};

/** @throws ProblemError for every answer that is not a success, and when none came */
export async function call<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<AnswerOf<C>> {
  const answer = await ask({
    method: contract.method,
    address: addressOf(contract.path, input as RawInput),
    headers: {},
    signal: withPatience(READ_PATIENCE_MS, signal),
  });
  if (answer.problem !== null) throw new ProblemError(answer.problem);
  return answer.body as AnswerOf<C>;
}

/** Never throws: a lost answer is an outcome too. */
export async function send<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  { key, version }: SendOptions,
): Promise<Outcome<AnswerOf<C>>> {
  const { body } = input as RawInput;
  const answer = await ask({
    method: contract.method,
    address: addressOf(contract.path, input as RawInput),
    headers: {
      'idempotency-key': key,
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    body,
    signal: withPatience(COMMAND_PATIENCE_MS),
  });
  return outcomeOf(answer) as Outcome<AnswerOf<C>>;
}

/**
 * What is no route of the table: the addresses of sign-in.
 * @throws ProblemError as `call`
 */
export async function callSignIn(
  method: 'GET' | 'POST',
  path: `/v1/auth/${string}`,
  body?: unknown,
): Promise<unknown> {
  const answer = await ask({
    method,
    address: path,
    headers: {},
    body: method === 'POST' ? (body ?? {}) : undefined,
    signal: withPatience(COMMAND_PATIENCE_MS),
    isSignIn: true,
  });
  if (answer.problem !== null) throw new ProblemError(answer.problem);
  return answer.body;
}

type Question = {
  readonly method: Method;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
  readonly isSignIn?: boolean;
};

type Answered = {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
  readonly problem: Problem | null;
};

async function ask(question: Question): Promise<Answered> {
  const { method, address, headers, body, signal, isSignIn = false } = question;
  try {
    const response = await fetch(address, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    });
    noteHouseTime(response.headers);
    if (response.status === 401 && !isSignIn) tellSignedOut();
    // An answer that breaks off is none: only where no body was announced may it be missing.
    const parsed: unknown = await response.json().catch((error: unknown) => {
      if (response.ok && response.status !== 204) throw error;
      return null;
    });
    const problem = response.ok ? null : readProblem(response.status, parsed);
    return { status: response.status, body: parsed, headers: response.headers, problem };
  } catch (error) {
    return { status: 0, body: null, headers: new Headers(), problem: unheardOf(error, signal) };
  }
}

/** A question that its own page withdrew is no failure: the query library wants to see that error itself. */
function unheardOf(error: unknown, signal: AbortSignal): Problem {
  const reason: unknown = signal.reason;
  if (signal.aborted && !isTimeout(reason)) throw error;
  return isTimeout(reason) || isTimeout(error)
    ? unheard('timeout', 'No answer in time')
    : unheard('offline', 'No connection');
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function withPatience(patienceMs: number, signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(patienceMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

function outcomeOf({ status, body, headers, problem }: Answered): Outcome<unknown> {
  if (problem !== null) {
    // Nothing came back, or a proxy or a fault spoke: the transaction may have been committed before that.
    return { kind: status === 0 || status >= 500 ? 'unknown' : 'refused', problem };
  }
  if (status === 202) return { kind: 'accepted', body, statusUrl: headers.get('location') };
  const version = /^"(\d+)"$/.exec(headers.get('etag') ?? '')?.[1];
  return { kind: 'done', body, version: version === undefined ? null : Number(version) };
}
