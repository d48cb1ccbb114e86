/** Release of several disbursements at once: each passes its own checks, and says what became of it. */
import { Alert, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { releaseInBulk } from '../../api/contracts/payments.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Money } from '../../components/Money.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { ListedDisbursement } from './Disbursements.tsx';

type Result = AnswerOf<typeof releaseInBulk>['results'][number];
type Props = {
  readonly disbursements: readonly ListedDisbursement[];
  /** Every one of them was released. */
  readonly onDone: () => void;
};

export function BulkRelease({ disbursements, onDone }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [results, setResults] = useState<readonly Result[]>([]);
  const again = () => void refresh(client, '/v1/disbursements');
  const command = useCommand(releaseInBulk, (outcome) => {
    if (outcome.kind !== 'done') return;
    const released = outcome.body.results.filter(({ isReleased }) => isReleased);
    announce(t('disbursements.bulk.released', { count: released.length }));
    setResults(outcome.body.results);
    again();
    if (released.length === outcome.body.results.length) onDone();
  });
  const open = disbursements.filter(({ actions }) => actions.includes('disbursement.release'));
  const count = open.length;
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('disbursements.bulk.title', { count })}
        </Title>
        <Results results={results} disbursements={disbursements} />
        <CommandForm
          command={command}
          refused={[]}
          verb={t('disbursements.bulk.verb', { count })}
          {...(count === 0 ? { blockedReason: t('disbursements.bulk.nothing') } : {})}
          conflict={{ onReload: again }}
          onSubmit={() => setAsked(true)}
        >
          <Text size="sm" c="dimmed">
            {t('disbursements.bulk.hint')}
          </Text>
        </CommandForm>
      </Stack>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('disbursements.bulk.title', { count })}
        facts={open.map(({ applicationNumber, customerName, amount }) => ({
          label: `${applicationNumber} ${customerName}`,
          value: <Money value={amount} />,
        }))}
        verb={t('disbursements.bulk.verb', { count })}
        onConfirm={() => {
          setAsked(false);
          const disbursementIds = open.map(({ disbursementId }) => disbursementId);
          void command.send({ body: { disbursementIds } });
        }}
      />
    </Paper>
  );
}

type ResultProps = {
  readonly results: readonly Result[];
  readonly disbursements: readonly ListedDisbursement[];
};

function Results({ results, disbursements }: ResultProps): ReactNode {
  const { t } = useTranslation('payments');
  const sentence = useProblemSentence();
  if (results.length === 0) return null;
  const nameOf = (id: string) =>
    disbursements.find(({ disbursementId }) => disbursementId === id)?.applicationNumber ?? id;
  const isAll = results.every(({ isReleased }) => isReleased);
  return (
    <Alert
      variant="outline"
      role="status"
      color={isAll ? 'green' : 'yellow'}
      title={t('disbursements.bulk.results')}
    >
      <List size="sm">
        {results.map(({ disbursementId, isReleased, code, detail }) => (
          <List.Item key={disbursementId}>
            {nameOf(disbursementId)}:{' '}
            {isReleased ? t('disbursements.released') : sentence(code ?? '', detail ?? undefined)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
