/** The frame of the story page: one component in all its states, with words in the reader's language. */
import { Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useWords } from '../components/words.ts';

export function Story({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} data-story={name}>
      <Title
        order={2}
        id={id}
        mb="sm"
        pb={4}
        style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
      >
        {name}
      </Title>
      <Stack gap="md">{children}</Stack>
    </section>
  );
}

export function Case({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {name}
      </Text>
      {children}
    </div>
  );
}

/** Sample data in the reader's language. */
export function usePick(): (zh: string, en: string) => string {
  const { language } = useWords();
  return (zh, en) => (language === 'en' ? en : zh);
}
