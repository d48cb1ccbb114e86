/** Approving several cases together: who could be, who not and why, one opinion, and what became of each. */
import { Alert, Button, Group, Modal, Stack, Table, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { approveInBulk, checkBulk } from '../../api/contracts/approvals.ts';
import { problemOf } from '../../api/problem.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { Money } from '../../components/Money.tsx';
import { ProblemText, useProblemSentence } from '../../components/ProblemText.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';
import type { QueueLine } from './queue.ts';
import classes from './approvals.module.css';

type Props = {
  readonly isOpen: boolean;
  readonly lines: readonly QueueLine[];
  readonly onClose: () => void;
  readonly onEnd: () => void;
};

/** One case with what the API says of it. */
type Judged = { readonly line: QueueLine; readonly reasonCode: string | null };

export function BulkApprove({ isOpen, lines, onClose, onEnd }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('bulk.approveTitle')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <Check lines={lines} onClose={onClose} onEnd={onEnd} />
    </Modal>
  );
}

function Check({ lines, onClose, onEnd }: Omit<Props, 'isOpen'>): ReactNode {
  const { t } = useTranslation('approvals');
  // What was chosen when the dialog opened: the list behind it goes on living.
  const [chosen] = useState(lines);
  const stageIds = chosen.flatMap(({ stage }) => stage?.stageId ?? []).join(',');
  const { data, error } = useRead(checkBulk, { query: { stageIds } }, { staleMs: 0 });
  if (error !== null) {
    return (
      <Stack gap="md">
        <Alert role="alert" color="yellow" variant="outline">
          <ProblemText problem={problemOf(error)} />
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('components:cancel')}
          </Button>
        </Group>
      </Stack>
    );
  }
  if (data === undefined) return <BlockSkeleton lines={6} />;
  const reasons = new Map(data.items.map((item) => [item.stageId, item.reasonCode]));
  const judged = chosen.map((line) => ({
    line,
    reasonCode: reasons.get(line.stage?.stageId ?? '') ?? null,
  }));
  return <BulkForm judged={judged} onClose={onClose} onEnd={onEnd} />;
}

type FormProps = {
  readonly judged: readonly Judged[];
  readonly onClose: () => void;
  readonly onEnd: () => void;
};

function BulkForm({ judged, onClose, onEnd }: FormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [comment, setComment] = useState('');
  const again = useCaseRefresh();
  const command = useCommand(approveInBulk, ({ body }) => {
    const count = body.items.filter(({ isApproved }) => isApproved).length;
    announce(t('bulk.approved', { count }));
    again();
  });
  const fields = useFieldErrors(command.problem);
  const fit = judged.filter(({ reasonCode }) => reasonCode === null);
  if (command.state.kind === 'done') {
    return <Results judged={judged} items={command.state.body.items} onEnd={onEnd} />;
  }
  const blocked =
    fit.length === 0
      ? t('bulk.nobody')
      : comment.trim() === ''
        ? t('bulk.needsOpinion')
        : undefined;
  const submit = () => {
    const stageIds = fit.flatMap(({ line }) => line.stage?.stageId ?? []);
    void command.send({ body: { stageIds, comment: comment.trim() } });
  };
  return (
    <CommandForm
      command={command}
      refused={fields.refused}
      onSubmit={submit}
      verb={t('bulk.approveCount', { count: fit.length })}
      {...(blocked === undefined ? {} : { blockedReason: blocked })}
      conflict={{ mine: comment, onReload: onClose }}
      aside={
        <Button variant="default" onClick={onClose}>
          {t('components:cancel')}
        </Button>
      }
    >
      <Cases judged={judged} />
      <Textarea
        data-autofocus
        label={t('decision.comment')}
        description={t('bulk.sameOpinion')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2_000}
        withAsterisk
        value={comment}
        onChange={({ currentTarget }) => setComment(currentTarget.value)}
        {...fields.fieldProps('/comment')}
      />
    </CommandForm>
  );
}

function Cases({ judged }: { readonly judged: readonly Judged[] }): ReactNode {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  return (
    <ScrollBox name={t('bulk.cases')}>
      <Table verticalSpacing={4} className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('column.number')}</Table.Th>
            <Table.Th scope="col">{t('column.customer')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('column.amount')}
            </Table.Th>
            <Table.Th scope="col">{t('bulk.eligibility')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {judged.map(({ line, reasonCode }) => (
            <Table.Tr key={line.number} c={reasonCode === null ? '' : 'dimmed'}>
              <Table.Td className={reasonCode === null ? '' : classes.struck}>
                {line.number}
              </Table.Td>
              <Table.Td>{line.customerName ?? line.title}</Table.Td>
              <Table.Td ta="right">
                <Money value={line.amount} />
              </Table.Td>
              <Table.Td>
                {reasonCode === null ? (
                  <RoleBadge role="good">{t('bulk.fits')}</RoleBadge>
                ) : (
                  <Text size="xs">{sentence(reasonCode)}</Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

type ResultsProps = {
  readonly judged: readonly Judged[];
  readonly items: readonly {
    readonly stageId: string;
    readonly isApproved: boolean;
    readonly reasonCode: string | null;
  }[];
  readonly onEnd: () => void;
};

function Results({ judged, items, onEnd }: ResultsProps): ReactNode {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  const results = new Map(items.map((item) => [item.stageId, item]));
  return (
    <Stack gap="md">
      <Table verticalSpacing={4} className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('column.number')}</Table.Th>
            <Table.Th scope="col">{t('column.customer')}</Table.Th>
            <Table.Th scope="col">{t('bulk.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {judged.map(({ line, reasonCode }) => {
            const result = results.get(line.stage?.stageId ?? '');
            const why = result?.reasonCode ?? reasonCode;
            return (
              <Table.Tr key={line.number}>
                <Table.Td>{line.number}</Table.Td>
                <Table.Td>{line.customerName ?? line.title}</Table.Td>
                <Table.Td>
                  <Group gap={6}>
                    <ResultBadge
                      isSent={result !== undefined}
                      isApproved={result?.isApproved === true}
                    />
                    {why === null ? null : <Text size="xs">{sentence(why)}</Text>}
                  </Group>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button onClick={onEnd} data-autofocus>
          {t('bulk.close')}
        </Button>
      </Group>
    </Stack>
  );
}

function ResultBadge({
  isSent,
  isApproved,
}: {
  readonly isSent: boolean;
  readonly isApproved: boolean;
}) {
  const { t } = useTranslation('approvals');
  if (!isSent) return <RoleBadge role="ended">{t('bulk.skipped')}</RoleBadge>;
  return (
    <RoleBadge role={isApproved ? 'good' : 'bad'}>
      {t(isApproved ? 'bulk.succeeded' : 'bulk.failed')}
    </RoleBadge>
  );
}
