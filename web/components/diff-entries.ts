/** What differs between two versions of a record, as a flat list that a person can read and choose from. */
import { create, type Delta } from 'jsondiffpatch';

export type DiffEntry = {
  /** JSON pointer into the record. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: unknown;
  readonly after: unknown;
};

const patcher = create({ omitRemovedValues: false });

/** Every value that was added, removed or changed, in the order of the record. Money counts as one value. */
export function diffEntries(before: unknown, after: unknown): readonly DiffEntry[] {
  return walk(patcher.diff(before, after), before, after, '');
}

function walk(delta: Delta, before: unknown, after: unknown, pointer: string): DiffEntry[] {
  if (delta === undefined) return [];
  if (Array.isArray(delta)) return [leaf(pointer, before, after)];
  if (isOneValue(before) && isOneValue(after)) return [leaf(pointer, before, after)];
  if ('_t' in delta) return walkArray(delta as ArrayDelta, before, after, pointer);
  return Object.entries(delta).flatMap(([name, part]) =>
    walk(part as Delta, member(before, name), member(after, name), `${pointer}/${escaped(name)}`),
  );
}

type ArrayDelta = Readonly<Record<string, Delta>>;

/** Keys with an underscore speak of the old list, the others of the new one. */
function walkArray(
  delta: ArrayDelta,
  before: unknown,
  after: unknown,
  pointer: string,
): DiffEntry[] {
  const entries: DiffEntry[] = [];
  for (const [key, part] of Object.entries(delta)) {
    if (key === '_t' || isMove(part)) continue;
    if (key.startsWith('_')) {
      entries.push(leaf(`${pointer}/${key.slice(1)}`, member(before, key.slice(1)), undefined));
      continue;
    }
    const isNew = Array.isArray(part) && part.length === 1;
    const old = isNew ? undefined : member(before, key);
    entries.push(...walk(part, old, member(after, key), `${pointer}/${key}`));
  }
  return entries;
}

function leaf(pointer: string, before: unknown, after: unknown): DiffEntry {
  const kind = isMissing(before) ? 'added' : isMissing(after) ? 'removed' : 'changed';
  return { pointer, kind, before, after };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** An amount with its currency is compared and shown as one. */
function isOneValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

function isMove(part: Delta): boolean {
  return Array.isArray(part) && part.length === 3 && part[2] === 3;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
