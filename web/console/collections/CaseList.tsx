/** Whom do I contact next, and may I right now? */
import { Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { collectorLevels } from '../../../domain/collections/ladder.ts';
import { listCases } from '../../api/contracts/collections.ts';
import { useRead } from '../../api/use-read.ts';
import { useOpenPage } from '../../app/links.tsx';
import { useListParams, type ListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import type { ColumnChoice } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { AllotBar } from './AllotBar.tsx';
import { caseColumns } from './case-columns.tsx';
import type { ListedCase } from './case.ts';
import { NextCaseAnswer, NextCaseButton } from './NextCase.tsx';
import { QueueFigures } from './QueueFigures.tsx';
import { buckets, dues, queueSearch, toCaseQuery } from './search.ts';
import { useNextCase } from './use-next-case.ts';

type Params = ListParams<typeof queueSearch>['params'];

export function CaseList(): ReactNode {
  const { t } = useTranslation('collecting');
  const may = useMay();
  const next = useNextCase(null);
  const mayWork = may('collection-case.work');
  return (
    <Stack gap="md">
      <PageHeader
        title={t('queue.title')}
        {...(mayWork ? { actions: <NextCaseButton next={next} /> } : {})}
      />
      <NextCaseAnswer next={next} />
      {mayWork ? <QueueFigures /> : null}
      <Cases />
    </Stack>
  );
}

function Cases(): ReactNode {
  const { t } = useTranslation('collecting');
  const may = useMay();
  const open = useOpenPage();
  const { params, set, clear, isFiltered, href } = useListParams(queueSearch);
  const query = useRead(listCases, { query: toCaseQuery(params) });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [columns, setColumns] = useState<ColumnChoice | null>(null);
  const show = ({ caseId }: ListedCase) =>
    open({ to: '/collections/cases/$caseId', params: { caseId }, search: { from: href } });
  return (
    <>
      <FilterBar
        fields={filterFields(t)}
        values={{
          q: params.q,
          owner: params.owner,
          bucket: params.bucket,
          due: params.due,
          level: params.level,
        }}
        onChange={(changes) => set(changes as Partial<Params>)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<ListedCase>
        name={t('queue.title')}
        columns={caseColumns(t, href)}
        query={query}
        rowId={({ caseId }) => caseId}
        rowName={({ number }) => number}
        place={params}
        onPlace={set}
        onOpen={show}
        choice={columns}
        onChoice={setColumns}
        isMuted={({ status }) => status !== 'open'}
        {...(may('collection-case.assign')
          ? {
              selection: {
                ids: chosen,
                onChange: setChosen,
                actions: <AllotBar caseIds={[...chosen]} onDone={() => setChosen(new Set())} />,
              },
            }
          : {})}
        empty={
          <NoRows
            isFiltered={isFiltered}
            onClear={clear}
            sentence={t('queue.none')}
            filteredSentence={t('queue.noneFiltered')}
          />
        }
      />
    </>
  );
}

function filterFields(t: Translate<'collecting'>): FilterField[] {
  const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return [
    { name: 'q', kind: 'text', label: t('filter.number') },
    {
      name: 'owner',
      kind: 'choice',
      label: t('filter.owner'),
      options: options(['mine', 'unowned'] as const, (value) => t(`owner.${value}`)),
    },
    {
      name: 'bucket',
      kind: 'choice',
      label: t('columns.bucket'),
      options: options(buckets, (value) => value),
    },
    {
      name: 'due',
      kind: 'choice',
      label: t('filter.due'),
      options: options(dues, (value) => t(`due.${value}`)),
    },
    {
      name: 'level',
      kind: 'choice',
      label: t('columns.level'),
      options: options(collectorLevels, (value) => t(`collections:level.${value}`)),
    },
  ];
}
