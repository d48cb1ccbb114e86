/** Credit balances on their way back to borrowers, and what became of those the bank did not answer for. */
import { Button, Paper } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { refundStates } from '../../../domain/choices.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { listRefunds, reconcileRefund } from '../../api/contracts/payments.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import type { Column } from '../../components/columns.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { ReconcileForm } from './ReconcileForm.tsx';
import { ReturnForm } from './ReturnForm.tsx';
import { refundSearch, toStatusQuery } from './search.ts';
import { StatusList } from './StatusList.tsx';

type Row = AnswerOf<typeof listRefunds>['items'][number];

export function Refunds(): ReactNode {
  const { t } = useTranslation('payments');
  const { wordOf } = useWords();
  const client = useQueryClient();
  const { params, set, clear, isFiltered } = useListParams(refundSearch);
  const query = useRead(listRefunds, { query: toStatusQuery(params) });
  const [chosen, setChosen] = useState<Row | null>(null);
  return (
    <StatusList<Row>
      title={t('refunds.title')}
      hint={t('refunds.hint')}
      states={refundStates.map((value) => ({ value, label: wordOf('status.refund', value) }))}
      params={params}
      set={set as never}
      clear={clear}
      isFiltered={isFiltered}
      query={query}
      columns={columns(t, setChosen)}
      rowId={({ refundId }) => refundId}
      rowName={({ loanNumber }) => loanNumber}
      empty={t('refunds.empty')}
    >
      {chosen === null ? null : (
        <Paper withBorder p="md">
          {chosen.status === 'confirmed' ? (
            <ReturnForm
              key={chosen.refundId}
              refundId={chosen.refundId}
              onEnd={() => setChosen(null)}
            />
          ) : (
            <ReconcileForm
              key={chosen.refundId}
              contract={reconcileRefund}
              toInput={(body) => ({ params: { refundId: chosen.refundId }, body })}
              onDone={() => void refresh(client, '/v1/refunds')}
              onEnd={() => setChosen(null)}
            />
          )}
        </Paper>
      )}
    </StatusList>
  );
}

function columns(t: Translate<'payments'>, onReconcile: (row: Row) => void): Column<Row>[] {
  return [
    {
      key: 'loan',
      title: t('columns.loan'),
      fixed: true,
      render: ({ loanId, loanNumber }) => (
        <PageLink to="/loans/$loanId" params={{ loanId }}>
          {loanNumber}
        </PageLink>
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
      render: ({ status }) => <StatusBadge kind="refund" status={status} />,
    },
    {
      key: 'asker',
      title: t('columns.asker'),
      render: ({ requestedByName }) => requestedByName ?? t('columns.system'),
    },
    {
      key: 'releasedAt',
      title: t('columns.releasedAt'),
      render: ({ releasedAt }) => <DateText at={releasedAt} />,
    },
    {
      key: 'reference',
      title: t('columns.bankReference'),
      render: ({ railReference, refusalCode }) => railReference ?? refusalCode ?? '—',
    },
    {
      key: 'act',
      title: t('columns.act'),
      render: (row) =>
        row.actions.includes('refund.reconcile') ? (
          <Button size="compact-xs" variant="default" onClick={() => onReconcile(row)}>
            {t(row.status === 'confirmed' ? 'refunds.return' : 'reconcile.verb')}
          </Button>
        ) : (
          '—'
        ),
    },
  ];
}
