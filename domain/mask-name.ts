/** A person's name where the reader has no need of all of it: 王小明 is shown as 王*明. Companies are public by name. */
export function maskName(name: string, kind: 'person' | 'company'): string {
  if (kind === 'company') return name;
  const letters = Array.from(name.trim());
  const last = letters.length > 2 ? (letters.at(-1) ?? '') : '';
  return `${letters[0] ?? ''}*${last}`;
}
