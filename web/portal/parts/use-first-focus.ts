/** The focus goes to the first field of a step that has just taken the place of another. */
import { useEffect, useRef, type RefObject } from 'react';

export function useFirstFocus(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return field;
}
