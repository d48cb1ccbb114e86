/** A part of a record under its own heading. */
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { readonly title: string; readonly children: ReactNode };

export function Part({ title, children }: Props): ReactNode {
  return (
    <section>
      <Title order={2} size="h5" mb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}
