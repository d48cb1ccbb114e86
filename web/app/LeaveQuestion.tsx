/** Asked before a page is left whose typed words are nowhere else. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';

export type LeaveQuestionProps = {
  readonly isDirty: () => boolean;
  /** Tries to keep the words on the way out; only what it could not keep is asked about. */
  readonly save?: () => Promise<boolean>;
  readonly word: (name: 'title' | 'text' | 'stay' | 'go') => string;
};

export function LeaveQuestion({ isDirty, save, word }: LeaveQuestionProps): ReactNode {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) =>
      current.pathname !== next.pathname && isDirty() && !((await save?.()) ?? false),
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={word('title')}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <Stack gap="md">
        <Text size="sm">{word('text')}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
            {word('stay')}
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            {word('go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
