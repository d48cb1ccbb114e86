/** Who are our customers, what do they owe, and who looks after them? */
import { Button, Collapse, Group, Paper, Stack } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { listCustomers } from '../../api/contracts/customers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../app/links.tsx';
import { useListParams, type ListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { CustomerFinder, type Searched } from './CustomerFinder.tsx';
import { toListInput } from './list-query.ts';
import { NewCustomerForm } from './NewCustomerForm.tsx';
import { customerSearch } from './search.ts';

type Params = ListParams<typeof customerSearch>['params'];
type Line = AnswerOf<typeof listCustomers>['items'][number];

export function CustomerList(): ReactNode {
  const { t } = useTranslation('customers');
  const { params, set, clear, isFiltered, href } = useListParams(customerSearch);
  const [isFinding, setFinding] = useState(false);
  const openPage = useOpenPage();
  const query = useRead(listCustomers, toListInput(params));
  const open = (customerId: string) =>
    openPage({ to: '/customers/$customerId', params: { customerId }, search: { from: href } });
  return (
    <Stack gap="md">
      <PageHeader
        title={t('title')}
        actions={
          <Button
            variant="default"
            leftSection={<IconId size={16} aria-hidden />}
            aria-expanded={isFinding}
            onClick={() => setFinding(!isFinding)}
          >
            {t('list.exact')}
          </Button>
        }
      />
      <Collapse expanded={isFinding}>{isFinding ? <Finder onOpen={open} /> : null}</Collapse>
      <FilterBar
        fields={filterFields(t)}
        values={{ q: params.q, kind: params.kind }}
        onChange={(changes) => set(changes as Partial<Params>)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<Line>
        name={t('title')}
        columns={columns(t, href)}
        query={query}
        rowId={({ customerId }) => customerId}
        rowName={({ number }) => number}
        place={params}
        onPlace={set}
        onOpen={({ customerId }) => open(customerId)}
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

/** Whoever may make files makes one here too, once a search has found nobody. */
function Finder({ onOpen }: { readonly onOpen: (customerId: string) => void }): ReactNode {
  const { t } = useTranslation('customers');
  const mayCreate = useMay()('customer.create');
  const [creating, setCreating] = useState<Searched | null>(null);
  const nobody = (searched: Searched) =>
    creating === null ? (
      <Group>
        <Button onClick={() => setCreating(searched)}>{t('create.begin')}</Button>
      </Group>
    ) : (
      <NewCustomerForm searched={creating} onCreated={({ customerId }) => onOpen(customerId)} />
    );
  return (
    <Paper withBorder p="md">
      <CustomerFinder
        verb={t('list.open')}
        onChoose={({ customerId }) => onOpen(customerId)}
        {...(mayCreate ? { onNobody: nobody } : {})}
      />
    </Paper>
  );
}

function filterFields(t: Translate<'customers'>): FilterField[] {
  return [
    { name: 'q', kind: 'text', label: t('list.search') },
    {
      name: 'kind',
      kind: 'choice',
      label: t('kind'),
      options: (['person', 'company'] as const).map((value) => ({
        value,
        label: t(`kinds.${value}`),
      })),
    },
  ];
}

function columns(t: Translate<'customers'>, href: string): Column<Line>[] {
  return [
    {
      key: 'number',
      title: t('list.number'),
      fixed: true,
      render: ({ number, customerId }) => (
        <PageLink
          to="/customers/$customerId"
          params={{ customerId }}
          search={{ from: href }}
          size="sm"
        >
          {number}
        </PageLink>
      ),
      copyText: ({ number }) => number,
    },
    { key: 'name', title: t('list.name'), render: ({ name }) => name },
    { key: 'kind', title: t('kind'), render: ({ kind }) => t(`kinds.${kind}`) },
    { key: 'identity', title: t('list.identity'), render: ({ identityMask }) => identityMask },
    { key: 'phone', title: t('list.phone'), render: ({ phoneMask }) => phoneMask },
    { key: 'branch', title: t('list.branch'), render: ({ branchName }) => branchName },
    { key: 'officer', title: t('list.officer'), render: (line) => line.accountManagerName },
    {
      key: 'loans',
      title: t('list.loans'),
      align: 'right',
      render: ({ activeLoanCount }) => activeLoanCount,
    },
    {
      key: 'outstanding',
      title: t('list.outstanding'),
      align: 'right',
      render: ({ outstanding }) => <Amounts amounts={outstanding} />,
    },
    {
      key: 'daysPastDue',
      title: t('list.daysPastDue'),
      align: 'right',
      render: ({ daysPastDue }) => daysPastDue,
    },
  ];
}

/** One amount for each currency; a dash where nothing is owed. */
export function Amounts({ amounts }: { readonly amounts: Line['outstanding'] }): ReactNode {
  if (amounts.length === 0) return '—';
  return amounts.map((amount) => (
    <div key={amount.currency}>
      <Money value={amount} />
    </div>
  ));
}
