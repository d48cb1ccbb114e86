/**
 * A contract is the address of one route of the API with the types of what goes in and comes out. It is a small
 * value: the schemas stay on the server, pages know them by type only.
 */
import type { ZodType, z } from 'zod';

/** What a contract is made of: schemas of `api/schemas/`, named by `typeof`. */
export type Schemas = {
  readonly params?: ZodType;
  readonly query?: ZodType;
  readonly body?: ZodType;
  readonly answer: ZodType;
};

/** Parameters of an address that are plain ids: `params: Ids<'loanId'>`, where no schema of theirs is exported. */
export type Ids<Name extends string> = ZodType<
  { readonly [N in Name]: string },
  { readonly [N in Name]: string }
>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Contract<S extends Schemas = Schemas> = {
  readonly method: Method;
  /** As in the API's own table: `/v1/loans/:loanId`. */
  readonly path: string;
  /** The version of the record goes along as If-Match. */
  readonly needsVersion: boolean;
  /** Never set: it carries the types. */
  readonly schemas?: S;
};

type InputPart<S extends Schemas, Part extends 'params' | 'query' | 'body'> = Part extends keyof S
  ? S[Part] extends ZodType
    ? z.input<S[Part]>
    : undefined
  : undefined;

type Filled<T> = { readonly [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a call takes: the parts its route has, in the form the schemas accept. */
export type InputOf<C> =
  C extends Contract<infer S>
    ? Filled<{
        params: InputPart<S, 'params'>;
        query: InputPart<S, 'query'>;
        body: InputPart<S, 'body'>;
      }>
    : never;

export type AnswerOf<C> = C extends Contract<infer S> ? z.output<S['answer']> : never;

/** A read. Name each schema as `typeof wire.name`; a test compares them with the API's table. */
export function read<S extends Schemas>(path: string): Contract<S> {
  return { method: 'GET', path, needsVersion: false };
}

/** A command. `needsVersion` as the route says it. */
export function write<S extends Schemas>(
  method: Exclude<Method, 'GET'>,
  path: string,
  { needsVersion = false }: { readonly needsVersion?: boolean } = {},
): Contract<S> {
  return { method, path, needsVersion };
}

/** The loose form in which an input travels inside this folder. */
export type RawInput = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/** The address with its parameters filled in; undefined and empty search values are left out. */
export function addressOf(path: string, { params = {}, query = {} }: RawInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}
