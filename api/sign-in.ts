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
  '/revoke-other-sessions': { method: 'POST', summary: 'End all own sessions but this one' },
};

const BODY_BYTES = 8 * 1024;
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
  const message = await messageOf(answer);
  if (status === 429) {
    const retryAfterSeconds = Number(answer.headers.get('x-retry-after') ?? 10);
    throw new DomainError('too_many_requests', { retryAfterSeconds });
  }
  invariant(status < 500, `sign-in answers: ${message}`);
  if (path === '/sign-in/username') throw new DomainError('sign_in_failed', {});
  if (status === 401) throw new DomainError('unauthenticated', {});
  refuseRequest([{ in: 'body', pointer: '', detail: message }]);
}

async function messageOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'message' in body
    ? String(body.message)
    : answer.statusText;
}
