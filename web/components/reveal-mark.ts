/** Whether anything is revealed on the page now: while it is, the page wears a watermark. */
import { useEffect, useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

export function useIsRevealed(): boolean {
  return useSyncExternalStore(subscribe, () => count > 0);
}

export function useRevealMark(isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return;
    change(1);
    return () => change(-1);
  }, [isShown]);
}

function change(by: number): void {
  count += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
