/** The rows of a schedule with a subtotal after each year and the total, in a box that scrolls by itself. */
import { Table, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { WireMoney } from '../../../domain/money.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { components, type Schedule, type ScheduleRow } from './loan.ts';
import classes from './numbers.module.css';

type Props = {
  readonly name: string;
  readonly schedule: Schedule;
  /** Numbers of rows that differ from the other side. */
  readonly changed?: ReadonlySet<number>;
  /** Without payments: for comparing. */
  readonly isShort?: boolean;
};

export function ScheduleTable({ name, schedule, changed, isShort = false }: Props): ReactNode {
  const { rows, years } = schedule;
  const lastOfYear = new Map(rows.map(({ dueDate, number }) => [yearOf(dueDate), number]));
  return (
    <ScrollBox name={name}>
      <Table className={classes['table'] ?? ''} verticalSpacing={4} horizontalSpacing="sm" fz="sm">
        <Heads isShort={isShort} />
        <Table.Tbody>
          {rows.map((row) => {
            const year = yearOf(row.dueDate);
            const totals = years.find((known) => known.year === year);
            const isLast = lastOfYear.get(year) === row.number && years.length > 1;
            return (
              <Fragment key={row.number}>
                <Row row={row} isShort={isShort} isChanged={changed?.has(row.number) ?? false} />
                {isLast && totals !== undefined ? (
                  <SumRow totals={totals} year={year} isShort={isShort} />
                ) : null}
              </Fragment>
            );
          })}
          <SumRow totals={schedule.totals} year={null} isShort={isShort} />
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function Heads({ isShort }: { readonly isShort: boolean }): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th scope="col">{t('schedule.number')}</Table.Th>
        <Table.Th scope="col">{t('schedule.dueDate')}</Table.Th>
        {isShort ? null : <Head>{t('schedule.days')}</Head>}
        {components.map((name) => (
          <Head key={name}>{t(`component.${name}`)}</Head>
        ))}
        <Head>{t('schedule.due')}</Head>
        {isShort ? null : <Head>{t('schedule.paid')}</Head>}
        <Head>{t('schedule.balance')}</Head>
        {isShort ? null : (
          <>
            <Table.Th scope="col">{t('schedule.paidDate')}</Table.Th>
            <Table.Th scope="col">{t('schedule.status')}</Table.Th>
          </>
        )}
      </Table.Tr>
    </Table.Thead>
  );
}

function Head({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Table.Th scope="col" className={classes['number'] ?? ''}>
      {children}
    </Table.Th>
  );
}

function Cell({ value }: { readonly value: WireMoney | null }): ReactNode {
  return <Table.Td className={classes['number'] ?? ''}>{<Money value={value} />}</Table.Td>;
}

type RowProps = {
  readonly row: ScheduleRow;
  readonly isShort: boolean;
  readonly isChanged: boolean;
};

function Row({ row, isShort, isChanged }: RowProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <Table.Tr className={isChanged ? classes['changed'] : undefined}>
      <Table.Td className="tabular">
        {row.kind === 'down_payment' ? t('schedule.downPayment') : row.number}
        {isChanged ? ` · ${t('schedule.changed')}` : ''}
      </Table.Td>
      <Table.Td>
        <DateText date={row.dueDate} />
        {row.dueDateProvisional ? ` ${t('schedule.provisional')}` : ''}
      </Table.Td>
      {isShort ? null : <Table.Td className={classes['number'] ?? ''}>{row.days}</Table.Td>}
      {components.map((name) => (
        <Cell key={name} value={row.due[name]} />
      ))}
      <Cell value={row.dueTotal} />
      {isShort ? null : <Cell value={row.paidTotal} />}
      <Cell value={row.balance} />
      {isShort ? null : (
        <>
          <Table.Td>{row.paidDate === null ? '—' : <DateText date={row.paidDate} />}</Table.Td>
          <Table.Td>
            <StatusBadge kind="installment" status={statusOf(row)} />
            {row.daysPastDue > 0 ? (
              <Text size="xs">{t('schedule.late', { count: row.daysPastDue })}</Text>
            ) : null}
          </Table.Td>
        </>
      )}
    </Table.Tr>
  );
}

/** Only names what the row says; nothing is computed. */
function statusOf({ paidDate, daysPastDue, paidTotal, projected }: ScheduleRow): string {
  if (paidDate !== null) return 'paid';
  if (daysPastDue > 0) return 'overdue';
  if (Number(paidTotal.amount) > 0) return 'partial';
  return projected ? 'pending' : 'due';
}

type SumProps = {
  readonly totals: Schedule['totals'];
  /** Null for the whole schedule. */
  readonly year: number | null;
  readonly isShort: boolean;
};

function SumRow({ totals, year, isShort }: SumProps): ReactNode {
  const { t } = useTranslation('loans');
  const isTotal = year === null;
  return (
    <Table.Tr className={classes[isTotal ? 'total' : 'subtotal'] ?? ''}>
      <Table.Th scope="row" colSpan={isShort ? 2 : 3}>
        {isTotal ? t('schedule.total') : t('schedule.subtotal', { year })}
      </Table.Th>
      <Cell value={totals.principal} />
      <Cell value={totals.interest} />
      <Cell value={totals.fees} />
      <Cell value={totals.penalties} />
      <Cell value={totals.due} />
      <Table.Td colSpan={isShort ? 1 : 4} />
    </Table.Tr>
  );
}
