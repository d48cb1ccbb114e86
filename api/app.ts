/** The Express application, made from the route table. */
import { randomUUID } from 'node:crypto';
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { readClock } from '../db/queries/clock.ts';
import { DomainError } from '../domain/errors.ts';
import { dispatch, sendClock, type AppParts } from './dispatch.ts';
import { toProblem } from './problem.ts';
import type { Route } from './route.ts';

/** Handlers that are not JSON routes: sign-in and the pages of the documentation. */
export type Mount = { readonly path: string; readonly handler: RequestHandler };

export type App = AppParts & {
  readonly routes: readonly Route[];
  readonly mounts: readonly Mount[];
};

export function createApp({ routes, mounts, ...parts }: App): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.trustedProxyCount);
  app.use(giveRequestId, helmet({ contentSecurityPolicy: contentSecurityPolicy(parts.publicUrl) }));
  app.use('/v1', noStore);
  for (const { path, handler } of mounts) app.use(path, handler);
  for (const route of routes) register(app, route, parts);
  for (const [path, allowed] of methodsByPath(routes)) app.all(path, refuseMethod(allowed));
  app.use('/v1', refuseUnknown);
  app.use(answerError(parts));
  return app;
}

function register(app: Express, route: Route, parts: AppParts): void {
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  app[method](route.path, dispatch(route, parts));
}

const giveRequestId: RequestHandler = (_request, response, next) => {
  const requestId = randomUUID();
  response.locals['requestId'] = requestId;
  response.setHeader('X-Request-Id', requestId);
  next();
};

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** Own scripts and styles only; plain http stays http, so that a console without TLS on the own machine works. */
function contentSecurityPolicy(publicUrl: string) {
  const upgrade = publicUrl.startsWith('https:') ? [] : null;
  return { directives: { 'script-src': ["'self'"], 'upgrade-insecure-requests': upgrade } };
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const byPath = new Map<string, string[]>();
  for (const { path, method } of routes) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  return byPath;
}

function refuseMethod(allowed: readonly string[]): RequestHandler {
  return (request, response) => {
    response.setHeader('Allow', allowed.join(', '));
    throw new DomainError('method_not_allowed', { method: request.method, allowed });
  };
}

const refuseUnknown: RequestHandler = () => {
  throw new DomainError('not_found', { resource: 'address' });
};

function answerError({ db, services: { log } }: AppParts): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = String(response.locals['requestId']);
    const { body, isFault } = toProblem(asRoutingRefusal(error), requestId);
    if (isFault) {
      // The path without its query, where somebody's name may stand.
      const { method, path } = request;
      log.error({ err: withoutRow(error), requestId, method, path }, 'a request failed');
    } else if (tellsTheTime(body.status)) await tellClock(db, response);
    if ('retryAfterSeconds' in body)
      response.setHeader('Retry-After', String(body['retryAfterSeconds']));
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  };
}

/** Whoever is not let in is told nothing, and costs the database nothing. */
function tellsTheTime(status: number): boolean {
  return status !== 401 && status !== 429;
}

/** A refused page has a business date too: the day may have changed since the last answer it got. */
async function tellClock(db: AppParts['db'], response: Response): Promise<void> {
  const clock = await readClock(db).catch(() => null);
  if (clock !== null) sendClock(response, clock);
}

/** Express itself refuses a path that is not valid percent-encoding. */
function asRoutingRefusal(error: unknown): unknown {
  return error instanceof URIError ? new DomainError('not_found', { resource: 'address' }) : error;
}

/** PostgreSQL quotes the row it refused in `detail` and `where`: a name or an address would go into the log. */
function withoutRow(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  for (const field of ['detail', 'where', 'internalQuery'] as const) {
    if (field in error) Reflect.deleteProperty(error, field);
  }
  return error;
}
