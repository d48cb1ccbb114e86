/** From an HTTP request to a route's handler and back: who, may they, what, once. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Kysely } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import { invariant } from '../domain/invariant.ts';
import { readClock, type BusinessClock } from '../db/queries/clock.ts';
import type { DB } from '../db/tables.ts';
import { loadActor, scopeOf } from './actor.ts';
import type { Authenticator, Session } from './authenticator.ts';
import type { Actor, Context, Services, SessionRules } from './context.ts';
import { assertOwnOrigin } from './origin.ts';
import { parseRequest, readIdempotencyKey, readIfMatch } from './parse-request.ts';
import type { Answer, FileAnswer, OpenEntry, ReadEntry, Route, WriteEntry } from './route.ts';
import { runWrite } from './run-write.ts';

export type AppParts = {
  readonly db: Kysely<DB>;
  readonly authenticator: Authenticator;
  readonly services: Services;
  /** The address people type; a write with a cookie comes from there or from no page at all. */
  readonly publicUrl: string;
  readonly trustedProxyCount: number;
  readonly sessionRules: SessionRules;
  /** Counts a request against its actor or address. @throws DomainError `too_many_requests` */
  readonly countRequest: (request: Request, response: Response) => Promise<void>;
  /** Checks each answer against its schema; for tests, where a drift must fail. */
  readonly checksAnswers: boolean;
};

const DEFAULT_BODY_BYTES = 256 * 1024;

export function dispatch(route: Route, parts: AppParts): RequestHandler {
  switch (route.kind) {
    case 'open':
      return (_request, response) => serveOpen(route, parts, response);
    case 'read':
      return (request, response) => serveRead(route, parts, request, response);
    case 'write':
      return (request, response) => serveWrite(route, parts, request, response);
  }
}

async function serveOpen(route: OpenEntry, parts: AppParts, response: Response): Promise<void> {
  const answer = await route.handler({ db: parts.db, services: parts.services });
  sendAnswer(route, parts, response, { ...answer, status: answer.status ?? 200 });
}

async function serveRead(
  route: ReadEntry,
  parts: AppParts,
  request: Request,
  response: Response,
): Promise<void> {
  const admitted = await admit(route, parts, request, response);
  const { params, query } = parseRequest(route, request);
  const clock = await readClock(parts.db);
  const context = { ...contextOf(route, parts, admitted, response), params, query };
  const answer = await route.handler({ ...context, db: parts.db, clock });
  sendClock(response, clock);
  if ('file' in answer) sendFile(response, answer);
  else sendAnswer(route, parts, response, { ...answer, status: answer.status ?? 200 });
}

async function serveWrite(
  route: WriteEntry,
  parts: AppParts,
  request: Request,
  response: Response,
): Promise<void> {
  const admitted = await admit(route, parts, request, response);
  assertOwnOrigin(request, parts.publicUrl);
  const idempotencyKey = readIdempotencyKey(request);
  const ifMatch = route.needsVersion === true ? readIfMatch(request) : null;
  await readJsonBody(route.bodyLimitBytes ?? DEFAULT_BODY_BYTES, request, response);
  const parsed = parseRequest(route, request);
  const { params, query } = parsed;
  const context = { ...contextOf(route, parts, admitted, response), params, query };
  const answer = await runWrite(parts.db, route, context, {
    path: request.originalUrl,
    idempotencyKey,
    ifMatch,
    parsed,
    sentBody: request.body,
  });
  const clock = answer.clock ?? (await readClock(parts.db));
  sendClock(response, clock);
  if (answer.clock === null) response.setHeader('Idempotency-Replayed', 'true');
  const body =
    route.disclose === undefined
      ? answer.body
      : await route.disclose({ ...context, db: parts.db, clock }, answer.body);
  sendAnswer(route, parts, response, { ...answer, body });
}

type Admitted = { readonly actor: Actor; readonly session: Session };

/** @throws DomainError `unauthenticated`, `too_many_requests`, `second_factor_required`, `permission_denied` */
async function admit(
  { access, path }: ReadEntry | WriteEntry,
  parts: AppParts,
  request: Request,
  response: Response,
): Promise<Admitted> {
  const session = await parts.authenticator.findSession(request.headers);
  const actor = session === null ? null : await loadActor(parts.db, session.userId);
  response.locals['actorId'] = actor?.actorId;
  await parts.countRequest(request, response);
  if (session === null || actor === null) throw new DomainError('unauthenticated', {});
  // What is needed to get the second factor stays open: who am I, and my own settings.
  if (mustEnrol(actor, session, parts.sessionRules) && !path.startsWith('/v1/me')) {
    throw new DomainError('second_factor_required', {});
  }
  if (access !== 'signed_in' && !actor.permissions.has(access)) {
    throw new DomainError('permission_denied', { permission: access });
  }
  return { actor, session };
}

function mustEnrol(actor: Actor, session: Session, { secondFactorRoles }: SessionRules): boolean {
  if (session.hasSecondFactor) return false;
  return secondFactorRoles.some((role) => actor.roles.has(role));
}

function contextOf(
  route: ReadEntry | WriteEntry,
  { services, sessionRules }: AppParts,
  { actor, session }: Admitted,
  response: Response,
): Omit<Context<unknown, unknown>, 'params' | 'query'> {
  const requestId = String(response.locals['requestId']);
  return {
    actor,
    scope: scopeOf(actor, route.access),
    requestId,
    services,
    session: {
      sessionId: session.sessionId,
      hasSecondFactor: session.hasSecondFactor,
      mustEnrol: mustEnrol(actor, session, sessionRules),
      idleLockMinutes: sessionRules.idleLockMinutes,
    },
  };
}

/** @throws DomainError `media_type_unsupported`, `body_malformed`, `body_too_large` */
async function readJsonBody(
  limitBytes: number,
  request: Request,
  response: Response,
): Promise<void> {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody) return;
  if (request.is('application/json') === false) {
    throw new DomainError('media_type_unsupported', { expected: 'application/json' });
  }
  const parser = express.json({ limit: limitBytes, strict: true });
  await new Promise<void>((resolve, reject) => {
    parser(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(asBodyRefusal(error, limitBytes)),
    );
  });
}

function asBodyRefusal(error: unknown, limitBytes: number): unknown {
  if (!(error instanceof Error)) return error;
  if (isBrokenStream(error)) return new DomainError('body_malformed', {});
  switch ('type' in error ? error.type : undefined) {
    case 'entity.too.large':
      return new DomainError('body_too_large', { limitBytes });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new DomainError('media_type_unsupported', { expected: 'application/json in UTF-8' });
    case 'entity.parse.failed':
    case 'request.aborted':
    case 'request.size.invalid':
      return new DomainError('body_malformed', {});
    default:
      return error;
  }
}

/** A body that is not the compressed stream it says it is comes as zlib's own error. */
function isBrokenStream(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}

function sendAnswer(
  route: Route,
  { checksAnswers }: AppParts,
  response: Response,
  answer: Omit<Answer<unknown>, 'status'> & { readonly status: number },
): void {
  if (checksAnswers) assertFits(route, answer.body);
  if (answer.version !== undefined) response.setHeader('ETag', `"${answer.version}"`);
  if (answer.location !== undefined) response.setHeader('Location', answer.location);
  response.status(answer.status).json(answer.body);
}

function assertFits(route: Route, body: unknown): void {
  const parsed = route.response.safeParse(body);
  invariant(
    parsed.success,
    `${route.method} ${route.path} answers as its schema says: ${parsed.error?.message ?? ''}`,
  );
}

/** Always saved, never shown: what somebody uploaded must not run as a page of this address. */
function sendFile(response: Response, { file }: FileAnswer): void {
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.attachment(file.fileName);
  // After the name, whose ending would otherwise decide the type.
  response.setHeader('Content-Type', file.mediaType);
  response.send(file.content);
}

/** Business time on every answer, so that no page has to guess which day the house has. */
export function sendClock(response: Response, { businessDate, now }: BusinessClock): void {
  response.setHeader('Business-Date', businessDate);
  response.setHeader('Business-Time', now);
}
