/** The statements that were imported, and how much of each is still open. */
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listStatements } from '../../api/contracts/bank-statements.ts';
import { useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Money } from '../../components/Money.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { reconcileSearch } from './search.ts';

type Row = AnswerOf<typeof listStatements>['items'][number];

export function Statements(): ReactNode {
  const { t } = useTranslation('payments');
  const { params, set } = useListParams(reconcileSearch);
  const [sel, setSel] = useState<string | undefined>();
  const { page, size } = params;
  const query = useRead(listStatements, { query: { page, size } });
  return (
    <DataTable<Row>
      name={t('bank.tabs.statements')}
      columns={columns(t)}
      query={query}
      rowId={({ statementId }) => statementId}
      rowName={({ fileName }) => fileName}
      place={{ ...params, sel }}
      onPlace={({ sel: chosen, ...place }) => (chosen === undefined ? set(place) : setSel(chosen))}
      empty={<EmptyState reason="firstRun" sentence={t('bank.noStatements')} />}
    />
  );
}

function columns(t: Translate<'payments'>): Column<Row>[] {
  return [
    { key: 'file', title: t('bank.file'), fixed: true, render: ({ fileName }) => fileName },
    {
      key: 'period',
      title: t('bank.period'),
      render: ({ fromDate, toDate }) => (
        <>
          <DateText date={fromDate} /> – <DateText date={toDate} />
        </>
      ),
    },
    {
      key: 'lines',
      title: t('bank.lineCount'),
      align: 'right',
      render: ({ lineCount }) => lineCount,
    },
    {
      key: 'open',
      title: t('bank.openCount'),
      align: 'right',
      render: ({ openLineCount }) => openLineCount,
    },
    {
      key: 'in',
      title: t('bank.moneyIn'),
      align: 'right',
      render: ({ moneyIn }) => <Money value={moneyIn} />,
    },
    {
      key: 'out',
      title: t('bank.moneyOut'),
      align: 'right',
      render: ({ moneyOut }) => <Money value={moneyOut} />,
    },
    {
      key: 'by',
      title: t('bank.importedBy'),
      render: ({ importedByName }) => importedByName ?? '—',
    },
    {
      key: 'at',
      title: t('bank.importedAt'),
      render: ({ importedAt }) => <DateText at={importedAt} />,
    },
  ];
}
