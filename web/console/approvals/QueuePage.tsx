/** Which cases wait, most urgent first; and the other queues of the same kind. */
import { SegmentedControl, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { listQueue } from '../../api/contracts/approvals.ts';
import { readApplication } from '../../api/contracts/cases.ts';
import { readOptions, useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useColumnChoice } from '../../app/shell/column-choice.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useOpenHref } from './open-href.ts';
import { useProductNames } from './product-names.ts';
import {
  hrefOf,
  rowIdOf,
  toQueueInput,
  type QueueLine,
  type QueueList,
  type QueueName,
} from './queue.ts';
import { useQueueColumns } from './queue-columns.tsx';
import { QueueBulk } from './QueueBulk.tsx';
import { QueueEmpty } from './QueueEmpty.tsx';
import { QueueFilters } from './QueueFilters.tsx';
import { QueueSplit } from './QueueSplit.tsx';
import { QueueTabs } from './QueueTabs.tsx';
import { queueSearch } from './search.ts';

/** From this width on a case fits beside its list. */
const SPLIT_WIDTH = '(min-width: 1440px)';

export function QueuePage({ queue }: { readonly queue: QueueName }): ReactNode {
  const { t } = useTranslation('approvals');
  const list = useListParams(queueSearch);
  const fits = useMediaQuery(SPLIT_WIDTH) ?? false;
  const isSplit = fits && list.params.layout === 'split';
  const layout = (
    <SegmentedControl
      size="xs"
      aria-label={t('layout.name')}
      data={[
        { value: 'list', label: t('layout.list') },
        { value: 'split', label: t('layout.split') },
      ]}
      value={isSplit ? 'split' : 'list'}
      onChange={(value) => list.set({ layout: value === 'split' ? 'split' : undefined })}
    />
  );
  return (
    <Stack gap="sm">
      <PageHeader title={t(`queue.${queue}`)} {...(fits ? { actions: layout } : {})} />
      <QueueTabs current={queue} />
      <QueueBody queue={queue} list={list} isSplit={isSplit} />
    </Stack>
  );
}

type BodyProps = {
  readonly queue: QueueName;
  readonly list: QueueList;
  readonly isSplit: boolean;
};

function QueueBody({ queue, list, isSplit }: BodyProps): ReactNode {
  const query = useRead(listQueue, toQueueInput(queue, list.params), { everyMs: 60_000 });
  const total = query.data?.total;
  const filters = (tools: ReactNode) => (
    <QueueFilters
      queue={queue}
      list={list}
      tools={tools}
      {...(total === undefined ? {} : { total })}
    />
  );
  const parts = { queue, list, isSplit, query };
  if (!isSplit) return <QueueTable {...parts} toolbar={filters} />;
  return (
    <>
      {filters(null)}
      <QueueSplit lines={query.data?.items ?? []} list={list} table={<QueueTable {...parts} />} />
    </>
  );
}

type TableProps = BodyProps & {
  readonly query: ReturnType<typeof useRead<typeof listQueue>>;
  readonly toolbar?: (tools: ReactNode) => ReactNode;
};

function QueueTable({ queue, list, isSplit, query, toolbar }: TableProps): ReactNode {
  const { t } = useTranslation('approvals');
  const { params, set } = list;
  const open = useOpenHref();
  const client = useQueryClient();
  const names = useProductNames();
  const columns = useQueueColumns({ queue, list, names, isNarrow: isSplit });
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [choice, setChoice] = useColumnChoice(`approvals.${queue}`);
  const lines = query.data?.items ?? [];
  const chosen = lines.filter((line) => ids.has(rowIdOf(line)));
  const isBulk = queue === 'todo' || queue === 'started' || queue === 'all';
  const clear = () => setIds(new Set());
  return (
    <DataTable<QueueLine>
      name={t(`queue.${queue}`)}
      columns={columns}
      query={query}
      rowId={rowIdOf}
      rowName={({ number }) => number}
      place={params}
      onPlace={set}
      onOpen={(line) => (isSplit ? set({ sel: rowIdOf(line) }) : open(hrefOf(line), list.href))}
      onRest={({ applicationId }) => {
        if (applicationId === null || isSplit) return;
        void client.prefetchQuery(readOptions(readApplication, { params: { applicationId } }));
      }}
      {...(isSplit ? {} : { choice, onChoice: setChoice })}
      {...(toolbar === undefined ? {} : { toolbar })}
      {...(isBulk
        ? {
            selection: {
              ids,
              onChange: setIds,
              isSelectable: ({ stage }: QueueLine) => stage !== null,
              actions: <QueueBulk queue={queue} lines={chosen} onEnd={clear} />,
            },
          }
        : {})}
      isMuted={({ readAt }) => queue === 'copied' && readAt !== null}
      empty={<QueueEmpty queue={queue} list={list} />}
      {...(isSplit ? { maxHeight: 'calc(100dvh - 280px)' } : {})}
    />
  );
}
