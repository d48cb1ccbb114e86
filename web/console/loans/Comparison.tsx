/** What would change: the figures first, then both schedules side by side with the rows that differ marked. */
import { Button, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { WireMoney } from '../../../domain/money.ts';
import type { AnswerOf } from '../../api/contract.ts';
import type { previewPayment } from '../../api/contracts/loans.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { isWireMoney } from '../../components/problem-facts.ts';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { components } from './loan.ts';
import classes from './numbers.module.css';
import { ScheduleTable } from './ScheduleTable.tsx';

export type Quote = AnswerOf<typeof previewPayment>;

export function Comparison({ quote }: { readonly quote: Quote }): ReactNode {
  const { t } = useTranslation('loans');
  const [isWhole, setWhole] = useState(false);
  const rows = readRows(quote.difference['rows']);
  const changed = new Set(rows.map(({ number }) => number));
  return (
    <Stack gap="sm" aria-live="polite">
      <Title order={3} size="h5">
        {t('compare.title')}
      </Title>
      <Figures difference={quote.difference} />
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('compare.noRows')}
        </Text>
      ) : (
        <RowDifferences rows={rows} />
      )}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {t(isWhole ? 'compare.hideSchedules' : 'compare.showSchedules')}
        </Button>
      </Group>
      {isWhole ? (
        <SimpleGrid cols={{ base: 1, xl: 2 }} spacing="md">
          <Side title={t('compare.before')}>
            <ScheduleTable
              isShort
              name={t('compare.before')}
              schedule={quote.scheduleBefore}
              changed={changed}
            />
          </Side>
          <Side title={t('compare.after')}>
            <ScheduleTable
              isShort
              name={t('compare.after')}
              schedule={quote.scheduleAfter}
              changed={changed}
            />
          </Side>
        </SimpleGrid>
      ) : null}
    </Stack>
  );
}

function Side({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap={4} miw={0}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {children}
    </Stack>
  );
}

const pairs = [
  ['daysPastDue', 'daysPastDueBefore', 'daysPastDueAfter'],
  ['bucket', 'bucketBefore', 'bucketAfter'],
  ['maturity', 'maturityBefore', 'maturityAfter'],
] as const;
const sums = [
  'totalDue',
  'totalInterest',
  'principalOutstanding',
  'interestEarned',
  'penaltyEarned',
  'feesCharged',
  'creditBalance',
] as const;

/** The old value, the new value, or by how much it moves; what stays as it is is left out. */
function Figures({ difference }: { readonly difference: Quote['difference'] }): ReactNode {
  const { t } = useTranslation('loans');
  const moved = pairs.filter(([, before, after]) => difference[before] !== difference[after]);
  const amounts = sums.flatMap((name) => {
    const value = difference[name];
    return isWireMoney(value) && Number(value.amount) !== 0 ? [{ name, value }] : [];
  });
  if (moved.length === 0 && amounts.length === 0)
    return <Text size="sm">{t('compare.nothing')}</Text>;
  return (
    <Table className={classes['table'] ?? ''} maw={420} verticalSpacing={4} fz="sm">
      <Table.Tbody>
        {moved.map(([name, before, after]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{t(`compare.${name}`)}</Table.Th>
            <Table.Td className={classes['number'] ?? ''}>
              <Plain value={difference[before]} /> → <Plain value={difference[after]} />
            </Table.Td>
          </Table.Tr>
        ))}
        {amounts.map(({ name, value }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{t(`compare.${name}`)}</Table.Th>
            <Table.Td className={classes['number'] ?? ''}>
              <Money value={value} sign />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Plain({ value }: { readonly value: unknown }): ReactNode {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return '—';
  return /^\d{4}-\d\d-\d\d$/.test(value) ? <DateText date={value} /> : value;
}

type Row = {
  readonly number: number;
  readonly change: 'added' | 'removed' | 'changed';
  readonly dueDateBefore: string | null;
  readonly dueDateAfter: string | null;
  readonly due: Readonly<Record<string, WireMoney>>;
  readonly paid: Readonly<Record<string, WireMoney>>;
  readonly outstanding: Readonly<Record<string, WireMoney>>;
};

function readRows(value: unknown): readonly Row[] {
  return Array.isArray(value) ? (value as Row[]) : [];
}

const groups = ['due', 'paid'] as const;

function RowDifferences({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <ScrollBox name={t('compare.rows')}>
      <Table className={classes['table'] ?? ''} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('schedule.number')}</Table.Th>
            <Table.Th scope="col">{t('compare.change')}</Table.Th>
            <Table.Th scope="col">{t('schedule.dueDate')}</Table.Th>
            {groups.flatMap((group) =>
              components.map((name) => (
                <Table.Th key={`${group}${name}`} scope="col" className={classes['number'] ?? ''}>
                  {t(`compare.${group}`)} {t(`component.${name}`)}
                </Table.Th>
              )),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.number}>
              <Table.Td className="tabular">{row.number}</Table.Td>
              <Table.Td>{t(`compare.${row.change}`)}</Table.Td>
              <Table.Td>
                {row.dueDateBefore === row.dueDateAfter ? (
                  <Plain value={row.dueDateAfter} />
                ) : (
                  <>
                    <Plain value={row.dueDateBefore} /> → <Plain value={row.dueDateAfter} />
                  </>
                )}
              </Table.Td>
              {groups.flatMap((group) =>
                components.map((name) => (
                  <Table.Td key={`${group}${name}`} className={classes['number'] ?? ''}>
                    <Moved value={row[group][name]} />
                  </Table.Td>
                )),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function Moved({ value }: { readonly value: unknown }): ReactNode {
  if (!isWireMoney(value) || Number(value.amount) === 0) return '·';
  return <Money value={value} sign />;
}
