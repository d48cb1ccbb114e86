/**
 * Search parameters: the state of a page that an address can carry. Each has a schema and a default; a value that
 * does not fit is the default, and a default is never written into the address.
 */
import * as z from 'zod/mini';

export type SearchField<T = unknown> = {
  readonly schema: z.ZodMiniType<T>;
  readonly fallback: T;
};

export type SearchDefinition = Readonly<Record<string, SearchField>>;

export type SearchOf<D extends SearchDefinition> = {
  readonly [K in keyof D]: D[K] extends SearchField<infer T> ? T : never;
};

/** One of these words; undefined when none is chosen. */
export function choice<const T extends string>(options: readonly T[]): SearchField<T | undefined> {
  return { schema: z.optional(z.enum(options as unknown as [T, ...T[]])), fallback: undefined };
}

/** One of these words, and this one when the address names none. */
export function choiceOr<const T extends string>(
  options: readonly T[],
  fallback: NoInfer<T>,
): SearchField<T> {
  return { schema: z.enum(options as unknown as [T, ...T[]]), fallback };
}

export function words(maxLength = 100): SearchField<string> {
  return { schema: z.string().check(z.maxLength(maxLength)), fallback: '' };
}

export function optionalText(maxLength = 100): SearchField<string | undefined> {
  return { schema: z.optional(z.string().check(z.maxLength(maxLength))), fallback: undefined };
}

export function wholeNumber(fallback: number, min: number, max: number): SearchField<number> {
  return {
    schema: z.coerce
      .number()
      .check(z.int(), z.minimum(min), z.maximum(max)) as z.ZodMiniType<number>,
    fallback,
  };
}

/** The names all lists share, with the filters of one; `sort` is a column, with a minus for descending. */
export function listSearch<D extends SearchDefinition>(filters: D) {
  return {
    q: words(),
    sort: optionalText(40),
    page: wholeNumber(1, 1, 1_000_000),
    size: wholeNumber(50, 20, 100),
    view: optionalText(40),
    sel: optionalText(60),
    ...filters,
  };
}

/** What a record carries: its open tab, and the list it was opened from. */
export function recordSearch<D extends SearchDefinition>(fields: D) {
  return { tab: optionalText(40), from: optionalText(2_000), ...fields };
}

/** The values of an address, complete with defaults. */
export function readSearch<D extends SearchDefinition>(
  definition: D,
  raw: Readonly<Record<string, unknown>>,
): SearchOf<D> {
  const entries = Object.entries(definition).map(([name, { schema, fallback }]) => {
    const given = raw[name];
    if (given === undefined) return [name, fallback];
    const parsed = schema.safeParse(given);
    return [name, parsed.success ? parsed.data : fallback];
  });
  return Object.fromEntries(entries) as SearchOf<D>;
}

/** As text for the address, without what is a default anyway. */
export function writeSearch(
  definition: SearchDefinition,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const entries = Object.entries(definition).flatMap(([name, { fallback }]) => {
    const value = values[name];
    if (value === undefined || value === null || value === fallback) return [];
    return [[name, asText(value)] as const];
  });
  return Object.fromEntries(entries);
}

/** Text, numbers and booleans; an address carries nothing else. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Plain `name=value` pairs, as people write and share them; a repeated name counts once. */
export function parseQuery(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text.replace(/^\?/, '')));
}

export function formatQuery(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, asText(value)]],
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}
