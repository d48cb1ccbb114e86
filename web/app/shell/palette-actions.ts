/** What the open page offers to the palette: the same buttons it shows, by name. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

export type PaletteAction = {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
};

let known: readonly PaletteAction[] = [];
const listeners = new Set<() => void>();

/** While the component is mounted; give a stable list (`useMemo`), or the palette is drawn at every change. */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  const own = useRef(actions);
  useEffect(() => {
    own.current = actions;
    set([...known.filter((action) => !own.current.includes(action)), ...actions]);
    return () => set(known.filter((action) => !actions.includes(action)));
  }, [actions]);
}

export function useKnownActions(): readonly PaletteAction[] {
  return useSyncExternalStore(subscribe, () => known);
}

function set(actions: readonly PaletteAction[]): void {
  known = actions;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
