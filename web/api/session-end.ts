/**
 * Whether anybody is signed in, as far as the page can know without asking; and a word to the frame when an answer
 * said 401, wherever in a page the question was asked.
 */

type Listener = () => void;
const listeners = new Set<Listener>();

export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellSignedOut(): void {
  for (const listener of listeners) listener();
}

/** The server writes into the page whether a session came along with the request for it. */
let maybe = document.querySelector<HTMLMetaElement>('meta[name="session"]')?.content !== 'none';

/** False saves a question whose answer would be 401. */
export function maybeSignedIn(): boolean {
  return maybe;
}

export function noteSession(isOpen: boolean): void {
  maybe = isOpen;
}
