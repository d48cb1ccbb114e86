/** From what came over the wire to values a handler may trust, or a refusal that points at each wrong one. */
import type { Request } from 'express';
import type { z, ZodError, ZodType } from 'zod';
import { DomainError, type FieldError } from '../domain/errors.ts';
import { refuseRequest } from './problem.ts';
import type { Route } from './route.ts';

export type ParsedRequest = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
};

const idempotencyKeyPattern = /^[\w.-]{8,100}$/;
const etagPattern = /^"(\d{1,9})"$/;

/** Deeper than any body here; without a limit a body of brackets alone would exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * PostgreSQL's text takes neither NUL nor half of a surrogate pair. Marks that turn the direction around make a name
 * or a file read as another one than it is (Unicode TR 36, 3.5 in UAX 9: embeddings, overrides, isolates).
 */
const unstorable = /\u0000|\p{Surrogate}|[\u202A-\u202E\u2066-\u2069]/u;

/** @throws DomainError `request_invalid` naming each value that does not fit, in path, query and body at once */
export function parseRequest(route: Route, request: Request): ParsedRequest {
  const errors: FieldError[] = [];
  const read = (part: FieldError['in'], schema: ZodType<unknown> | undefined, value: unknown) => {
    errors.push(...findUnstorable(part, value));
    if (schema === undefined) {
      errors.push(...findUnexpected(part, value));
      return {};
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) errors.push(...fieldErrors(part, parsed.error));
    return parsed.data;
  };
  const params = read('path', route.params, request.params);
  const query = read('query', route.query, request.query);
  const body = route.kind === 'write' ? read('body', route.body, request.body ?? {}) : {};
  if (errors.length > 0) refuseRequest(errors.slice(0, 50));
  return { params, query, body };
}

/** The body of an address that is not in the route table. @throws DomainError `request_invalid` */
export function parseBody<Schema extends ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  const errors = [
    ...findUnstorable('body', body),
    ...(parsed.success ? [] : fieldErrors('body', parsed.error)),
  ];
  if (!parsed.success || errors.length > 0) refuseRequest(errors.slice(0, 50));
  return parsed.data;
}

/** @throws DomainError `idempotency_key_missing` */
export function readIdempotencyKey(request: Request): string {
  const key = request.get('idempotency-key') ?? '';
  if (!idempotencyKeyPattern.test(key)) throw new DomainError('idempotency_key_missing', {});
  return key;
}

/** @throws DomainError `version_missing` */
export function readIfMatch(request: Request): number {
  const version = etagPattern.exec(request.get('if-match') ?? '')?.[1];
  if (version === undefined) throw new DomainError('version_missing', {});
  return Number(version);
}

function fieldErrors(part: FieldError['in'], error: ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    return keys.map((key) => ({
      in: part,
      pointer: pointerTo(key === null ? issue.path : [...issue.path, key]),
      detail: key === null ? issue.message : 'This member is not known here',
      ...ruleOf(issue),
    }));
  });
}

/** The rule of the catalogue that a value breaks, where it breaks one and not only its shape. */
function ruleOf(issue: ZodError['issues'][number]): Pick<FieldError, 'code'> {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof code === 'string' ? { code } : {};
}

function findUnexpected(part: FieldError['in'], value: unknown): FieldError[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).map((key) => ({
    in: part,
    pointer: pointerTo([key]),
    detail: 'This member is not known here',
  }));
}

function findUnstorable(
  part: FieldError['in'],
  value: unknown,
  path: readonly (string | number)[] = [],
): FieldError[] {
  if (typeof value === 'string') {
    if (!unstorable.test(value)) return [];
    return [
      { in: part, pointer: pointerTo(path), detail: 'This text holds characters no text has' },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= MAX_DEPTH) {
    return [{ in: part, pointer: '', detail: `This is nested deeper than ${MAX_DEPTH} levels` }];
  }
  return Object.entries(value).flatMap(([key, item]) => [
    ...findUnstorable(part, item, [...path, key]),
    ...(unstorable.test(key)
      ? [
          {
            in: part,
            pointer: pointerTo(path),
            detail: 'A name in here holds characters no text has',
          },
        ]
      : []),
  ]);
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
