import { Stack, Text } from '@mantine/core';
import { IconChecks, IconFilterOff, IconLock, IconSparkles, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from './words.ts';

export type EmptyReason = 'none' | 'filtered' | 'firstRun' | 'noAccess';

export type EmptyStateProps = {
  readonly reason: EmptyReason;
  /** One sentence that says why it is empty here; the general one otherwise. */
  readonly sentence?: string;
  /** The one act that helps. */
  readonly action?: ReactNode;
};

const icons: { readonly [R in EmptyReason]: Icon } = {
  none: IconChecks,
  filtered: IconFilterOff,
  firstRun: IconSparkles,
  noAccess: IconLock,
};

/** Why nothing is here, and at most one thing to do about it. */
export function EmptyState({ reason, sentence, action }: EmptyStateProps) {
  const { t } = useWords();
  const ReasonIcon = icons[reason];
  return (
    <Stack align="center" justify="center" gap="sm" py="xl" px="md" mih={180} ta="center">
      <ReasonIcon size={28} stroke={1.3} aria-hidden color="var(--mantine-color-dimmed)" />
      <Text size="sm" c="dimmed" maw={420}>
        {sentence ?? t(`empty.${reason}`)}
      </Text>
      {action ?? null}
    </Stack>
  );
}
