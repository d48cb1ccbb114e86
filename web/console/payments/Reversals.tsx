/** Payments that were reversed or count from another day: who asked, who decided, how it stands. */
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listLoanChanges } from '../../api/contracts/payments.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import type { Column } from '../../components/columns.ts';
import { DateText } from '../../components/DateText.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { changeStates, reversalSearch, toStatusQuery } from './search.ts';
import { StatusList } from './StatusList.tsx';

type Row = AnswerOf<typeof listLoanChanges>['items'][number];

export function Reversals(): ReactNode {
  const { t } = useTranslation('payments');
  const { wordOf } = useWords();
  const { params, set, clear, isFiltered } = useListParams(reversalSearch);
  const query = useRead(listLoanChanges, {
    query: { ...toStatusQuery(params), kind: 'reversal' },
  });
  return (
    <StatusList<Row>
      title={t('reversals.title')}
      hint={t('reversals.hint')}
      states={changeStates.map((value) => ({ value, label: wordOf('status.loan_change', value) }))}
      params={params}
      set={set as never}
      clear={clear}
      isFiltered={isFiltered}
      query={query}
      columns={columns(t)}
      rowId={({ loanChangeId }) => loanChangeId}
      rowName={({ loanNumber }) => loanNumber}
      empty={t('reversals.empty')}
    />
  );
}

function columns(t: Translate<'payments'>): Column<Row>[] {
  return [
    {
      key: 'loan',
      title: t('columns.loan'),
      fixed: true,
      render: ({ loanId, loanNumber }) => (
        <PageLink to="/loans/$loanId" params={{ loanId }} search={{ tab: 'changes' }}>
          {loanNumber}
        </PageLink>
      ),
    },
    { key: 'customer', title: t('columns.customer'), render: ({ customerName }) => customerName },
    {
      key: 'effectiveDate',
      title: t('columns.effectiveDate'),
      render: ({ effectiveDate }) => <DateText date={effectiveDate} />,
    },
    {
      key: 'status',
      title: t('list.status'),
      render: ({ status }) => <StatusBadge kind="loan_change" status={status} />,
    },
    {
      key: 'asker',
      title: t('columns.asker'),
      render: ({ requestedByName }) => requestedByName ?? t('columns.system'),
    },
    {
      key: 'decider',
      title: t('columns.decider'),
      render: ({ confirmedByName }) => confirmedByName ?? '—',
    },
    {
      key: 'createdAt',
      title: t('columns.requestedAt'),
      render: ({ createdAt }) => <DateText at={createdAt} />,
    },
    {
      key: 'request',
      title: t('columns.request'),
      render: ({ requestId }) =>
        requestId === null ? (
          '—'
        ) : (
          <PageLink to="/approvals/requests/$requestId" params={{ requestId }}>
            {t('reversals.request')}
          </PageLink>
        ),
    },
  ];
}
