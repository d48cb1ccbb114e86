/** What the draft as it is kept would cost; with all its rows on request. */
import { Button, Group, Modal, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { previewApplication } from '../../api/contracts/application-drafts.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { percentText } from '../../components/percent-text.ts';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { textOf } from './draft-values.ts';
import type { Draft } from './use-draft.ts';
import { useWizardWords } from './wizard-words.ts';

type Costs = AnswerOf<typeof previewApplication>;

export function CostPanel({ draft }: { readonly draft: Draft }): ReactNode {
  const { t, codeOf } = useWizardWords();
  const { application } = draft;
  const params = { applicationId: application.applicationId };
  const isInvalid = application.completeness.some(
    ({ path, state }) => terms.has(path) && state !== 'satisfied',
  );
  const costs = useRead(previewApplication, { params }, { enabled: !isInvalid });
  return (
    <Paper withBorder p="md" component="section" aria-label={t('costs.title')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('costs.title')}
        </Title>
        {isInvalid ? (
          <Text size="sm" c="dimmed">
            {t('costs.later')}
          </Text>
        ) : costs.isError ? (
          <ErrorState
            error={costs.error}
            what={t('costs.title')}
            onRetry={() => void costs.refetch()}
          />
        ) : costs.data === undefined ? (
          <BlockSkeleton lines={5} />
        ) : (
          <CostLines costs={costs.data} method={codeOf(textOf(application, '/method'))} />
        )}
      </Stack>
    </Paper>
  );
}

const terms = new Set(['/amount', '/installmentCount', '/method']);

function CostLines({ costs, method }: { readonly costs: Costs; readonly method: string }) {
  const { t } = useWizardWords();
  const [isOpen, setOpen] = useState(false);
  const { rows, totals } = costs;
  const [first] = rows;
  if (first === undefined) return null;
  return (
    <>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text size="sm">{t('costs.first', { method })}</Text>
        <Text fw={600} component="span">
          <Money value={first.due} />
        </Text>
      </Group>
      <Line label={t('costs.firstDate')}>
        <DateText date={first.dueDate} />
      </Line>
      <Line label={t('costs.interest')}>
        <Money value={totals.interest} />
      </Line>
      <Line label={t('costs.fees')}>
        <Money value={totals.fees} />
      </Line>
      <Line label={t('costs.total')}>
        <Money value={totals.due} />
      </Line>
      <Line label={t('costs.nominal')}>{percentText(costs.annualRatePpm)}</Line>
      <Line label={t('costs.allIn')}>{percentText(costs.allInSimplePpm)}</Line>
      <Text size="xs" c="dimmed">
        {t('costs.disclaimer')}
      </Text>
      <Group>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {t('costs.all', { count: rows.length })}
        </Button>
      </Group>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('costs.schedule')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('components:close') }}
      >
        <Schedule costs={costs} />
      </Modal>
    </>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="span" className="tabular">
        {children}
      </Text>
    </Group>
  );
}

function Schedule({ costs: { rows, totals } }: { readonly costs: Costs }): ReactNode {
  const { t } = useWizardWords();
  return (
    <ScrollBox name={t('costs.schedule')}>
      <Table miw={560} verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {(['number', 'dueDate'] as const).map((column) => (
              <Table.Th key={column} scope="col">
                {t(`columns.${column}`)}
              </Table.Th>
            ))}
            {amounts.map((column) => (
              <Table.Th key={column} scope="col" ta="right">
                {t(`columns.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.number}>
              <Table.Td>{row.number}</Table.Td>
              <Table.Td>
                <DateText date={row.dueDate} />
              </Table.Td>
              {amounts.map((column) => (
                <Table.Td key={column} ta="right">
                  <Money value={row[column]} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={2}>
              {t('columns.total')}
            </Table.Th>
            {(['due', 'principal', 'interest'] as const).map((column) => (
              <Table.Td key={column} ta="right" fw={600}>
                <Money value={totals[column]} />
              </Table.Td>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </ScrollBox>
  );
}

const amounts = ['due', 'principal', 'interest', 'balance'] as const;
