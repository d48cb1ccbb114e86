/** Columns of the queue. */
import { Group } from '@mantine/core';
import { PageLink } from '../../app/links.tsx';
import type { Column } from '../../components/columns.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { RoleBadge, StatusBadge } from '../../components/StatusBadge.tsx';
import type { Translate } from '../../i18n/use-words.ts';
import type { ListedCase } from './case.ts';
import { ContactableNow } from './Contactable.tsx';

type Words = Translate<'collecting'>;

export function caseColumns(t: Words, href: string): Column<ListedCase>[] {
  return [
    {
      key: 'customer',
      title: t('columns.customer'),
      fixed: true,
      render: ({ caseId, customerName }) => (
        <PageLink to="/collections/cases/$caseId" params={{ caseId }} search={{ from: href }}>
          {customerName}
        </PageLink>
      ),
    },
    {
      key: 'number',
      title: t('columns.number'),
      render: ({ number }) => <span className="tabular">{number}</span>,
      copyText: ({ number }) => number,
    },
    {
      key: 'daysPastDue',
      title: t('columns.daysPastDue'),
      align: 'right',
      render: ({ daysPastDue }) => daysPastDue,
    },
    {
      key: 'overdue',
      title: t('columns.overdue'),
      align: 'right',
      render: ({ overdue }) => <Money value={overdue} />,
    },
    { key: 'bucket', title: t('columns.bucket'), render: ({ bucket }) => bucket },
    {
      key: 'promise',
      title: t('columns.promise'),
      render: (row) => <PromiseCell row={row} t={t} />,
    },
    { key: 'lastResult', title: t('columns.lastResult'), render: (row) => lastResult(row, t) },
    {
      key: 'followUp',
      title: t('columns.followUp'),
      render: ({ followUpAt }) => (followUpAt === null ? '—' : <DateText at={followUpAt} />),
    },
    {
      key: 'call',
      title: t('columns.call'),
      render: ({ call }) => <ContactableNow call={call} />,
    },
    { key: 'tags', title: t('columns.tags'), render: (row) => <Tags row={row} t={t} /> },
    { key: 'owner', title: t('columns.owner'), render: ({ ownerName }) => ownerName ?? '—' },
    {
      key: 'level',
      title: t('columns.level'),
      optional: true,
      render: ({ level }) => t(`collections:level.${level}`),
    },
  ];
}

type CellProps = { readonly row: ListedCase; readonly t: Words };

function PromiseCell({ row: { openPromise, brokenCount }, t }: CellProps) {
  if (openPromise !== null) {
    return (
      <Group gap={6} wrap="nowrap">
        <DateText date={openPromise.promiseDate} />
        <Money value={openPromise.amount} />
      </Group>
    );
  }
  if (brokenCount === 0) return <>—</>;
  return <RoleBadge role="returned">{t('queue.broken', { count: brokenCount })}</RoleBadge>;
}

function lastResult({ lastResult: result, lastOutcome }: ListedCase, t: Words): string {
  if (result !== null) return t(`result.${result}`);
  return lastOutcome === null ? '—' : t(`outcome.${lastOutcome}`);
}

function Tags({ row: { status, flags }, t }: CellProps) {
  if (flags.length === 0 && status === 'open') return <>—</>;
  return (
    <Group gap={4} wrap="nowrap">
      {status === 'open' ? null : <StatusBadge kind="collection_case" status={status} />}
      {flags.map((flag) => (
        <RoleBadge key={flag} role="attention">
          {t(`flag.${flag}`)}
        </RoleBadge>
      ))}
    </Group>
  );
}
