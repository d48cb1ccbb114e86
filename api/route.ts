/**
 * One route table as data: registration, the OpenAPI document, the access test and the docs are made from it.
 * A read is a handler; a write is a command that runs once per Idempotency-Key in one transaction, and the answer
 * stored there is what a repeat gets.
 */
import type { Kysely, Transaction } from 'kysely';
import type { z, ZodType } from 'zod';
import type { DomainError, DomainErrorCode } from '../domain/errors.ts';
import type { DB } from '../db/tables.ts';
import type { ReadContext, Services, WriteContext } from './context.ts';
import type { Permission } from './permissions.ts';

/** `signed_in` needs a session and no right; a route open to anyone is an `OpenRoute`. */
export type Access = Permission | 'signed_in';

/** 200 unless said otherwise. `version` becomes the ETag, `location` the header of a 201. */
export type Answer<Body> = {
  readonly status?: 200 | 201 | 202 | 503;
  readonly body: Body;
  readonly version?: number;
  readonly location?: string;
};

/** Bytes instead of JSON; a browser saves them and never shows them as a page. */
export type FileAnswer = {
  readonly file: {
    readonly content: Buffer;
    readonly mediaType: string;
    readonly fileName: string;
  };
};

type Described<Params, Query, Response extends ZodType> = {
  /** As Express writes it: `/v1/customers/:customerId`. */
  readonly path: string;
  /** One line for the documentation, in the imperative. */
  readonly summary: string;
  readonly tag: string;
  readonly params?: ZodType<Params>;
  readonly query?: ZodType<Query>;
  readonly response: Response;
  /** Refusals that belong to this route; those of every route are not listed. */
  readonly refusals?: readonly DomainErrorCode[];
};

type Common<Params, Query, Response extends ZodType> = Described<Params, Query, Response> & {
  readonly access: Access;
};

type Empty = Readonly<Record<string, never>>;

export type ReadRoute<Params, Query, Response extends ZodType> = Common<Params, Query, Response> & {
  /** The answer is a file; `response` is then not used. */
  readonly sendsFile?: boolean;
  readonly handler: (
    context: ReadContext<Params, Query>,
  ) => Promise<Answer<z.output<Response>> | FileAnswer>;
};

/** What anybody may ask without signing in; it takes no parameters. */
export type OpenRoute<Response extends ZodType> = Described<Empty, Empty, Response> & {
  readonly handler: (context: {
    readonly db: Kysely<DB>;
    readonly services: Services;
  }) => Promise<Answer<z.output<Response>>>;
};

export type WriteRoute<
  Params,
  Query,
  Body,
  Response extends ZodType,
  Stored extends ZodType = Response,
> = Common<Params, Query, Response> & {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: ZodType<Body>;
  /** Largest body in bytes; 256 KiB unless said otherwise. */
  readonly bodyLimitBytes?: number;
  /** Makes If-Match a must; its version is the context's `ifMatch`. */
  readonly needsVersion?: boolean;
  /** Keeps what must be known of a refusal, in a transaction of its own: the command's is rolled back. */
  readonly onRefused?: (
    trx: Transaction<DB>,
    context: WriteContext<Params, Query, Body>,
    refusal: DomainError,
  ) => Promise<void>;
  /** Status of a success, for the documentation; the command's answer says it for itself. */
  readonly status?: 200 | 201 | 202;
  readonly command: (
    trx: Transaction<DB>,
    context: WriteContext<Params, Query, Body>,
  ) => Promise<Answer<z.output<Stored>>>;
};

/** A write whose answer holds what must not be stored: `disclose` adds it after the commit, and on each repeat. */
export type DisclosingRoute<
  Params,
  Query,
  Body,
  Response extends ZodType,
  Stored extends ZodType,
> = WriteRoute<Params, Query, Body, Response, Stored> & {
  readonly stored: Stored;
  readonly disclose: (
    context: ReadContext<Params, Query>,
    stored: z.output<Stored>,
  ) => Promise<z.output<Response>>;
};

/** A route with its types erased: what the table holds. */
export type ReadEntry = ReadRoute<unknown, unknown, ZodType> & {
  readonly kind: 'read';
  readonly method: 'GET';
};
export type WriteEntry = WriteRoute<unknown, unknown, unknown, ZodType> & {
  readonly kind: 'write';
  readonly disclose?: (context: ReadContext<unknown, unknown>, stored: unknown) => Promise<unknown>;
};
export type OpenEntry = OpenRoute<ZodType> & {
  readonly kind: 'open';
  readonly method: 'GET';
  readonly access: 'anyone';
};
export type Route = ReadEntry | WriteEntry | OpenEntry;

export function defineOpen<Response extends ZodType>(route: OpenRoute<Response>): Route {
  return { ...route, access: 'anyone', kind: 'open', method: 'GET' } as unknown as OpenEntry;
}

// A literal written into an answer's body needs `as const`: the response's type is not yet fixed while it is read.
// The schemas stand beside the handler that trusts them, so the dispatcher need not know their types.
export function defineRead<Response extends ZodType, Params = Empty, Query = Empty>(
  route: ReadRoute<Params, Query, Response>,
): Route {
  return { ...route, kind: 'read', method: 'GET' } as unknown as ReadEntry;
}

export function defineWrite<Response extends ZodType, Params = Empty, Query = Empty, Body = Empty>(
  route: WriteRoute<Params, Query, Body, Response>,
): Route {
  return { ...route, kind: 'write' } as unknown as WriteEntry;
}

export function defineDisclosure<
  Response extends ZodType,
  Stored extends ZodType,
  Params = Empty,
  Query = Empty,
  Body = Empty,
>(route: DisclosingRoute<Params, Query, Body, Response, Stored>): Route {
  return { ...route, kind: 'write' } as unknown as WriteEntry;
}
