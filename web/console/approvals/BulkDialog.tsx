/** One command for each of several cases: the cases, what it needs, and what became of each. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { BulkCases, useBulkCommands, type Send } from './bulk-commands.tsx';
import type { QueueLine } from './queue.ts';

export type BulkDialogProps = {
  readonly isOpen: boolean;
  readonly lines: readonly QueueLine[];
  readonly onClose: () => void;
  readonly onEnd: () => void;
};

type FrameProps = Pick<BulkDialogProps, 'isOpen' | 'onClose'> & {
  readonly title: string;
  readonly children: ReactNode;
};

export function BulkDialog({ isOpen, onClose, title, children }: FrameProps): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      {children}
    </Modal>
  );
}

type BodyProps = Omit<BulkDialogProps, 'isOpen'> & {
  readonly sentence: (count: number) => string;
  readonly verb: (count: number) => string;
  /** Null while something is still to be filled in. */
  readonly send: Send | null;
  readonly onSent?: () => void;
  /** What has to be filled in, for the cases the dialog was opened with. */
  readonly children?: (chosen: readonly QueueLine[]) => ReactNode;
};

export function BulkBody(props: BodyProps): ReactNode {
  const { sentence, verb, send, onSent, onClose, onEnd, children } = props;
  const { t } = useTranslation('approvals');
  // What was chosen when the dialog opened: a case may leave the list behind it as it is dealt with.
  const [chosen] = useState(props.lines);
  const { results, isBusy, isDone, sendAll } = useBulkCommands(chosen);
  const run = async () => {
    if (send === null) return;
    await sendAll(send);
    onSent?.();
  };
  return (
    <Stack gap="md">
      <Text size="sm">{sentence(chosen.length)}</Text>
      <BulkCases lines={chosen} results={results} />
      {isDone ? null : children?.(chosen)}
      <Group justify="flex-end" gap="sm">
        {isDone ? (
          <Button onClick={onEnd}>{t('bulk.close')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {t('components:cancel')}
            </Button>
            <Button
              {...(children === undefined ? { 'data-autofocus': true } : {})}
              disabled={isBusy || send === null}
              onClick={() => void run()}
            >
              {isBusy ? t('components:form.pending') : verb(chosen.length)}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
