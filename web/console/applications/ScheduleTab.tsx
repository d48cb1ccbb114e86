/** What would be paid back, row by row, and what all of it costs; computed by the API as if paid out today. */
import { Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { problemOf } from '../../api/problem.ts';
import { readCosts } from '../../api/contracts/cases.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { percentText } from '../../components/percent-text.ts';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Application } from './use-case.ts';

type Costs = AnswerOf<typeof readCosts>;

export function ScheduleTab({ application }: { readonly application: Application }): ReactNode {
  const { t } = useTranslation('cases');
  const { applicationId } = application;
  const { data, error, refetch } = useRead(readCosts, { params: { applicationId } });
  if (data !== undefined) return <Schedule costs={data} />;
  if (error === null) return <TableSkeleton rows={13} rowHeight={30} />;
  if (problemOf(error).code === 'application_incomplete') {
    return <EmptyState reason="firstRun" sentence={t('schedule.incomplete')} />;
  }
  return <ErrorState error={error} what={t('tab.schedule')} onRetry={() => void refetch()} />;
}

function Schedule({ costs }: { readonly costs: Costs }): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <Stack gap="sm">
      <Group gap="lg" fz="sm">
        <Figure label={t('schedule.rate')} value={percentText(costs.annualRatePpm)} />
        <Figure label={t('schedule.allIn')} value={percentText(costs.allInSimplePpm)} />
        <Figure label={t('schedule.interest')} value={<Money value={costs.totals.interest} />} />
        <Figure label={t('schedule.fees')} value={<Money value={costs.totals.fees} />} />
        <Figure label={t('schedule.due')} value={<Money value={costs.totals.due} />} />
      </Group>
      <ScrollBox name={t('tab.schedule')}>
        <Table verticalSpacing={3} className="tabular" miw={560} stickyHeader={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('schedule.number')}</Table.Th>
              <Table.Th scope="col">{t('schedule.dueDate')}</Table.Th>
              {(['principal', 'interest', 'dueAmount', 'balance'] as const).map((name) => (
                <Table.Th key={name} scope="col" ta="right">
                  {t(`schedule.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {costs.rows.map((row) => (
              <Table.Tr key={row.number}>
                <Table.Td>{row.number}</Table.Td>
                <Table.Td>
                  <DateText date={row.dueDate} />
                </Table.Td>
                {[row.principal, row.interest, row.due, row.balance].map((value, index) => (
                  <Table.Td key={index} ta="right">
                    <Money value={value} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
      <Text size="xs" c="dimmed">
        {t('schedule.asIf')}
        {costs.isProvisional ? ` ${t('schedule.provisional')}` : ''}
      </Text>
    </Stack>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" fw={600} component="div" className="tabular">
        {value}
      </Text>
    </Group>
  );
}
