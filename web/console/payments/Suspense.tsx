/** Money in suspense, oldest first, and its way to the loan it belongs to. */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { previewPayment } from '../../api/contracts/loans.ts';
import { listSuspense, matchSuspense } from '../../api/contracts/payments.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { useListParams } from '../../app/list-params.ts';
import type { Column } from '../../components/columns.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { Comparison, type Quote } from '../loans/Comparison.tsx';
import { LoanChoice, OTHER } from '../reconcile/LoanChoice.tsx';
import { SuggestionText } from '../reconcile/SuggestionText.tsx';
import { ChannelWord, useChannelWord } from '../loans/ChannelWord.tsx';
import type { PickedLoan } from './LoanPicker.tsx';
import { suspenseSearch } from './search.ts';
import { StatusList } from './StatusList.tsx';

type Row = AnswerOf<typeof listSuspense>['items'][number];

export function Suspense(): ReactNode {
  const { t } = useTranslation('payments');
  const { params, set, clear, isFiltered } = useListParams(suspenseSearch);
  const { page, size } = params;
  const query = useRead(listSuspense, { query: { page, size } });
  const [chosen, setChosen] = useState<Row | null>(null);
  return (
    <StatusList<Row>
      title={t('suspense.title')}
      hint={t('suspense.hint')}
      states={[]}
      params={params}
      set={set as never}
      clear={clear}
      isFiltered={isFiltered}
      query={query}
      columns={columns(t, setChosen)}
      rowId={({ paymentId }) => paymentId}
      rowName={({ providerReference }) => providerReference}
      onOpen={setChosen}
      empty={t('suspense.empty')}
    >
      {chosen === null ? null : (
        <Paper withBorder p="md">
          <MatchForm key={chosen.paymentId} payment={chosen} onEnd={() => setChosen(null)} />
        </Paper>
      )}
    </StatusList>
  );
}

type MatchProps = { readonly payment: Row; readonly onEnd: () => void };

function MatchForm({ payment, onEnd }: MatchProps): ReactNode {
  const { t } = useTranslation('payments');
  const channelOf = useChannelWord();
  const form = useMatch(payment, onEnd);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('suspense.match')}
      </Title>
      <Group gap="md">
        <Text fw={600} component="div">
          <Money value={payment.amount} />
        </Text>
        <DateText date={payment.effectiveDate} />
        <Text size="sm" c="dimmed">
          {channelOf(payment.provider)} · {payment.providerReference}
        </Text>
        {payment.remark === null ? null : <Text size="sm">{payment.remark}</Text>}
      </Group>
      <CommandForm
        command={form.command}
        refused={[]}
        verb={t(form.quote === null ? 'loans:change.preview' : 'loans:payment.post')}
        {...(form.loanId === null ? { blockedReason: t('suspense.needsLoan') } : {})}
        conflict={{ onReload: form.reload }}
        onSubmit={form.submit}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <LoanChoice
          suggestions={payment.suggestions}
          value={form.choice}
          onChange={(choice) => form.choose(choice, null)}
          other={form.other}
          onOther={(loan) => form.choose(OTHER, loan)}
        />
        {form.quote === null ? null : <Comparison quote={form.quote} />}
      </CommandForm>
    </Stack>
  );
}

/** What the money would do to the loan is shown before it is placed there. */
function useMatch({ paymentId, amount, effectiveDate, suggestions }: Row, onEnd: () => void) {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const [choice, setChoice] = useState<string>(suggestions[0]?.id ?? OTHER);
  const [other, setOther] = useState<PickedLoan | null>(null);
  const [quote, setQuote] = useState<Quote | null>(null);
  const preview = useCommand(previewPayment, (outcome) => {
    if (outcome.kind === 'done') setQuote(outcome.body);
  });
  const reload = () => {
    void refresh(client, '/v1/suspense-payments');
    void refresh(client, '/v1/payments');
    void refresh(client, '/v1/loans');
  };
  const match = useCommand(matchSuspense, () => {
    announce(t('suspense.matched'));
    reload();
    onEnd();
  });
  const choose = (next: string, loan: PickedLoan | null) => {
    if (match.isHeld || preview.isHeld) return;
    setChoice(next);
    setOther(loan);
    setQuote(null);
    preview.renew();
    match.renew();
  };
  const loanId = choice === OTHER ? (other?.loanId ?? null) : choice;
  const submit = () => {
    if (loanId === null) return;
    if (quote === null) void preview.send({ params: { loanId }, body: { amount, effectiveDate } });
    else void match.send({ params: { paymentId }, body: { loanId } });
  };
  const command = quote === null ? preview : match;
  return { choice, other, loanId, quote, choose, submit, reload, command };
}

function columns(t: Translate<'payments'>, onMatch: (row: Row) => void): Column<Row>[] {
  return [
    {
      key: 'receivedDate',
      title: t('columns.receivedDate'),
      fixed: true,
      render: ({ receivedDate }) => <DateText date={receivedDate} />,
    },
    {
      key: 'effectiveDate',
      title: t('columns.valueDate'),
      render: ({ effectiveDate }) => <DateText date={effectiveDate} />,
    },
    {
      key: 'amount',
      title: t('columns.amount'),
      align: 'right',
      render: ({ amount }) => <Money value={amount} />,
    },
    {
      key: 'provider',
      title: t('columns.channel'),
      render: ({ provider }) => <ChannelWord code={provider} />,
    },
    {
      key: 'reference',
      title: t('columns.reference'),
      render: ({ providerReference }) => providerReference,
      copyText: ({ providerReference }) => providerReference,
    },
    { key: 'remark', title: t('columns.remark'), render: ({ remark }) => remark ?? '—' },
    {
      key: 'suggestion',
      title: t('bank.suggestion'),
      render: ({ suggestions: [first] }) =>
        first === undefined ? (
          <Text size="sm">{t('bank.noSuggestion')}</Text>
        ) : (
          <SuggestionText suggestion={first} />
        ),
    },
    {
      key: 'act',
      title: t('columns.act'),
      render: (row) => (
        <Button size="compact-xs" variant="default" onClick={() => onMatch(row)}>
          {t('suspense.match')}
        </Button>
      ),
    },
  ];
}
