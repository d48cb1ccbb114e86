/** A promise to pay: an amount and a day within what is possible. */
import { Alert, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { givePromise } from '../../api/contracts/my-loans.ts';
import { useHouseTime } from '../../api/clock.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { readAmount } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import type { Loan } from './OwnLoan.tsx';

export function PromiseForm({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const { businessDate } = useHouseTime();
  const { loanId, currency, overdue, promise } = loan;
  const [amount, setAmount] = useState(overdue.amount);
  const [promiseDate, setDate] = useState('');
  const give = useCommand(givePromise, () => void refresh(client, '/v1/my'));
  const read = readAmount(amount, currency);
  if (give.state.kind === 'done') return <Alert color="green">{t('help.promiseDone')}</Alert>;
  const send = () => {
    if (read.kind !== 'amount') return;
    const part = { amount: { amount: read.amount, currency }, promiseDate };
    void give.send({ params: { loanId }, body: { parts: [part] } });
  };
  return (
    <Form onSubmit={send}>
      <MoneyInput
        label={t('help.promiseAmount')}
        required
        currency={currency}
        value={amount}
        onChange={setAmount}
      />
      <TextInput
        type="date"
        label={t('help.promiseDate')}
        required
        min={businessDate ?? undefined}
        max={promise.latestDate}
        value={promiseDate}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <Text c="dimmed">{t('help.promiseLimit', { date: promise.latestDate })}</Text>
      <Outcome command={give} />
      <SendButton command={give} isBlocked={read.kind !== 'amount' || promiseDate === ''}>
        {t('help.promiseSend')}
      </SendButton>
    </Form>
  );
}
