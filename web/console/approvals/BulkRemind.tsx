/** Reminds the people of several cases: each is a command of its own with a key of its own. */
import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { send, type Outcome } from '../../api/call.ts';
import { remindStage } from '../../api/contracts/approvals.ts';
import { newKey } from '../../api/use-command.ts';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
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

type Result = Outcome<unknown>['kind'] | 'waiting';

function Body({ lines, onClose, onEnd }: Omit<Props, 'isOpen'>): ReactNode {
  const { t } = useTranslation('approvals');
  const [chosen] = useState(lines);
  const reminders = useReminders(chosen);
  const isDone = reminders.results.size === chosen.length;
  return (
    <Stack gap="md">
      <Text size="sm">{t('bulk.remindSentence', { count: chosen.length })}</Text>
      <Table verticalSpacing={4} className="tabular">
        <Table.Tbody>
          {chosen.map((line) => (
            <Row key={line.number} line={line} result={reminders.results.get(line.number)} />
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end" gap="sm">
        {isDone ? (
          <Button onClick={onEnd}>{t('bulk.close')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {t('components:cancel')}
            </Button>
            <Button
              data-autofocus
              disabled={reminders.isBusy}
              onClick={() => void reminders.sendAll()}
            >
              {t(reminders.isBusy ? 'components:form.pending' : 'bulk.remind')}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}

type Ended = { readonly kind: Result; readonly code: string | null };

/** One after the other; a key stays with its case, so that a second try repeats and never doubles. */
function useReminders(lines: readonly QueueLine[]) {
  const [results, setResults] = useState<ReadonlyMap<string, Ended>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const keys = useRef(new Map(lines.map(({ number }) => [number, newKey()])));
  const sendAll = async () => {
    setBusy(true);
    for (const { number, stage } of lines) {
      const stageId = stage?.stageId ?? '';
      const key = keys.current.get(number) ?? newKey();
      const outcome = await send(remindStage, { params: { stageId } }, { key });
      const code = 'problem' in outcome ? outcome.problem.code : null;
      setResults((before) => new Map(before).set(number, { kind: outcome.kind, code }));
    }
    setBusy(false);
  };
  return { results, isBusy, sendAll };
}

function Row({ line, result }: { readonly line: QueueLine; readonly result: Ended | undefined }) {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  return (
    <Table.Tr>
      <Table.Td>{line.number}</Table.Td>
      <Table.Td>{line.customerName ?? line.title}</Table.Td>
      <Table.Td>
        {result === undefined ? (
          <Text size="xs" c="dimmed">
            {line.stage?.holders.join(t('components:listSeparator'))}
          </Text>
        ) : result.code === null ? (
          <RoleBadge role="good">{t('bulk.succeeded')}</RoleBadge>
        ) : (
          <Group gap={6}>
            <RoleBadge role={result.kind === 'unknown' ? 'unknown' : 'ended'}>
              {t(result.kind === 'unknown' ? 'bulk.unknown' : 'bulk.skipped')}
            </RoleBadge>
            <Text size="xs">{sentence(result.code)}</Text>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
