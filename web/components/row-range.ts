/** The rows from one to the other, both included, in the order of the list; only the second where the first is gone. */
export function rangeBetween(ids: readonly string[], from: string, to: string): readonly string[] {
  const [first, last] = [ids.indexOf(from), ids.indexOf(to)];
  if (last === -1) return [];
  if (first === -1) return [to];
  return ids.slice(Math.min(first, last), Math.max(first, last) + 1);
}
