/**
 * The difference between two matrices as a second person reads it: which rows, tiers and stages came, went or
 * changed, each change with its old and new value. Rows, tiers and stages are matched by their names, so a mere
 * change of order shows only where order matters, in a path.
 */
import type { MatrixContent } from './matrix.ts';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type MatrixDifference = {
  readonly kind: 'added' | 'removed' | 'changed';
  /** JSON pointer with names instead of positions: `/tiers/T4/path/credit_committee/quorumCount`. */
  readonly pointer: string;
  readonly before: Json;
  readonly after: Json;
};

/** Lists in which an entry has a name; all others are compared as a whole. */
const namedBy: Readonly<Record<string, string>> = { rows: 'rowId', tiers: 'tier', path: 'key' };

export function compareMatrices(
  before: MatrixContent,
  after: MatrixContent,
): readonly MatrixDifference[] {
  return compare('', before as unknown as Json, after as unknown as Json);
}

function compare(pointer: string, before: Json, after: Json): readonly MatrixDifference[] {
  if (isSame(before, after)) return [];
  const name = namedBy[pointer.slice(pointer.lastIndexOf('/') + 1)];
  if (name !== undefined && Array.isArray(before) && Array.isArray(after)) {
    return [
      ...compareKeys(pointer, byName(before, name), byName(after, name)),
      ...compareOrder(pointer, before, after, name),
    ];
  }
  if (isObject(before) && isObject(after)) return compareKeys(pointer, before, after);
  return [{ kind: 'changed', pointer, before, after }];
}

function compareKeys(
  pointer: string,
  before: { readonly [key: string]: Json },
  after: { readonly [key: string]: Json },
): readonly MatrixDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const here = `${pointer}/${key}`;
    const old = before[key];
    const fresh = after[key];
    if (old === undefined)
      return [{ kind: 'added', pointer: here, before: null, after: fresh ?? null }];
    if (fresh === undefined) return [{ kind: 'removed', pointer: here, before: old, after: null }];
    return compare(here, old, fresh);
  });
}

/** The order of stages is the order of approval; the order of tiers is low to high. */
function compareOrder(
  pointer: string,
  before: readonly Json[],
  after: readonly Json[],
  name: string,
): readonly MatrixDifference[] {
  if (name === 'rowId') return [];
  const old = before.map((entry) => nameOf(entry, name));
  const fresh = after.map((entry) => nameOf(entry, name));
  const keptBefore = old.filter((entry) => fresh.includes(entry));
  const keptAfter = fresh.filter((entry) => old.includes(entry));
  if (isSame(keptBefore, keptAfter)) return [];
  return [{ kind: 'changed', pointer: `${pointer}/order`, before: old, after: fresh }];
}

function byName(entries: readonly Json[], name: string): { readonly [key: string]: Json } {
  return Object.fromEntries(entries.map((entry) => [nameOf(entry, name), entry]));
}

function nameOf(entry: Json, name: string): string {
  const value = isObject(entry) ? entry[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => isSame(entry, b[index] ?? null));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
  );
}
