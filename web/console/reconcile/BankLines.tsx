/** Lines of statements with what they may be; the surest are confirmed together, the others one by one. */
import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { confirmMatches, listBankLines } from '../../api/contracts/bank-statements.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { useListParams } from '../../app/list-params.ts';
import { useMay } from '../../app/session.ts';
import type { Column } from '../../components/columns.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { LinePanel } from './LinePanel.tsx';
import {
  refreshMatches,
  signed,
  type BankLine,
  type Decision,
  type MatchResult,
} from './matching.ts';
import { lineStates, reconcileSearch } from './search.ts';
import { SuggestionText } from './SuggestionText.tsx';

export function BankLines(): ReactNode {
  const { t } = useTranslation('payments');
  const may = useMay();
  const { params, set } = useListParams(reconcileSearch);
  const { page, size, state, day } = params;
  const query = useRead(listBankLines, {
    query: {
      page,
      size,
      state: state ?? 'open',
      ...(day === undefined ? {} : { bookedDate: day }),
    },
  });
  const [sel, setSel] = useState<string | undefined>();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const lines = query.data?.items ?? [];
  const chosen = lines.find(({ lineId }) => lineId === chosenId);
  const mayMatch = may('payment.match');
  const open = ({ lineId, match }: BankLine) => {
    if (mayMatch && match === null) setChosenId(lineId);
  };
  return (
    <Stack gap="md">
      {chosen === undefined ? null : (
        <LinePanel key={chosen.lineId} line={chosen} onEnd={() => setChosenId(null)} />
      )}
      <LineFilter count={query.data?.total} />
      <DataTable<BankLine>
        name={t('bank.tabs.lines')}
        columns={columns(t, mayMatch ? open : null)}
        query={query}
        rowId={({ lineId }) => lineId}
        rowName={({ reference }) => reference}
        place={{ ...params, sel }}
        onPlace={({ sel: at, ...place }) => (at === undefined ? set(place) : setSel(at))}
        onOpen={open}
        {...(mayMatch
          ? {
              selection: {
                ids,
                onChange: setIds,
                isSelectable: isSure,
              },
            }
          : {})}
        empty={<EmptyState reason="none" sentence={t('bank.noLines')} />}
      />
      {ids.size === 0 ? null : (
        <BulkConfirm
          lines={lines.filter(({ lineId }) => ids.has(lineId))}
          onDone={() => setIds(new Set())}
        />
      )}
    </Stack>
  );
}

/** Open lines unless somebody asks for the others; a day comes from the comparison of days. */
function LineFilter({ count }: { readonly count: number | undefined }): ReactNode {
  const { t } = useTranslation('payments');
  const { params, set } = useListParams(reconcileSearch);
  const { state = 'open', day } = params;
  const states = lineStates.map((value) => ({ value, label: t(`bank.lineStates.${value}`) }));
  const choice = 'choice' as const;
  const dayField = (date: string) => ({
    name: 'day',
    kind: choice,
    label: t('bank.day'),
    options: [{ value: date, label: date }],
  });
  return (
    <FilterBar
      fields={[
        { name: 'state', kind: choice, label: t('bank.lineState'), options: states },
        ...(day === undefined ? [] : [dayField(day)]),
      ]}
      values={{ state, day }}
      onChange={set as never}
      onClear={() => set({ state: undefined, day: undefined })}
      {...(count === undefined ? {} : { resultCount: count })}
    />
  );
}

/** What is in the books already under the bank's own reference; money for a loan is looked at first. */
function isSure({ suggestions: [first] }: BankLine): boolean {
  return first !== undefined && first.kind !== 'loan' && first.strength === 'certain';
}

type BulkProps = { readonly lines: readonly BankLine[]; readonly onDone: () => void };

function BulkConfirm({ lines, onDone }: BulkProps): ReactNode {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const sentence = useProblemSentence();
  const [refused, setRefused] = useState<readonly MatchResult[]>([]);
  const again = () => refreshMatches(client);
  const command = useCommand(confirmMatches, (outcome) => {
    if (outcome.kind !== 'done') return;
    const failed = outcome.body.results.filter(({ isMatched }) => !isMatched);
    announce(t('bank.matched', { count: outcome.body.results.length - failed.length }));
    setRefused(failed);
    again();
    if (failed.length === 0) onDone();
  });
  const matches = lines.flatMap(({ lineId, suggestions: [first] }): Decision[] =>
    first === undefined ? [] : [{ lineId, as: first.kind, id: first.id }],
  );
  const nameOf = (id: string) => lines.find(({ lineId }) => lineId === id)?.reference ?? id;
  return (
    <Stack gap="sm">
      {refused.length === 0 ? null : (
        <Alert
          color="red"
          variant="outline"
          title={t('bank.someRefused', { count: refused.length })}
        >
          <List size="sm">
            {refused.map(({ lineId, code, detail }) => (
              <List.Item key={lineId}>
                {nameOf(lineId)}: {sentence(code ?? '', detail ?? undefined)}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <CommandForm
        command={command}
        refused={[]}
        verb={t('bank.confirmSure', { count: matches.length })}
        conflict={{ onReload: again }}
        onSubmit={() => void command.send({ body: { matches } })}
      >
        {null}
      </CommandForm>
    </Stack>
  );
}

function columns(
  t: Translate<'payments'>,
  onOpen: ((line: BankLine) => void) | null,
): Column<BankLine>[] {
  return [
    {
      key: 'day',
      title: t('bank.booked'),
      fixed: true,
      render: ({ bookedDate }) => <DateText date={bookedDate} />,
    },
    {
      key: 'amount',
      title: t('columns.amount'),
      align: 'right',
      render: ({ direction, amount }) => <Money sign value={signed(direction, amount)} />,
    },
    {
      key: 'payer',
      title: t('bank.payer'),
      render: ({ payerName, payerAccountMask }) =>
        [payerName, payerAccountMask].filter((text) => text !== null).join(' ') || '—',
    },
    { key: 'remark', title: t('columns.remark'), render: ({ remark }) => remark ?? '—' },
    {
      key: 'reference',
      title: t('columns.bankReference'),
      render: ({ reference }) => reference,
      copyText: ({ reference }) => reference,
    },
    {
      key: 'suggestion',
      title: t('bank.suggestion'),
      render: ({ suggestions: [first], match, matchedByName }) => {
        if (match !== null)
          return (
            <Text size="sm">
              {t(`bank.kinds.${match.kind}`)} · {matchedByName}
            </Text>
          );
        if (first === undefined) return <Text size="sm">{t('bank.noSuggestion')}</Text>;
        return <SuggestionText suggestion={first} />;
      },
    },
    {
      key: 'act',
      title: t('columns.act'),
      render: (line) =>
        line.match !== null || onOpen === null ? (
          '—'
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => onOpen(line)}>
            {t('bank.match')}
          </Button>
        ),
    },
  ];
}
