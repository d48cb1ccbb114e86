/** What is owed, when, and what has been paid: all loans within reach. */
import {
  Button,
  Group,
  Pagination,
  Select,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { loanStates } from '../../../domain/loan-states.ts';
import { listLoans } from '../../api/contracts/loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { ProblemAlert } from '../../app/ErrorPages.tsx';
import { useListKeys } from '../../app/list-keys.ts';
import { useListParams, type ListParams } from '../../app/list-params.ts';
import { announce } from '../../app/live-region.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { PageSkeleton } from '../../app/PageSkeleton.tsx';
import { loanSearch } from './search.ts';

type Params = ListParams<typeof loanSearch>;
type ListedLoan = AnswerOf<typeof listLoans>['items'][number];

export function LoanList(): ReactNode {
  const { t } = useTranslation('loans');
  const list = useListParams(loanSearch);
  const { params, set } = list;
  const query = useRead(listLoans, { query: toQuery(params) });
  const rows = query.data?.items ?? [];
  const total = query.data?.total;
  const pageCount = Math.max(1, Math.ceil((total ?? 0) / params.size));
  useListKeys({
    ids: rows.map(({ loanId }) => loanId),
    selectedId: params.sel,
    onSelect: (sel) => set({ sel }),
    onOpen: (sel) => set({ sel }),
    page: params.page,
    pageCount,
    onPage: (page) => set({ page }),
  });
  useEffect(() => {
    if (total !== undefined) announce(t('list.count', { count: total }));
  }, [total, t]);
  return (
    <Stack gap="md">
      <PageHeader title={t('list.title')} />
      <Filters list={list} />
      {query.isError ? (
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <PageSkeleton /> : null}
      {query.data === undefined ? null : <Rows rows={rows} list={list} />}
      {total === 0 ? <Empty list={list} /> : null}
      {total === undefined || total === 0 ? null : (
        <Group justify="space-between">
          <Text c="dimmed">{t('list.count', { count: total })}</Text>
          <Pagination
            total={pageCount}
            value={params.page}
            onChange={(page) => set({ page })}
            getItemProps={(page) => ({ 'aria-label': t('frame:list.page', { page }) })}
            getControlProps={(control) => ({ 'aria-label': t(`frame:list.${control}`) })}
          />
        </Group>
      )}
    </Stack>
  );
}

function toQuery({ q, page, size, status, isPastDue }: Params['params']) {
  return {
    page,
    size,
    ...(status === undefined ? {} : { status }),
    ...(isPastDue ? { isPastDue: 'true' as const } : {}),
    ...(q === '' ? {} : { search: q }),
  };
}

function Filters({ list }: { readonly list: Params }): ReactNode {
  const { t } = useTranslation('loans');
  const { params, set, clear, isFiltered } = list;
  const [typed, setTyped] = useState(params.q);
  useEffect(() => setTyped(params.q), [params.q]);
  const search = useDebouncedCallback((q: string) => set({ q }), 300);
  return (
    <Group align="end" gap="sm" role="search">
      <TextInput
        data-first-filter
        label={t('list.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value.trim());
        }}
      />
      <Select
        label={t('list.status')}
        clearable
        clearButtonProps={{ 'aria-label': t('frame:action.clear') }}
        data={loanStates.map((value) => ({ value, label: t(`status.${value}`) }))}
        value={params.status ?? null}
        onChange={(status) => set({ status: status ?? undefined })}
      />
      <Switch
        label={t('list.pastDueOnly')}
        checked={params.isPastDue}
        onChange={(event) => set({ isPastDue: event.currentTarget.checked })}
      />
      {isFiltered ? (
        <Button variant="subtle" onClick={clear}>
          {t('frame:action.clear')}
        </Button>
      ) : null}
    </Group>
  );
}

const columns = ['number', 'customer', 'product', 'status', 'outstanding', 'nextDue'] as const;

function Rows({
  rows,
  list,
}: {
  readonly rows: readonly ListedLoan[];
  readonly list: Params;
}): ReactNode {
  const { t } = useTranslation('loans');
  if (rows.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={720} scrollAreaProps={{ tabIndex: 0 }}>
      <Table highlightOnHover className="tabular">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {t(`columns.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((loan) => (
            <Table.Tr
              key={loan.loanId}
              data-row={loan.loanId}
              aria-selected={loan.loanId === list.params.sel}
              {...(loan.loanId === list.params.sel
                ? { bg: 'var(--mantine-color-blue-light)' }
                : {})}
            >
              <Table.Td>{loan.number}</Table.Td>
              <Table.Td>{loan.customerName}</Table.Td>
              <Table.Td>{loan.productCode}</Table.Td>
              <Table.Td>{t(`status.${loan.status}`)}</Table.Td>
              <Table.Td ta="right">{loan.outstanding.amount}</Table.Td>
              <Table.Td ta="right">
                {loan.nextDueDate === null ? '—' : `${loan.nextDueDate} ${loan.nextDue.amount}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Empty({ list }: { readonly list: Params }): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <Stack align="flex-start" gap="xs">
      <Text>{t(list.isFiltered ? 'list.emptyFiltered' : 'list.empty')}</Text>
      {list.isFiltered ? (
        <Button variant="default" onClick={list.clear}>
          {t('frame:action.clear')}
        </Button>
      ) : null}
    </Stack>
  );
}
