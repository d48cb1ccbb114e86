/** What borrowers ask for: which of them waits longest for an answer? */
import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { borrowerRequestKinds, borrowerRequestStates } from '../../../domain/choices.ts';
import { listBorrowerRequests } from '../../api/contracts/borrower-requests.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../app/links.tsx';
import { useListParams, type ListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { RoleBadge, StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { requestSearch, toRequestQuery } from './search.ts';

type Params = ListParams<typeof requestSearch>['params'];
type Line = AnswerOf<typeof listBorrowerRequests>['items'][number];

export function RequestList(): ReactNode {
  const { t } = useTranslation('requests');
  const { params, set, clear, isFiltered, href } = useListParams(requestSearch);
  const open = useOpenPage();
  const fields = useFields();
  const input = { query: toRequestQuery(params) };
  const query = useRead(listBorrowerRequests, input, { everyMs: 60_000 });
  return (
    <Stack gap="md">
      <PageHeader title={t('title')} />
      <FilterBar
        fields={fields}
        values={{ q: params.q, kind: params.kind, status: params.status }}
        onChange={(changes) => set(changes as Partial<Params>)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<Line>
        name={t('title')}
        columns={columnsOf(t, href)}
        query={query}
        rowId={({ borrowerRequestId }) => borrowerRequestId}
        rowName={({ number }) => number}
        place={params}
        onPlace={set}
        onOpen={({ borrowerRequestId }) =>
          open({
            to: '/requests/$borrowerRequestId',
            params: { borrowerRequestId },
            search: { from: href },
          })
        }
        empty={<NoRows isFiltered={isFiltered} onClear={clear} sentence={t('empty')} />}
      />
    </Stack>
  );
}

function useFields(): readonly FilterField[] {
  const { t } = useTranslation('requests');
  const { wordOf } = useWords();
  return [
    { name: 'q', kind: 'text', label: t('column.number') },
    {
      name: 'kind',
      kind: 'choice',
      label: t('column.kind'),
      options: borrowerRequestKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      name: 'status',
      kind: 'choice',
      label: t('column.status'),
      options: borrowerRequestStates.map((value) => ({
        value,
        label: wordOf('status.borrower_request', value),
      })),
    },
  ];
}

function columnsOf(t: Translate<'requests'>, href: string): Column<Line>[] {
  return [
    {
      key: 'number',
      title: t('column.number'),
      fixed: true,
      render: ({ number, borrowerRequestId }) => (
        <PageLink
          to="/requests/$borrowerRequestId"
          params={{ borrowerRequestId }}
          search={{ from: href }}
          size="sm"
        >
          {number}
        </PageLink>
      ),
      copyText: ({ number }) => number,
    },
    { key: 'kind', title: t('column.kind'), render: ({ kind }) => t(`kind.${kind}`) },
    {
      key: 'customer',
      title: t('column.customer'),
      render: ({ customerName }) => customerName,
    },
    {
      key: 'body',
      title: t('column.body'),
      render: ({ body }) => (
        <Text size="sm" truncate maw={320}>
          {body}
        </Text>
      ),
    },
    { key: 'loan', title: t('column.loan'), render: ({ loanNumber }) => loanNumber ?? '—' },
    {
      key: 'requested',
      title: t('column.requested'),
      render: ({ requestedDate }) => <DateText date={requestedDate} />,
    },
    {
      key: 'status',
      title: t('column.status'),
      render: ({ status }) => <StatusBadge kind="borrower_request" status={status} />,
    },
    {
      key: 'due',
      title: t('column.due'),
      render: ({ dueDate, isOverdue }) => (
        <Group gap={6} wrap="nowrap">
          <DateText date={dueDate} />
          {isOverdue ? <RoleBadge role="bad">{t('overdue')}</RoleBadge> : null}
        </Group>
      ),
    },
  ];
}
