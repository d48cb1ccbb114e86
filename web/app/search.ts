/**
 * Search parameters: the state of a page that an address can carry. Each has a reading and a default; a value that
 * does not fit is the default, and a default is never written into the address. These few shapes need no schemas: the
 * first visit to any page would have to load what reads them.
 */
export type SearchField<T = unknown> = {
  /** What an address says, or undefined where it does not fit. */
  readonly read: (given: unknown) => T | undefined;
  readonly fallback: T;
};

export type SearchDefinition = Readonly<Record<string, SearchField>>;

export type SearchOf<D extends SearchDefinition> = {
  readonly [K in keyof D]: D[K] extends SearchField<infer T> ? T : never;
};

/** One of these words; undefined when none is chosen. */
export function choice<const T extends string>(options: readonly T[]): SearchField<T | undefined> {
  return { read: oneOf(options), fallback: undefined };
}

/** One of these words, and this one when the address names none. */
export function choiceOr<const T extends string>(
  options: readonly T[],
  fallback: NoInfer<T>,
): SearchField<T> {
  return { read: oneOf(options), fallback };
}

export function words(maxLength = 100): SearchField<string> {
  return { read: textOf(maxLength), fallback: '' };
}

export function optionalText(maxLength = 100): SearchField<string | undefined> {
  return { read: textOf(maxLength), fallback: undefined };
}

export function wholeNumber(fallback: number, min: number, max: number): SearchField<number> {
  const read = (given: unknown) => {
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    const isFit = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
    return isFit ? Number(value) : undefined;
  };
  return { read, fallback };
}

function oneOf<T extends string>(options: readonly T[]) {
  return (given: unknown) => options.find((option) => option === given);
}

function textOf(maxLength: number) {
  return (given: unknown) =>
    typeof given === 'string' && given.length <= maxLength ? given : undefined;
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
  const entries = Object.entries(definition).map(([name, { read, fallback }]) => [
    name,
    read(raw[name]) ?? fallback,
  ]);
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
