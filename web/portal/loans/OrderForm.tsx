/** What to pay and from where. The payoff is quoted first and then paid by its quote. */
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { orderPayment, quotePayoff } from '../../api/contracts/my-loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { isZero, moneyText, readAmount } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { Section } from '../parts/Section.tsx';
import type { Loan } from './OwnLoan.tsx';

type What = 'due' | 'next' | 'other' | 'payoff';
type Method = 'direct_debit' | 'transfer';
type Quote = AnswerOf<typeof quotePayoff>;
type WireMoney = Loan['dueToday'];

type Props = {
  readonly loan: Loan;
  readonly what: 'due' | 'payoff';
  readonly onOrdered: (paymentOrderId: string) => void;
};

export function OrderForm({ loan, what: first, onOrdered }: Props): ReactNode {
  const { t } = usePortalWords();
  const { loanId, currency, directDebit } = loan;
  const choices = choicesOf(loan);
  const [what, setWhat] = useState<What>(first === 'payoff' ? 'payoff' : (choices[0] ?? 'other'));
  const [typed, setTyped] = useState('');
  const [quote, setQuote] = useState<Quote | null>(null);
  const canDebit = directDebit.isOffered && directDebit.accountMask !== null;
  const [method, setMethod] = useState<Method>(canDebit ? 'direct_debit' : 'transfer');
  const order = useCommand(orderPayment, ({ body }) => onOrdered(body.paymentOrderId));
  const read = readAmount(typed, currency);
  const amount = amountOf(what, loan, {
    quote,
    typed: read.kind === 'amount' ? { amount: read.amount, currency } : null,
  });
  const send = () => {
    if (amount === null) return;
    const payoff =
      what === 'payoff' && quote !== null ? { payoffQuoteId: quote.payoffQuoteId } : {};
    const purpose = what === 'payoff' ? 'payoff' : 'installment';
    void order.send({ params: { loanId }, body: { amount, purpose, method, ...payoff } });
  };
  return (
    <Form onSubmit={send}>
      <Section>
        <WhatField choices={choices} loan={loan} what={what} onChange={setWhat} />
        {what === 'other' ? (
          <MoneyInput
            label={t('pay.amount')}
            required
            currency={currency}
            value={typed}
            onChange={setTyped}
          />
        ) : null}
        {what === 'payoff' ? <Payoff loan={loan} quote={quote} onQuote={setQuote} /> : null}
      </Section>
      <Section>
        <MethodField loan={loan} method={method} canDebit={canDebit} onChange={setMethod} />
        <Text c="dimmed">{t('pay.counts')}</Text>
      </Section>
      <Outcome command={order} />
      <SendButton command={order} isBlocked={amount === null}>
        {amount === null ? t('pay.confirm') : `${t('pay.confirm')} ${moneyText(amount)}`}
      </SendButton>
    </Form>
  );
}

function choicesOf({ dueToday, nextDue, status }: Loan): readonly What[] {
  const all: readonly (readonly [What, boolean])[] = [
    ['due', !isZero(dueToday.amount)],
    ['next', isZero(dueToday.amount) && !isZero(nextDue.amount)],
    ['other', true],
    ['payoff', status === 'active'],
  ];
  return all.flatMap(([what, isOffered]) => (isOffered ? [what] : []));
}

function amountOf(
  what: What,
  { dueToday, nextDue }: Loan,
  { quote, typed }: { readonly quote: Quote | null; readonly typed: WireMoney | null },
): WireMoney | null {
  switch (what) {
    case 'due':
      return dueToday;
    case 'next':
      return nextDue;
    case 'other':
      return typed;
    case 'payoff':
      return quote?.amount ?? null;
  }
}

type WhatProps = {
  readonly choices: readonly What[];
  readonly loan: Loan;
  readonly what: What;
  readonly onChange: (what: What) => void;
};

function WhatField({ choices, loan, what, onChange }: WhatProps): ReactNode {
  const { t } = usePortalWords();
  const { dueToday, nextDue } = loan;
  const hints: Partial<Record<What, string>> = {
    due: moneyText(dueToday),
    next: moneyText(nextDue),
  };
  return (
    <Radio.Group label={t('pay.what')} value={what} onChange={(chosen) => onChange(chosen as What)}>
      <Stack gap={0} mt={4}>
        {choices.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={[t(`pay.${choice}`), hints[choice]].filter(Boolean).join(' · ')}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

type MethodProps = {
  readonly loan: Loan;
  readonly method: Method;
  readonly canDebit: boolean;
  readonly onChange: (method: Method) => void;
};

function MethodField({ loan, method, canDebit, onChange }: MethodProps): ReactNode {
  const { t } = usePortalWords();
  const { isOffered, accountMask } = loan.directDebit;
  return (
    <Radio.Group
      label={t('pay.how')}
      value={method}
      onChange={(chosen) => onChange(chosen as Method)}
    >
      <Stack gap="xs" mt={4}>
        {isOffered ? (
          <Radio
            value="direct_debit"
            disabled={!canDebit}
            label={t('pay.direct_debit')}
            description={
              accountMask === null
                ? t('pay.noAccount')
                : t('pay.directText', { account: accountMask.slice(-4) })
            }
          />
        ) : null}
        <Radio value="transfer" label={t('pay.transfer')} description={t('pay.transferText')} />
      </Stack>
    </Radio.Group>
  );
}

type PayoffProps = {
  readonly loan: Loan;
  readonly quote: Quote | null;
  readonly onQuote: (quote: Quote) => void;
};

/** The amount that closes the loan, and the day until which it does. */
function Payoff({ loan: { loanId }, quote, onQuote }: PayoffProps): ReactNode {
  const { t } = usePortalWords();
  const ask = useCommand(quotePayoff, ({ body }) => onQuote(body));
  if (quote === null)
    return (
      <Stack gap="xs">
        <Outcome command={ask} />
        <Button
          variant="default"
          disabled={ask.isHeld}
          onClick={() => void ask.send({ params: { loanId }, body: {} })}
        >
          {t('pay.quote')}
        </Button>
      </Stack>
    );
  const { amount, goodThroughDate, parts } = quote;
  const { principal, interest, fee, penalty } = parts;
  return (
    <div>
      <Text fw={600}>{t('pay.quoted', { amount: moneyText(amount), date: goodThroughDate })}</Text>
      <Text size="xs" c="dimmed">
        {t('pay.quoteParts', {
          principal: moneyText(principal),
          interest: moneyText(interest),
          fee: moneyText(fee),
          penalty: moneyText(penalty),
        })}
      </Text>
    </div>
  );
}
