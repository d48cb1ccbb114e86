/** The schedule as it stands, to be read, downloaded or printed. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { readSchedule } from '../../../api/contracts/loans.ts';
import { useRead } from '../../../api/use-read.ts';
import { DateText } from '../../../components/DateText.tsx';
import { useTranslation, type Translate } from '../../../i18n/use-words.ts';
import { saveCsv } from '../csv.ts';
import { components, type Loan, type Schedule } from '../loan.ts';
import { Reading } from '../Reading.tsx';
import { ScheduleTable } from '../ScheduleTable.tsx';

export function ScheduleTab({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const { loanId, number } = loan;
  const query = useRead(readSchedule, { params: { loanId } });
  return (
    <Reading query={query} what={t('tabs.schedule')} lines={14}>
      {(schedule) => (
        <Stack gap="sm">
          <Group justify="space-between" data-print="hide">
            <Text size="sm" c="dimmed">
              {t('schedule.asOf')} <DateText date={schedule.businessDate} />
            </Text>
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDownload size={14} aria-hidden />}
                onClick={() => saveCsv(`${number}-schedule.csv`, scheduleLines(schedule, t))}
              >
                {t('action.csv')}
              </Button>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPrinter size={14} aria-hidden />}
                onClick={() => window.print()}
              >
                {t('action.print')}
              </Button>
            </Group>
          </Group>
          {schedule.isProvisional ? (
            <Alert variant="outline" color="blue">
              <Text size="sm">{t('schedule.isProvisional')}</Text>
            </Alert>
          ) : null}
          <ScheduleTable name={t('tabs.schedule')} schedule={schedule} />
        </Stack>
      )}
    </Reading>
  );
}

function scheduleLines({ rows, totals }: Schedule, t: Translate<'loans'>): string[][] {
  const heads = [
    t('schedule.number'),
    t('schedule.dueDate'),
    ...components.map((name) => t(`component.${name}`)),
    t('schedule.due'),
    t('schedule.paid'),
    t('schedule.balance'),
    t('schedule.paidDate'),
  ];
  const lines = rows.map((row) => [
    String(row.number),
    row.dueDate,
    ...components.map((name) => row.due[name].amount),
    row.dueTotal.amount,
    row.paidTotal.amount,
    row.balance.amount,
    row.paidDate ?? '',
  ]);
  const { principal, interest, fees, penalties, due } = totals;
  const sums = [principal, interest, fees, penalties, due].map(({ amount }) => amount);
  return [heads, ...lines, [t('schedule.total'), '', ...sums, '', '', '']];
}
