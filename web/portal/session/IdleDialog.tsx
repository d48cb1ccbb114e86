/** The question before a session ends by itself, with the seconds that are left. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePortalWords } from '../parts/codes.ts';

type Props = {
  readonly leftSeconds: number;
  readonly onStay: () => void;
  readonly onEnd: () => void;
};

export function IdleDialog({ leftSeconds, onStay, onEnd }: Props): ReactNode {
  const { t } = usePortalWords();
  return (
    <Modal opened onClose={onStay} title={t('idle.title')} centered>
      <Stack>
        <Text>{t('idle.text', { seconds: leftSeconds })}</Text>
        <Button onClick={onStay} data-autofocus>
          {t('idle.stay')}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {t('idle.leave')}
        </Button>
      </Stack>
    </Modal>
  );
}
