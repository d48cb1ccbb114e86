/** Money to be paid out: every check with its result, and the release by a second person. */
import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { disbursementStates } from '../../../domain/origination/disbursement-states.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { listDisbursements } from '../../api/contracts/payments.ts';
import { useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { useMay } from '../../app/session.ts';
import type { Column } from '../../components/columns.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { BulkRelease } from './BulkRelease.tsx';
import { DisbursementPanel } from './DisbursementPanel.tsx';
import { disbursementSearch, toStatusQuery } from './search.ts';
import { StatusList } from './StatusList.tsx';

export type ListedDisbursement = AnswerOf<typeof listDisbursements>['items'][number];

export function Disbursements(): ReactNode {
  const { t } = useTranslation('payments');
  const { wordOf } = useWords();
  const { params, set, clear, isFiltered } = useListParams(disbursementSearch);
  const query = useRead(listDisbursements, { query: toStatusQuery(params) });
  const chosen = query.data?.items.find(({ disbursementId }) => disbursementId === params.sel);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const mayRelease = useMay()('disbursement.release');
  const open = ({ disbursementId }: ListedDisbursement) => set({ sel: disbursementId });
  return (
    <StatusList<ListedDisbursement>
      title={t('disbursements.title')}
      hint={t('disbursements.hint')}
      states={disbursementStates.map((value) => ({
        value,
        label: wordOf('status.disbursement', value),
      }))}
      params={params}
      set={set as never}
      clear={clear}
      isFiltered={isFiltered}
      query={query}
      columns={columns(t, open)}
      rowId={({ disbursementId }) => disbursementId}
      rowName={({ applicationNumber }) => applicationNumber}
      onOpen={open}
      empty={t('disbursements.empty')}
      {...(mayRelease
        ? {
            selection: {
              ids,
              onChange: setIds,
              isSelectable: ({ actions }) => actions.includes('disbursement.release'),
            },
          }
        : {})}
    >
      {ids.size === 0 ? null : (
        <BulkRelease
          disbursements={(query.data?.items ?? []).filter((row) => ids.has(row.disbursementId))}
          onDone={() => setIds(new Set())}
        />
      )}
      {chosen === undefined ? null : (
        <DisbursementPanel
          key={chosen.disbursementId}
          disbursement={chosen}
          onEnd={() => set({ sel: undefined })}
        />
      )}
    </StatusList>
  );
}

function columns(
  t: Translate<'payments'>,
  onOpen: (row: ListedDisbursement) => void,
): Column<ListedDisbursement>[] {
  return [
    {
      key: 'application',
      title: t('columns.application'),
      fixed: true,
      render: (row) => (
        <Button size="compact-sm" variant="transparent" px={0} onClick={() => onOpen(row)}>
          {row.applicationNumber}
        </Button>
      ),
    },
    { key: 'customer', title: t('columns.customer'), render: ({ customerName }) => customerName },
    {
      key: 'amount',
      title: t('columns.amount'),
      align: 'right',
      render: ({ amount }) => <Money value={amount} />,
    },
    {
      key: 'status',
      title: t('list.status'),
      render: ({ status }) => <StatusBadge kind="disbursement" status={status} />,
    },
    {
      key: 'maker',
      title: t('columns.maker'),
      render: ({ madeByName }) => madeByName ?? '—',
    },
    {
      key: 'releaser',
      title: t('columns.releaser'),
      render: ({ releasedByName }) => releasedByName ?? '—',
    },
    {
      key: 'requestedAt',
      title: t('columns.requestedAt'),
      render: ({ requestedAt }) => <DateText at={requestedAt} />,
    },
    {
      key: 'reference',
      title: t('columns.bankReference'),
      render: ({ railReference, refusalCode }) => railReference ?? refusalCode ?? '—',
    },
  ];
}
