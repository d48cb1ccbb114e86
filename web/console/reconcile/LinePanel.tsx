/** One line of a statement: what it is, and for a loan what its money would do there, before it is confirmed. */
import { Alert, Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { confirmMatches } from '../../api/contracts/bank-statements.ts';
import { previewPayment } from '../../api/contracts/loans.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { Comparison, type Quote } from '../loans/Comparison.tsx';
import type { PickedLoan } from '../payments/LoanPicker.tsx';
import { LoanChoice, OTHER } from './LoanChoice.tsx';
import { refreshMatches, signed, type BankLine, type Decision } from './matching.ts';

const SUSPENSE = 'suspense';
type Props = { readonly line: BankLine; readonly onEnd: () => void };

export function LinePanel({ line, onEnd }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const form = useLineMatch(line, onEnd);
  const isIncoming = line.direction === 'in';
  useShortcuts([
    {
      keys: 's',
      label: t('bank.asSuspense'),
      group: 'list',
      run: () => form.choose(SUSPENSE),
      isOff: !isIncoming,
    },
    {
      keys: 'mod+Enter',
      label: t('bank.match'),
      group: 'list',
      run: form.submit,
      whileTyping: true,
    },
  ]);
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <LineFacts line={line} />
        {form.refusal === null ? null : (
          <Alert color="red" variant="outline" role="alert">
            <Text size="sm">{form.refusal}</Text>
          </Alert>
        )}
        <CommandForm
          command={form.command}
          refused={[]}
          verb={t(form.verb)}
          {...(form.isReady ? {} : { blockedReason: t('bank.blocked.choice') })}
          conflict={{ onReload: form.reload }}
          onSubmit={form.submit}
          aside={
            <Button variant="default" onClick={onEnd}>
              {t('components:cancel')}
            </Button>
          }
        >
          {isIncoming || line.suggestions.length > 0 ? (
            <LoanChoice
              suggestions={line.suggestions}
              value={form.choice}
              onChange={form.choose}
              other={form.other}
              onOther={form.chooseOther}
              isIncoming={isIncoming}
            >
              {isIncoming ? <Radio value={SUSPENSE} label={t('bank.asSuspense')} /> : null}
            </LoanChoice>
          ) : (
            <Text size="sm">{t('bank.moneyOutHint')}</Text>
          )}
          {form.quote === null ? null : <Comparison quote={form.quote} />}
        </CommandForm>
      </Stack>
    </Paper>
  );
}

function LineFacts({ line }: { readonly line: BankLine }): ReactNode {
  const { t } = useTranslation('payments');
  const { direction, amount, bookedDate, payerName, payerAccountMask, remark, reference } = line;
  const said = [payerName, payerAccountMask, remark, reference].filter((text) => text !== null);
  return (
    <>
      <Title order={2} size="h4">
        {t('bank.matchLine')}
      </Title>
      <Group gap="md">
        <Text fw={600} component="div">
          <Money sign value={signed(direction, amount)} />
        </Text>
        <DateText date={bookedDate} />
        <Text size="sm">{said.join(' · ')}</Text>
      </Group>
    </>
  );
}

/** The loan whose schedule the money would change; null for what needs no preview. */
function loanOf(line: BankLine, choice: string | null, other: PickedLoan | null): string | null {
  if (choice === OTHER) return other?.loanId ?? null;
  const chosen = line.suggestions.find(({ id }) => id === choice);
  return chosen?.kind === 'loan' ? chosen.id : null;
}

function decisionOf(line: BankLine, choice: string, other: PickedLoan | null): Decision | null {
  const { lineId } = line;
  if (choice === SUSPENSE) return { lineId, as: 'suspense' };
  if (choice === OTHER) return other === null ? null : { lineId, as: 'loan', id: other.loanId };
  const chosen = line.suggestions.find(({ id }) => id === choice);
  return chosen === undefined ? null : { lineId, as: chosen.kind, id: chosen.id };
}

/** What the money would do to a loan, asked for as soon as a loan is chosen. */
function useLoanPreview({ amount, bookedDate }: BankLine, firstLoanId: string | null) {
  const [quote, setQuote] = useState<Quote | null>(null);
  const command = useCommand(previewPayment, (outcome) => {
    if (outcome.kind === 'done') setQuote(outcome.body);
  });
  const { send } = command;
  const ask = (loanId: string) =>
    void send({ params: { loanId }, body: { amount, effectiveDate: bookedDate } });
  const first = useRef(firstLoanId);
  useEffect(() => {
    const loanId = first.current;
    first.current = null;
    if (loanId !== null)
      void send({ params: { loanId }, body: { amount, effectiveDate: bookedDate } });
  }, [send, amount, bookedDate]);
  const turnTo = (loanId: string | null) => {
    setQuote(null);
    command.renew();
    if (loanId !== null) ask(loanId);
  };
  return { quote, command, ask, turnTo };
}

function useConfirm(onEnd: () => void) {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const sentence = useProblemSentence();
  const [refusal, setRefusal] = useState<string | null>(null);
  const reload = () => refreshMatches(client);
  const command = useCommand(confirmMatches, (outcome) => {
    if (outcome.kind !== 'done') return;
    const [result] = outcome.body.results;
    reload();
    if (result?.isMatched !== true)
      return setRefusal(sentence(result?.code ?? '', result?.detail ?? undefined));
    announce(t('bank.matched', { count: 1 }));
    onEnd();
  });
  const renew = () => {
    setRefusal(null);
    command.renew();
  };
  return { command, refusal, reload, renew };
}

function useLineMatch(line: BankLine, onEnd: () => void) {
  const [choice, setChoice] = useState<string | null>(line.suggestions[0]?.id ?? null);
  const [other, setOther] = useState<PickedLoan | null>(null);
  const loanId = loanOf(line, choice, other);
  const preview = useLoanPreview(line, loanId);
  const confirm = useConfirm(onEnd);
  const needsPreview = loanId !== null && preview.quote === null;
  const turnTo = (next: string, loan: PickedLoan | null) => {
    if (confirm.command.isHeld || preview.command.isHeld) return;
    setChoice(next);
    setOther(loan);
    confirm.renew();
    preview.turnTo(loanOf(line, next, loan));
  };
  const decision = choice === null ? null : decisionOf(line, choice, other);
  const submit = () => {
    if (decision === null) return;
    if (needsPreview) return preview.ask(loanId);
    void confirm.command.send({ body: { matches: [decision] } });
  };
  return {
    choice,
    other,
    quote: preview.quote,
    refusal: confirm.refusal,
    reload: confirm.reload,
    submit,
    isReady: decision !== null,
    verb: verbOf(choice, loanId, needsPreview),
    choose: (next: string) => turnTo(next, null),
    chooseOther: (loan: PickedLoan | null) => turnTo(OTHER, loan),
    command: needsPreview ? preview.command : confirm.command,
  } as const;
}

function verbOf(choice: string | null, loanId: string | null, needsPreview: boolean) {
  if (choice === SUSPENSE) return 'bank.verbs.suspense';
  if (loanId === null) return 'bank.verbs.match';
  return needsPreview ? 'bank.verbs.preview' : 'bank.verbs.post';
}
