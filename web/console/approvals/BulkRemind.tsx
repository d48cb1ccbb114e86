/** Reminds the people of several cases: each is a command of its own with a key of its own. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { send } from '../../api/call.ts';
import { remindStage } from '../../api/contracts/approvals.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { BulkCases, useBulkCommands } from './bulk-commands.tsx';
import type { QueueLine } from './queue.ts';

type Props = {
  readonly isOpen: boolean;
  readonly lines: readonly QueueLine[];
  readonly onClose: () => void;
  readonly onEnd: () => void;
};

export function BulkRemind({ isOpen, lines, onClose, onEnd }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('bulk.remindTitle')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <Body lines={lines} onClose={onClose} onEnd={onEnd} />
    </Modal>
  );
}

function Body({ lines, onClose, onEnd }: Omit<Props, 'isOpen'>): ReactNode {
  const { t } = useTranslation('approvals');
  const [chosen] = useState(lines);
  const { results, isBusy, isDone, sendAll } = useBulkCommands(chosen);
  const remind = () =>
    sendAll((stageId, options) => send(remindStage, { params: { stageId } }, options));
  return (
    <Stack gap="md">
      <Text size="sm">{t('bulk.remindSentence', { count: chosen.length })}</Text>
      <BulkCases lines={chosen} results={results} />
      <Group justify="flex-end" gap="sm">
        {isDone ? (
          <Button onClick={onEnd}>{t('bulk.close')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {t('components:cancel')}
            </Button>
            <Button data-autofocus disabled={isBusy} onClick={() => void remind()}>
              {t(isBusy ? 'components:form.pending' : 'bulk.remind')}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
