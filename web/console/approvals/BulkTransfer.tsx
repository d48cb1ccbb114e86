/** Hands several cases to one person: whether that person may have a case is said for each. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { send } from '../../api/call.ts';
import { transferTask } from '../../api/contracts/approvals.ts';
import { announce } from '../../app/live-region.tsx';
import type { Candidate } from '../../components/candidates.ts';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { BulkCases, useBulkCommands } from './bulk-commands.tsx';
import { useCaseRefresh } from './case-refresh.ts';
import type { QueueLine } from './queue.ts';

type Props = {
  readonly isOpen: boolean;
  readonly lines: readonly QueueLine[];
  readonly onClose: () => void;
  readonly onEnd: () => void;
};

export function BulkTransfer({ isOpen, lines, onClose, onEnd }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('bulk.transferTitle')}
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
  // What was chosen when the dialog opened: each case leaves the list behind it as it is handed on.
  const [chosen] = useState(lines);
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [reason, setReason] = useState('');
  const { results, isBusy, isDone, sendAll } = useBulkCommands(chosen);
  const again = useCaseRefresh();
  const officerId = people[0]?.officerId;
  const body = officerId === undefined || reason.trim() === '' ? null : { officerId, reason };
  const transfer = async () => {
    if (body === null) return;
    await sendAll((stageId, options) => send(transferTask, { params: { stageId }, body }, options));
    announce(t('bulk.transferred'));
    again();
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t('bulk.transferSentence', { count: chosen.length })}</Text>
      <BulkCases lines={chosen} results={results} />
      {isDone ? null : (
        <>
          <PersonPicker
            label={t('dialog.person')}
            question={{ purpose: 'transfer', stageId: chosen[0]?.stage?.stageId ?? '' }}
            value={people}
            onChange={setPeople}
          />
          <Textarea
            label={t('dialog.reason')}
            autosize
            minRows={2}
            maxLength={500}
            withAsterisk
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </>
      )}
      <Group justify="flex-end" gap="sm">
        {isDone ? (
          <Button onClick={onEnd}>{t('bulk.close')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {t('components:cancel')}
            </Button>
            <Button disabled={isBusy || body === null} onClick={() => void transfer()}>
              {t(isBusy ? 'components:form.pending' : 'bulk.transferCount', {
                count: chosen.length,
              })}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
