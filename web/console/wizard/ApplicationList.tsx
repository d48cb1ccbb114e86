/** The applications within reach, drafts first of all: where does each stand, and which is still to be filled? */
import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { applicationStates } from '../../../domain/origination/application-states.ts';
import { listApplications } from '../../api/contracts/application-drafts.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../app/links.tsx';
import { useListParams, type ListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useProductName } from '../../components/product-name.ts';
import { applicationSearch, toApplicationQuery } from './search.ts';
import { useWizardWords, type WizardWords } from './wizard-words.ts';

type Params = ListParams<typeof applicationSearch>['params'];
type Line = AnswerOf<typeof listApplications>['items'][number];

export function ApplicationList(): ReactNode {
  const { t } = useWizardWords();
  const { wordOf } = useWords();
  const { params, set, clear, isFiltered, href } = useListParams(applicationSearch);
  const open = useOpenPage();
  const may = useMay();
  const nameOf = useProductName();
  const query = useRead(listApplications, { query: toApplicationQuery(params) });
  const openLine = ({ applicationId, status }: Line) =>
    isOpenFor(status) && may('application.update')
      ? open({ to: '/applications/$applicationId/edit', params: { applicationId } })
      : open({
          to: '/applications/$applicationId',
          params: { applicationId },
          search: { from: href },
        });
  return (
    <Stack gap="md">
      <PageHeader
        title={t('list.title')}
        actions={
          may('application.create') ? (
            <Button onClick={() => open({ to: '/applications/new' })}>{t('newTitle')}</Button>
          ) : null
        }
      />
      <FilterBar
        fields={[
          { name: 'q', kind: 'text', label: t('list.number') },
          {
            name: 'status',
            kind: 'choice',
            label: t('list.status'),
            options: applicationStates.map((value) => ({
              value,
              label: wordOf('status.application', value),
            })),
          },
        ]}
        values={{ q: params.q, status: params.status }}
        onChange={(changes) => set(changes as Partial<Params>)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<Line>
        name={t('list.title')}
        columns={columns(t, nameOf, may('application.update'))}
        query={query}
        rowId={({ applicationId }) => applicationId}
        rowName={({ number }) => number}
        place={params}
        onPlace={set}
        onOpen={openLine}
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

/** Which of the two pages a row leads to; whether anything may be written there is the API's to say. */
function isOpenFor(status: Line['status']): boolean {
  return status === 'draft' || status === 'returned';
}

function columns(
  t: WizardWords['t'],
  nameOf: (code: string) => string,
  mayWrite: boolean,
): Column<Line>[] {
  return [
    {
      key: 'number',
      title: t('list.number'),
      fixed: true,
      render: ({ number, applicationId, status }) =>
        isOpenFor(status) && mayWrite ? (
          <PageLink
            to="/applications/$applicationId/edit"
            params={{ applicationId }}
            size="sm"
            aria-label={t('list.edit', { number })}
          >
            {number}
          </PageLink>
        ) : (
          <PageLink to="/applications/$applicationId" params={{ applicationId }} size="sm">
            {number}
          </PageLink>
        ),
      copyText: ({ number }) => number,
    },
    { key: 'customer', title: t('columns.customer'), render: ({ customerName }) => customerName },
    { key: 'product', title: t('product'), render: ({ product }) => nameOf(product) },
    {
      key: 'amount',
      title: t('columns.amount'),
      align: 'right',
      render: ({ amount }) => <Money value={amount} />,
    },
    { key: 'grade', title: t('list.grade'), render: ({ grade }) => grade ?? '—' },
    {
      key: 'created',
      title: t('list.created'),
      render: ({ createdAt }) => <DateText at={createdAt} />,
    },
    {
      key: 'submitted',
      title: t('list.submitted'),
      render: ({ submittedAt }) => (submittedAt === null ? '—' : <DateText at={submittedAt} />),
    },
    {
      key: 'status',
      title: t('list.status'),
      render: ({ status }) => <StatusBadge kind="application" status={status} />,
    },
  ];
}
