/** The one place where the page speaks: result counts, saves, reveals. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';

type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Says something to a screen reader, once nothing else is being said. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

export function LiveRegion(): ReactNode {
  const [text, setText] = useState('');
  useEffect(() => {
    listeners.add(setText);
    return () => {
      listeners.delete(setText);
    };
  }, []);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
