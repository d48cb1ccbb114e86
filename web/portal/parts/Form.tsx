/** A form that sends nothing while a word is still being composed, and its fields with what the API refused. */
import { Stack } from '@mantine/core';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';

export function Form({
  onSubmit,
  children,
}: {
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} onKeyDown={keepComposing}>
      <Stack gap="md">{children}</Stack>
    </form>
  );
}

/** Enter ends a composition, it sends nothing. */
function keepComposing(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault();
}
