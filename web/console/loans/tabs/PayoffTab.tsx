/** What closes the loan on a day, by component, and until when that holds. */
import { Paper, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../../api/contract.ts';
import { quotePayoff } from '../../../api/contracts/loans.ts';
import { useCommand } from '../../../api/use-command.ts';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { Money } from '../../../components/Money.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import type { Loan } from '../loan.ts';
import classes from '../numbers.module.css';

type Quote = AnswerOf<typeof quotePayoff>;

export function PayoffTab({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const [payoffDate, setDate] = useState(loan.businessDate);
  const [quote, setQuote] = useState<Quote | null>(null);
  const command = useCommand(quotePayoff, (outcome) => {
    if (outcome.kind !== 'done') return;
    setQuote(outcome.body);
    // Another quote is another intention.
    command.renew();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  if (!loan.actions.includes('payoff-quote.create'))
    return <EmptyState reason="none" sentence={t('payoff.notPossible')} />;
  return (
    <Stack gap="md" maw={560}>
      <CommandForm
        command={command}
        refused={refused}
        verb={t('payoff.quote')}
        conflict={{ onReload: command.renew }}
        onSubmit={() =>
          void command.send({ params: { loanId: loan.loanId }, body: { payoffDate } })
        }
      >
        <TextInput
          type="date"
          maw={220}
          label={t('payoff.date')}
          min={loan.businessDate}
          value={payoffDate}
          onChange={({ currentTarget }) => {
            setDate(currentTarget.value);
            setQuote(null);
          }}
          {...fieldProps('/payoffDate')}
        />
      </CommandForm>
      {quote === null ? null : (
        <QuoteCard quote={quote} isMoved={quote.businessDate !== loan.businessDate} />
      )}
    </Stack>
  );
}

const parts = ['principal', 'interest', 'fee', 'penalty', 'payoffFee'] as const;

function QuoteCard({ quote, isMoved }: { readonly quote: Quote; readonly isMoved: boolean }) {
  const { t } = useTranslation('loans');
  return (
    <Paper withBorder p="md" aria-live="polite">
      <Title order={2} size="h5">
        {t('payoff.title')} <DateText date={quote.payoffDate} />
      </Title>
      {isMoved ? (
        <Text size="sm" c="red">
          {t('payoff.moved')}
        </Text>
      ) : null}
      <Table className={classes['table'] ?? ''} verticalSpacing={4} fz="sm" mt="xs">
        <Table.Tbody>
          {parts.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">
                {name === 'payoffFee' ? t('payoff.fee') : t(`component.${name}`)}
              </Table.Th>
              <Table.Td className={classes['number'] ?? ''}>
                <Money value={quote.parts[name]} />
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{t('payoff.lessCredit')}</Table.Th>
            <Table.Td className={classes['number'] ?? ''}>
              <Money value={quote.parts.creditBalance} />
            </Table.Td>
          </Table.Tr>
          <Table.Tr className={classes['total'] ?? ''}>
            <Table.Th scope="row">{t('payoff.amount')}</Table.Th>
            <Table.Td className={classes['number'] ?? ''}>
              <Money value={quote.amount} />
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <Text size="sm" mt="sm">
        {t('payoff.goodThrough')} <DateText date={quote.goodThroughDate} />
      </Text>
      <Text size="sm" c="dimmed">
        {t('payoff.after')}
      </Text>
    </Paper>
  );
}
