/**
 * Keys. A component says which keys it knows while it is mounted; the sheet under `?` lists exactly those. They are
 * off inside inputs, while an input method composes, under a dialog that is not theirs, and for whoever turns them
 * off. Letters only choose: no single key ever sends anything.
 */
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';

export type ShortcutGroup = 'everywhere' | 'list' | 'record' | 'approval' | 'collections';

export type Shortcut = {
  /** `a`, `Shift+x`, `?`, two strokes as `g h`, or `mod+Enter` for Ctrl or ⌘. */
  readonly keys: string;
  /** What it does, in the reader's language. */
  readonly label: string;
  readonly group: ShortcutGroup;
  readonly run: () => void;
  /** Also while typing: only for combinations with `mod`. */
  readonly whileTyping?: boolean;
  readonly isOff?: boolean;
};

type Registry = {
  readonly add: (list: { readonly current: readonly Shortcut[] }) => () => void;
  /** What is known now; later ones win over earlier ones with the same keys. */
  readonly all: () => readonly Shortcut[];
};

const Context = createContext<Registry | null>(null);
const SECOND_STROKE_MS = 1_200;

export function ShortcutProvider({
  isOn,
  children,
}: {
  readonly isOn: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const lists = useRef(new Set<{ readonly current: readonly Shortcut[] }>());
  const registry = useMemo<Registry>(
    () => ({
      add: (list) => {
        lists.current.add(list);
        return () => lists.current.delete(list);
      },
      all: () => [...lists.current].flatMap(({ current }) => current).filter(({ isOff }) => !isOff),
    }),
    [],
  );
  useEffect(() => listen(registry, isOn), [registry, isOn]);
  return <Context.Provider value={registry}>{children}</Context.Provider>;
}

/** Adds keys while the component is mounted; the list may be made anew at every draw. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(Context);
  const list = useRef(shortcuts);
  useEffect(() => {
    list.current = shortcuts;
  });
  useEffect(() => registry?.add(list), [registry]);
}

/** For the sheet: read when it opens. */
export function useKnownShortcuts(): () => readonly Shortcut[] {
  const registry = useContext(Context);
  return () => registry?.all() ?? [];
}

function listen(registry: Registry, isOn: boolean): () => void {
  let first: { readonly stroke: string; readonly at: number } | null = null;
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const stroke = strokeOf(event);
    const isTyping = isInField(event.target);
    // Escape in a dialog closes the dialog; the page behind it stays where it is.
    if (stroke === 'Escape' && document.querySelector(MODAL) !== null) return;
    const isFree = isOn && !isTyping && !isUnderDialog(event.target);
    const pair =
      first !== null && event.timeStamp - first.at < SECOND_STROKE_MS
        ? `${first.stroke} ${stroke}`
        : null;
    first = null;
    const known = registry.all().toReversed();
    const found =
      known.find(({ keys }) => keys === pair && isFree) ??
      known.find(({ keys, whileTyping = false }) => {
        if (keys !== stroke) return false;
        return isFree || (whileTyping && keys.startsWith('mod+'));
      });
    if (found !== undefined) {
      event.preventDefault();
      found.run();
      return;
    }
    const begins = known.some(({ keys }) => keys.startsWith(`${stroke} `));
    if (isFree && begins) first = { stroke, at: event.timeStamp };
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

function strokeOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  const isLetter = /^[a-z]$/.test(name);
  return [
    ...(ctrlKey || metaKey ? ['mod'] : []),
    ...(altKey ? ['Alt'] : []),
    // With a sign such as `?` the shift key is already in the sign.
    ...(shiftKey && (isLetter || key.length > 1) ? ['Shift'] : []),
    name,
  ].join('+');
}

function isInField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  const field = target.closest('input, textarea, select, [role="textbox"], [role="combobox"]');
  // A key on a check box or a radio button types nothing.
  return field !== null && !field.matches('[type="checkbox"], [type="radio"]');
}

const MODAL = '[role="dialog"][aria-modal="true"], [role="alertdialog"][aria-modal="true"]';

/** An open menu has keys of its own: Escape closes it and nothing else. */
function isUnderDialog(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('[role="menu"], [role="listbox"]') !== null) {
    return true;
  }
  const open = document.querySelector(MODAL);
  return open !== null && !(target instanceof Node && open.contains(target));
}
