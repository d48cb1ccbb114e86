/** The content of a version as it is typed: plain JSON, read and changed by JSON pointer. What does not fit stays as typed; the API names it. */

/** While it is being typed, any member may be anything. */
export type Draft = Readonly<Record<string, unknown>>;

/** @param pointer `/terms/grace/principal`; undefined where nothing stands there */
export function valueAt(draft: unknown, pointer: string): unknown {
  let value = draft;
  for (const name of membersOf(pointer)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** A copy with another value there; undefined takes the member away. Members on the way are made where they are missing. */
export function withValue<T>(draft: T, pointer: string, value: unknown): T {
  const [name, ...rest] = membersOf(pointer);
  if (name === undefined) return value as T;
  const next = rest.length === 0 ? value : withValue(memberOf(draft, name), pathOf(rest), value);
  if (Array.isArray(draft)) return draft.with(Number(name), next) as T;
  const { [name]: _old, ...others } = (draft ?? {}) as Readonly<Record<string, unknown>>;
  // A member keeps its place, so that two forms of one content differ only where a value does.
  if (next === undefined) return others as T;
  return { ...(draft as Readonly<Record<string, unknown>> | undefined), [name]: next } as T;
}

function memberOf(draft: unknown, name: string): unknown {
  return valueAt(draft, `/${name}`) ?? {};
}

function membersOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1);
}

function pathOf(members: readonly string[]): string {
  return members.map((name) => `/${name}`).join('');
}

/** Whether both say the same, in whatever order their members stand. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, item]) => [name, ordered(item)]));
}

/** What was typed here, put on what somebody else has saved meanwhile: each part is theirs unless it was changed here. */
export function rebase({
  base,
  mine,
  theirs,
}: {
  readonly base: Draft;
  readonly mine: Draft;
  readonly theirs: Draft;
}): Draft {
  return partsOf(base, mine).reduce<Draft>((content, pointer) => {
    const own = valueAt(mine, pointer);
    return isSame(valueAt(base, pointer), own) ? content : withValue(content, pointer, own);
  }, theirs);
}

/** Every member of the content; of the terms each by itself. */
function partsOf(...contents: readonly Draft[]): readonly string[] {
  const names = contents.flatMap((content) => {
    const terms = content['terms'];
    const ofTerms = typeof terms === 'object' && terms !== null ? Object.keys(terms) : [];
    const own = Object.keys(content).filter((name) => name !== 'terms');
    return [...own.map((name) => `/${name}`), ...ofTerms.map((name) => `/terms/${name}`)];
  });
  return [...new Set(names)];
}

/** What was typed, as text; empty for nothing, and for what is no single value. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
