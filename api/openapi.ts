/** The OpenAPI 3.1 document, made from the route table, so that it cannot say what the API does not do. */
import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z, type ZodObject, type ZodType } from 'zod';
import type { DomainErrorCode } from '../domain/errors.ts';
import { AUTH_PATH } from './auth.ts';
import { STATUS, type RefusalStatus } from './problem.ts';
import type { Route } from './route.ts';
import { PHONE_PATH, phoneOffered } from './phone-sign-in.ts';
import { offered } from './sign-in.ts';

const codes = Object.keys(STATUS) as [DomainErrorCode, ...DomainErrorCode[]];

const problem = z
  .looseObject({
    type: z.string().meta({ description: 'Where the code is explained' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'Number of the request' }),
    code: z.enum([...codes, 'internal']),
    errors: z
      .array(
        z.object({
          in: z.enum(['body', 'query', 'path', 'header']),
          pointer: z.string(),
          code: z.string().optional(),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457; facts of the refusal stand beside these members',
  });

/** What any route may answer, by kind; the refusals of a route's own are added to these. */
const common = {
  open: ['method_not_allowed', 'service_unavailable'],
  read: [
    'unauthenticated',
    'permission_denied',
    'request_invalid',
    'too_many_requests',
    'service_unavailable',
  ],
  write: [
    'body_malformed',
    'body_too_large',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'in_progress',
    'media_type_unsupported',
    'origin_refused',
    'permission_denied',
    'request_invalid',
    'service_unavailable',
    'too_many_requests',
    'unauthenticated',
  ],
} as const satisfies Record<Route['kind'], readonly DomainErrorCode[]>;

const idempotencyKey = z
  .string()
  .regex(/^[\w.-]{8,100}$/)
  .meta({
    description: 'The same key and request get the stored answer; another request is refused',
  });
const ifMatch = z
  .string()
  .regex(/^"\d{1,9}"$/)
  .meta({ description: 'The ETag of what was edited' });

export type OpenApiDocument = ReturnType<typeof openApiDocument>;

/** @param routes the table */
export function openApiDocument(routes: readonly Route[]) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'daiban.session_token',
    description: 'Set by POST /v1/auth/sign-in/username',
  });
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The set-auth-token header of a sign-in, for scripts',
  });
  for (const route of routes) registry.registerPath(describeRoute(route));
  for (const config of [...describeSignIn(), ...describePhoneSignIn()])
    registry.registerPath(config);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Daiban',
      version: '1',
      description: 'Loan approval and servicing. Every write carries an Idempotency-Key.',
    },
    servers: [{ url: '/' }],
  });
}

/** Served by the sign-in library and so not in the table; what it answers is the library's. */
function describeSignIn(): RouteConfig[] {
  return Object.entries(offered).map(([path, { method, summary, body }]) => ({
    method: method.toLowerCase() as RouteConfig['method'],
    path: AUTH_PATH + path,
    operationId: operationIdOf(method, AUTH_PATH + path),
    tags: ['sign-in'],
    summary,
    ...(path === '/sign-in/username' ? { security: [] } : signedIn),
    request: body === undefined ? {} : { body: { required: true, content: jsonOf(body) } },
    responses: {
      '200': { description: 'Success', content: jsonOf(z.unknown()) },
      ...refusalsOf(['request_invalid', 'sign_in_failed', 'too_many_requests', 'origin_refused']),
    },
  }));
}

function describePhoneSignIn(): RouteConfig[] {
  return Object.entries(phoneOffered).map(([path, { summary, body }]) => ({
    method: 'post' as const,
    path: PHONE_PATH + path,
    operationId: operationIdOf('POST', PHONE_PATH + path),
    tags: ['sign-in'],
    summary,
    security: [],
    request: { body: { required: true, content: jsonOf(body) } },
    responses: {
      '200': { description: 'Success', content: jsonOf(z.unknown()) },
      ...refusalsOf([
        'request_invalid',
        'too_many_requests',
        'origin_refused',
        'phone_code_wrong',
        'phone_code_expired',
        'sign_up_refused',
      ]),
    },
  }));
}

const signedIn = { security: [{ session: [] }, { bearer: [] }] };

function describeRoute(route: Route): RouteConfig {
  const path = route.path.replace(/:(\w+)/g, '{$1}');
  return {
    method: route.method.toLowerCase() as RouteConfig['method'],
    path,
    operationId: operationIdOf(route.method, path),
    tags: [route.tag],
    summary: route.summary,
    ...(route.access === 'anyone' ? { security: [] } : signedIn),
    'x-permission': route.access,
    request: describeRequest(route),
    responses: { ...describeSuccess(route), ...describeRefusals(route) },
  };
}

function describeRequest(route: Route): NonNullable<RouteConfig['request']> {
  const headers = describeHeaders(route);
  return {
    ...(route.params === undefined ? {} : { params: route.params as unknown as ZodObject }),
    ...(route.query === undefined ? {} : { query: route.query as unknown as ZodObject }),
    ...(headers === null ? {} : { headers }),
    ...(route.kind === 'write' && route.body !== undefined
      ? { body: { required: true, content: jsonOf(route.body) } }
      : {}),
  };
}

function describeHeaders(route: Route): ZodObject | null {
  if (route.kind !== 'write') return null;
  const needed = { 'Idempotency-Key': idempotencyKey };
  return z.object(route.needsVersion === true ? { ...needed, 'If-Match': ifMatch } : needed);
}

function describeSuccess(route: Route): RouteConfig['responses'] {
  if (route.kind === 'read' && route.sendsFile === true) {
    const content = {
      'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } },
    };
    return { '200': { description: 'The file', content } };
  }
  const status = route.kind === 'write' ? (route.status ?? 200) : 200;
  return { [status]: { description: 'Success', content: jsonOf(route.response) } };
}

function describeRefusals(route: Route): RouteConfig['responses'] {
  return refusalsOf([...common[route.kind], ...(route.refusals ?? [])]);
}

function refusalsOf(refusals: readonly DomainErrorCode[]): RouteConfig['responses'] {
  const byStatus = new Map<RefusalStatus, DomainErrorCode[]>();
  for (const code of refusals) {
    byStatus.set(STATUS[code], [...(byStatus.get(STATUS[code]) ?? []), code]);
  }
  const content = { 'application/problem+json': { schema: problem } };
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    { description: codes.join(', '), content },
  ]);
  return Object.fromEntries(entries) as RouteConfig['responses'];
}

function jsonOf(schema: ZodType) {
  return { 'application/json': { schema } };
}

/** `GET /v1/customers/{customerId}` is `getCustomersByCustomerId`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace('/v1/', '')
    .split(/[/.-]/)
    .map((word) =>
      word.replace(
        /^\{(\w)(\w*)\}$/,
        (_, first: string, rest: string) => `By${first.toUpperCase()}${rest}`,
      ),
    )
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return method.toLowerCase() + words.join('');
}
