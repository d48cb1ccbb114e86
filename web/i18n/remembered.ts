/** The only things a page keeps in the browser: language, colour scheme and density. Never a name, never a number. */

export type RememberedName = 'language' | 'scheme' | 'density';

export function remember(name: RememberedName, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value);
  } catch {
    // A browser may forbid storage; the choice then holds until the page is closed.
  }
}

export function recall(name: RememberedName): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}

/** As the script in the two HTML files reads it before the first paint. */
export function keyOf(name: RememberedName): string {
  return `daiban.${name}`;
}
