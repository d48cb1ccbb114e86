/** The addresses of sign-in, in front of the library that serves them: few of them, and refusals as everywhere. */
import express, {
  type Request as ExpressRequest,
  type RequestHandler,
  type Response as ExpressResponse,
} from 'express';
import { fromNodeHeaders } from 'better-auth/node';
import { z, type ZodType } from 'zod';
import { DomainError } from '../domain/errors.ts';
import { invariant } from '../domain/invariant.ts';
import { ADDRESS_HEADER, AUTH_PATH } from './auth.ts';
import { assertOwnOrigin } from './origin.ts';
import { refuseRequest } from './problem.ts';

type Offer = {
  readonly method: 'GET' | 'POST';
  readonly summary: string;
  readonly body?: ZodType;
};

/** Everything else the library can do (sign-up, reset, linking accounts) is not offered. */
export const offered: Readonly<Record<string, Offer>> = {
  '/sign-in/username': {
    method: 'POST',
    summary: 'Sign in; the answer sets the cookie, and `set-auth-token` holds the bearer token',
    body: z.object({ username: z.string(), password: z.string() }),
  },
  '/sign-out': { method: 'POST', summary: 'End this session' },
  '/change-password': {
    method: 'POST',
    summary: 'Change the own password',
    body: z.object({
      currentPassword: z.string(),
      newPassword: z.string().min(12).max(128),
      revokeOtherSessions: z.boolean().optional(),
    }),
  },
  '/get-session': { method: 'GET', summary: 'Show this session, or null' },
  '/list-sessions': { method: 'GET', summary: 'List the own sessions' },
  '/revoke-session': {
    method: 'POST',
    summary: 'End one of the own sessions',
    body: z.object({ token: z.string() }),
  },
  '/two-factor/enable': {
    method: 'POST',
    summary: 'Begin to set up a second factor: its secret as an address, and ten backup codes',
    body: z.object({ password: z.string() }),
  },
  '/two-factor/verify-totp': {
    method: 'POST',
    summary: 'Prove the second factor by the code of the moment, at sign-in or to set it up',
    body: z.object({ code: z.string() }),
  },
  '/two-factor/verify-backup-code': {
    method: 'POST',
    summary: 'Prove the second factor by a backup code, which is then used up',
    body: z.object({ code: z.string() }),
  },
  '/two-factor/generate-backup-codes': {
    method: 'POST',
    summary: 'Make ten new backup codes; the old ones open nothing any more',
    body: z.object({ password: z.string() }),
  },
  '/two-factor/disable': {
    method: 'POST',
    summary: 'Go without a second factor',
    body: z.object({ password: z.string() }),
  },
  '/revoke-other-sessions': { method: 'POST', summary: 'End all own sessions but this one' },
};

const BODY_BYTES = 8 * 1024;
/** How long the library locks an account after ten wrong codes in a row (NIST SP 800-63B section 5.2.2). */
const LOCK_SECONDS = 900;
const readBody = express.json({ limit: BODY_BYTES });

type Handler = (request: Request) => Promise<Response>;

/** @param handler the library's own, over the web's request and response */
export function signInRoutes(handler: Handler, publicUrl: string): RequestHandler {
  return async (request, response) => {
    assertOffered(request, response);
    if (request.method === 'POST') {
      assertOwnOrigin(request, publicUrl);
      await readJsonObject(request, response);
    }
    const answer = await handler(toWebRequest(request));
    if (!answer.ok) await refuse(answer, request.path);
    await send(answer, response);
  };
}

function assertOffered(request: ExpressRequest, response: ExpressResponse): void {
  const method = Object.hasOwn(offered, request.path) ? offered[request.path]?.method : undefined;
  if (method === undefined) throw new DomainError('not_found', { resource: 'address' });
  if (request.method === method) return;
  response.setHeader('Allow', method);
  throw new DomainError('method_not_allowed', { method: request.method, allowed: [method] });
}

/** @throws DomainError `media_type_unsupported`, `body_too_large`, `body_malformed` */
export async function readJsonObject(
  request: ExpressRequest,
  response: ExpressResponse,
): Promise<void> {
  if (request.is('application/json') === false) {
    throw new DomainError('media_type_unsupported', { expected: 'application/json' });
  }
  await new Promise<void>((resolve, reject) => {
    readBody(request, response, (error?: unknown) => {
      if (error === undefined) return resolve();
      const isTooLarge =
        error instanceof Error && 'type' in error && error.type === 'entity.too.large';
      reject(
        isTooLarge
          ? new DomainError('body_too_large', { limitBytes: BODY_BYTES })
          : new DomainError('body_malformed', {}),
      );
    });
  });
}

function toWebRequest(request: ExpressRequest): Request {
  const headers = fromNodeHeaders(request.headers);
  headers.set(ADDRESS_HEADER, request.ip ?? '');
  headers.delete('content-length');
  const url = `${request.protocol}://${request.get('host') ?? 'localhost'}${AUTH_PATH}${request.path}`;
  const isPost = request.method === 'POST';
  const body = JSON.stringify(request.body ?? {});
  if (isPost) headers.set('content-type', 'application/json');
  return new Request(url, { method: request.method, headers, ...(isPost ? { body } : {}) });
}

async function send(answer: Response, response: ExpressResponse): Promise<void> {
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
  const token = answer.headers.get('set-auth-token');
  if (token !== null) response.setHeader('set-auth-token', token);
  response
    .status(answer.status)
    .type('application/json')
    .send(await answer.text());
}

/** The library's refusals in the words of this API. */
async function refuse(answer: Response, path: string): Promise<never> {
  const { status } = answer;
  const { message, code } = await wordsOf(answer);
  if (status === 429) {
    const fallback = code === 'ACCOUNT_TEMPORARILY_LOCKED' ? LOCK_SECONDS : 10;
    const retryAfterSeconds = Number(answer.headers.get('x-retry-after') ?? fallback);
    throw new DomainError('too_many_requests', { retryAfterSeconds });
  }
  invariant(status < 500, `sign-in answers: ${message}`);
  if (path === '/sign-in/username') throw new DomainError('sign_in_failed', {});
  if (path.startsWith('/two-factor/verify') && code !== 'UNAUTHORIZED') {
    throw new DomainError('second_factor_failed', { mustStartOver: isOver.has(code) });
  }
  if (status === 401) throw new DomainError('unauthenticated', {});
  refuseRequest([{ in: 'body', pointer: '', detail: message }]);
}

/** The challenge has ended: only user name and password begin another one. */
const isOver = new Set(['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE']);

/** What the library says of a refusal, where it says anything. */
const refusal = z.object({ message: z.string().optional(), code: z.string().optional() });

async function wordsOf(answer: Response): Promise<{ message: string; code: string }> {
  const body: unknown = await answer.json().catch(() => null);
  const said = refusal.safeParse(body).data ?? {};
  return { message: said.message ?? answer.statusText, code: said.code ?? '' };
}
