/** One topic of a page: a heading and what belongs to it. */
import { Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function Section({
  title,
  children,
}: {
  readonly title?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        {title === undefined ? null : <Title order={2}>{title}</Title>}
        {children}
      </Stack>
    </Paper>
  );
}

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Names and values, one below the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="portal-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
