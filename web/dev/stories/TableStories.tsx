import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemError, readProblem } from '../../api/problem.ts';
import type { Column, ColumnChoice } from '../../components/columns.ts';
import { DataTable, type ListPlace, type RowsQuery } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar, type FilterValues } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { sumAmounts } from '../../components/money-text.ts';
import { SavedViews } from '../../components/SavedViews.tsx';
import { SlaClock } from '../../components/SlaClock.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { Case, Story, usePick } from '../Story.tsx';

type Line = {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly amount: string;
  readonly grade: string;
  readonly status: string;
  readonly dueInHours: number;
};

const grades = ['A', 'B', 'C', 'D'];
const statuses = ['in_review', 'returned', 'approved', 'declined', 'offered'];
const names = ['李*华', '王*明', '赵*', '陈*静', '欧阳*'];

const lines: readonly Line[] = Array.from({ length: 14 }, (_, index) => ({
  id: `case-${index}`,
  number: `LA2026-${String(402 + index * 3).padStart(6, '0')}`,
  customer: names[index % names.length] ?? '',
  amount: `${80_000 + index * 37_500}.00`,
  grade: grades[index % grades.length] ?? 'A',
  status: statuses[index % statuses.length] ?? 'in_review',
  dueInHours: index * 3.2 - 4,
}));

const asOf = '2026-03-15T02:32:00.000Z';
const loaded: RowsQuery<Line> = {
  data: { items: lines, page: 1, size: 20, total: 230, asOf },
  error: null,
  isFetching: false,
  refetch: () => undefined,
};
const refused = readProblem(503, {
  code: 'service_unavailable',
  detail: 'The database does not answer',
  instance: 'urn:uuid:01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a12',
});

export function TableStories() {
  return (
    <>
      <Story name="FilterBar">
        <Filters />
      </Story>
      <Story name="DataTable">
        <Full />
        <Case name="updating">
          <Plain
            query={{
              ...loaded,
              isFetching: true,
              data: { ...loaded.data!, items: lines.slice(0, 2), total: 2 },
            }}
          />
        </Case>
        <Case name="loading">
          <Plain query={{ ...loaded, data: undefined, isFetching: true }} />
        </Case>
        <Case name="empty">
          <Plain query={{ ...loaded, data: { ...loaded.data!, items: [], total: 0 } }} />
        </Case>
        <Case name="failed">
          <Plain query={{ ...loaded, data: undefined, error: new ProblemError(refused) }} />
        </Case>
      </Story>
    </>
  );
}

function useColumns(): readonly Column<Line>[] {
  const pick = usePick();
  const total = sumAmounts(lines.map(({ amount }) => amount));
  return [
    {
      key: 'number',
      title: pick('编号', 'Number'),
      render: ({ number }) => number,
      sortable: true,
      fixed: true,
      copyText: ({ number }) => number,
      width: 170,
      total: pick('合计', 'Total'),
    },
    {
      key: 'customer',
      title: pick('客户', 'Customer'),
      render: ({ customer }) => customer,
      width: 110,
    },
    {
      key: 'amount',
      title: pick('申请金额', 'Amount'),
      render: ({ amount }) => <Money value={{ amount, currency: 'CNY' }} block />,
      align: 'right',
      sortable: true,
      width: 150,
      total: <Money value={{ amount: total, currency: 'CNY' }} block />,
    },
    { key: 'grade', title: pick('等级', 'Grade'), render: ({ grade }) => grade, width: 70 },
    {
      key: 'dueAt',
      title: pick('时限', 'Deadline'),
      render: ({ dueInHours }) => <Due hours={dueInHours} />,
      sortable: true,
      width: 190,
    },
    {
      key: 'status',
      title: pick('状态', 'Status'),
      render: ({ status }) => <StatusBadge kind="application" status={status} />,
      width: 140,
    },
    {
      key: 'officer',
      title: pick('客户经理', 'Officer'),
      render: () => pick('陈经理', 'Chen'),
      optional: true,
    },
  ];
}

function Due({ hours }: { readonly hours: number }) {
  const [startedMs] = useState(Date.now);
  const at = (offset: number) => new Date(startedMs + offset * 3_600_000).toISOString();
  return <SlaClock dueAt={at(hours)} startedAt={at(-8)} />;
}

function Full() {
  const pick = usePick();
  const columns = useColumns();
  const [place, setPlace] = useState<ListPlace>({
    page: 1,
    size: 20,
    sort: 'dueAt',
    sel: 'case-2',
  });
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set(['case-1', 'case-4']));
  const [choice, setChoice] = useState<ColumnChoice | null>(null);
  const chosen = lines.filter(({ id }) => ids.has(id)).map(({ amount }) => amount);
  return (
    <DataTable
      name={pick('待我审批', 'To approve')}
      columns={columns}
      query={loaded}
      rowId={({ id }) => id}
      rowName={({ number }) => number}
      place={place}
      onPlace={(changes) => setPlace((now) => ({ ...now, ...changes }))}
      onOpen={() => undefined}
      choice={choice}
      onChoice={setChoice}
      onExport={() => undefined}
      isMuted={({ status }) => status === 'declined'}
      selection={{
        ids,
        onChange: setIds,
        isSelectable: ({ status }) => status !== 'declined',
        actions: (
          <>
            <Text size="sm" component="div">
              {pick('合计', 'Total')}{' '}
              <Money value={{ amount: sumAmounts(chosen), currency: 'CNY' }} />
            </Text>
            <Button size="compact-sm">{pick('批量同意', 'Approve all')}</Button>
            <Button size="compact-sm" variant="default">
              {pick('批量转交', 'Transfer all')}
            </Button>
          </>
        ),
      }}
      empty={<EmptyState reason="none" />}
      maxHeight={520}
    />
  );
}

function Plain({ query }: { readonly query: RowsQuery<Line> }) {
  const pick = usePick();
  const columns = useColumns();
  return (
    <DataTable
      name={pick('我已处理', 'Handled by me')}
      columns={columns}
      query={query}
      rowId={({ id }) => id}
      rowName={({ number }) => number}
      place={{ page: 1, size: 20, sort: undefined, sel: undefined }}
      onPlace={() => undefined}
      empty={<EmptyState reason="filtered" />}
    />
  );
}

function Filters() {
  const pick = usePick();
  const [values, setValues] = useState<FilterValues>({ grade: 'C', from: '50000.00' });
  return (
    <Stack gap="sm">
      <FilterBar
        fields={[
          { name: 'q', kind: 'text', label: pick('搜索', 'Search') },
          {
            name: 'grade',
            kind: 'choice',
            label: pick('等级', 'Grade'),
            options: grades.map((value) => ({ value, label: value })),
          },
          { name: 'from', kind: 'amount', label: pick('金额 ≥', 'Amount ≥') },
        ]}
        values={values}
        onChange={(changes) => setValues((now) => ({ ...now, ...changes }))}
        onClear={() => setValues({})}
        resultCount={Object.values(values).filter(Boolean).length}
        views={
          <SavedViews
            views={[
              {
                savedViewId: 'v1',
                name: pick('大额急件', 'Large and urgent'),
                isMine: true,
                isShared: false,
                count: 7,
              },
              {
                savedViewId: 'v2',
                name: pick('抵押', 'Secured'),
                isMine: false,
                isShared: true,
                count: 12,
              },
            ]}
            currentId="v1"
            onOpen={() => undefined}
            onSave={() => Promise.resolve()}
            onDelete={() => undefined}
          />
        }
      />
    </Stack>
  );
}
