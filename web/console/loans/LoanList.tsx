/** What is owed, when, and what has been paid: all loans within reach. */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { loanStates } from '../../../domain/loan-states.ts';
import { listLoans } from '../../api/contracts/loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { useListParams, type ListParams } from '../../app/list-params.ts';
import { PageLink, useOpenPage } from '../../app/links.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { useProductName } from '../../components/product-name.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { loanSearch, toLoanQuery } from './search.ts';

type Params = ListParams<typeof loanSearch>['params'];
type ListedLoan = AnswerOf<typeof listLoans>['items'][number];

export function LoanList(): ReactNode {
  const { t } = useTranslation('loans');
  const { params, set, clear, isFiltered, href } = useListParams(loanSearch);
  const open = useOpenPage();
  const productName = useProductName();
  const query = useRead(listLoans, { query: toLoanQuery(params) });
  return (
    <Stack gap="md">
      <PageHeader title={t('list.title')} />
      <FilterBar
        fields={filterFields(t)}
        values={{ q: params.q, status: params.status, isPastDue: params.isPastDue }}
        onChange={(changes) => set(changes as Partial<Params>)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<ListedLoan>
        name={t('list.title')}
        columns={columns(t, href, productName)}
        query={query}
        rowId={({ loanId }) => loanId}
        rowName={({ number }) => number}
        place={params}
        onPlace={set}
        onOpen={({ loanId }) =>
          open({ to: '/loans/$loanId', params: { loanId }, search: { from: href } })
        }
        empty={
          <NoRows
            isFiltered={isFiltered}
            onClear={clear}
            reason="firstRun"
            sentence={t('list.empty')}
            filteredSentence={t('list.emptyFiltered')}
          />
        }
      />
    </Stack>
  );
}

function filterFields(t: Translate<'loans'>): FilterField[] {
  return [
    { name: 'q', kind: 'text', label: t('list.search') },
    {
      name: 'status',
      kind: 'choice',
      label: t('list.status'),
      options: loanStates.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      name: 'isPastDue',
      kind: 'choice',
      label: t('list.pastDue'),
      options: [
        { value: 'true', label: t('list.pastDueOnly') },
        { value: 'false', label: t('list.notPastDue') },
      ],
    },
  ];
}

function columns(
  t: Translate<'loans'>,
  href: string,
  productName: (code: string) => string,
): Column<ListedLoan>[] {
  return [
    {
      key: 'number',
      title: t('columns.number'),
      fixed: true,
      render: ({ loanId, number }) => (
        <PageLink
          to="/loans/$loanId"
          params={{ loanId }}
          search={{ from: href }}
          className="tabular"
        >
          {number}
        </PageLink>
      ),
      copyText: ({ number }) => number,
    },
    { key: 'customer', title: t('columns.customer'), render: ({ customerName }) => customerName },
    {
      key: 'product',
      title: t('columns.product'),
      render: ({ productCode }) => productName(productCode),
    },
    {
      key: 'outstanding',
      title: t('columns.outstanding'),
      align: 'right',
      render: ({ outstanding }) => <Money value={outstanding} />,
    },
    {
      key: 'nextDueDate',
      title: t('columns.nextDueDate'),
      render: ({ nextDueDate }) => (nextDueDate === null ? '—' : <DateText date={nextDueDate} />),
    },
    {
      key: 'nextDue',
      title: t('columns.nextDue'),
      align: 'right',
      render: ({ nextDueDate, nextDue }) =>
        nextDueDate === null ? '—' : <Money value={nextDue} />,
    },
    {
      key: 'daysPastDue',
      title: t('columns.daysPastDue'),
      align: 'right',
      render: ({ daysPastDue }) => daysPastDue,
    },
    {
      key: 'status',
      title: t('columns.status'),
      render: ({ status }) => <StatusBadge kind="loan" status={status} />,
    },
  ];
}
