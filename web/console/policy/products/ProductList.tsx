/** What may be sold, on which terms, and how many loans go by it: every version of every product. */
import { Button, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { versionStates } from '../../../../domain/approval/version-states.ts';
import { listProducts, listProductVersions } from '../../../api/contracts/products.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../../app/links.tsx';
import { useListParams } from '../../../app/list-params.ts';
import { PageHeader } from '../../../app/PageHeader.tsx';
import { useMay } from '../../../app/session.ts';
import type { Column } from '../../../components/columns.ts';
import { DataTable } from '../../../components/DataTable.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { NoRows } from '../../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../../components/FilterBar.tsx';
import { moneyText } from '../../../components/money-text.ts';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { useWords } from '../../../components/words.ts';
import { versionSearch } from '../tiers/search.ts';
import { NewProduct } from './NewProduct.tsx';
import { useRateText, type ListedProduct } from './rate-text.ts';
import { useProductWords, type ProductWords } from './words.ts';

export function ProductList(): ReactNode {
  const words = useProductWords();
  const { t } = words;
  const rateText = useRateText();
  const may = useMay();
  const open = useOpenPage();
  const [isAdding, setAdding] = useState(false);
  const { params, set, clear, isFiltered, href } = useListParams(versionSearch);
  const { page, size, status, name } = params;
  const query = useRead(listProductVersions, {
    query: {
      page,
      size,
      ...(status === undefined ? {} : { status }),
      ...(name === undefined ? {} : { code: name }),
    },
  });
  return (
    <Stack gap="md">
      <PageHeader
        title={t('title')}
        actions={
          may('policy-version.author') ? (
            <Button size="xs" onClick={() => setAdding(true)}>
              {t('new.add')}
            </Button>
          ) : undefined
        }
      />
      <FilterBar
        fields={useFilterFields(words)}
        values={{ status, name }}
        onChange={(changes) => set(changes as never)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<ListedProduct>
        name={t('title')}
        columns={columns(words, rateText, href)}
        query={query}
        rowId={({ policyVersionId }) => policyVersionId}
        rowName={({ code, number }) => `${code} ${number}`}
        place={params}
        onPlace={set}
        onOpen={({ policyVersionId }) =>
          open({
            to: '/policy/products/$policyVersionId',
            params: { policyVersionId },
            search: { from: href },
          })
        }
        empty={
          <NoRows isFiltered={isFiltered} onClear={clear} reason="firstRun" sentence={t('empty')} />
        }
      />
      {isAdding ? <NewProduct onClose={() => setAdding(false)} /> : null}
    </Stack>
  );
}

function useFilterFields({ t, language }: ProductWords): FilterField[] {
  const { wordOf } = useWords();
  const products = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  return [
    {
      name: 'name',
      kind: 'choice',
      label: t('listColumns.name'),
      options: (products.data?.items ?? []).map(({ code, content }) => ({
        value: code,
        label: content.names[language],
      })),
    },
    {
      name: 'status',
      kind: 'choice',
      label: t('policy:list.status'),
      options: versionStates.map((value) => ({
        value,
        label: wordOf('status.policy_version', value),
      })),
    },
  ];
}

function columns(
  { t, language, optionOf }: ProductWords,
  rateText: ReturnType<typeof useRateText>,
  href: string,
): Column<ListedProduct>[] {
  return [
    {
      key: 'name',
      title: t('listColumns.name'),
      fixed: true,
      render: ({ policyVersionId, names }) => (
        <PageLink
          to="/policy/products/$policyVersionId"
          params={{ policyVersionId }}
          search={{ from: href }}
        >
          {names[language]}
        </PageLink>
      ),
    },
    { key: 'number', title: t('policy:list.number'), render: ({ number }) => `v${number}` },
    {
      key: 'methods',
      title: t('listColumns.methods'),
      render: ({ methods }) => methods.map(optionOf).join(t('components:listSeparator')),
    },
    { key: 'rate', title: t('listColumns.rate'), align: 'right', render: rateText },
    {
      key: 'term',
      title: t('listColumns.term'),
      align: 'right',
      render: ({ installmentCount: { from, to } }) => `${from}–${to}`,
    },
    {
      key: 'amount',
      title: t('listColumns.amountTo'),
      align: 'right',
      render: ({ amount, currency }) => moneyText({ amount: amount.to, currency }),
    },
    {
      key: 'effectiveDate',
      title: t('policy:list.effectiveDate'),
      render: ({ effectiveDate }) =>
        effectiveDate === null ? '—' : <DateText date={effectiveDate} />,
    },
    {
      key: 'loans',
      title: t('listColumns.loans'),
      align: 'right',
      render: ({ loanCount }) => loanCount,
    },
    {
      key: 'status',
      title: t('policy:list.status'),
      render: ({ status }) => <StatusBadge kind="policy_version" status={status} />,
    },
  ];
}
