import { Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { capitalAmount } from '../../components/capital-amount.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { Case, Story, usePick } from '../Story.tsx';

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });

export function NumberStories() {
  return (
    <>
      <Story name="Money">
        <Group gap="xl" align="flex-start">
          <Case name="value">
            <Money value={cny('1234567.50')} />
          </Case>
          <Case name="negative">
            <Money value={cny('-820.00')} />
          </Case>
          <Case name="sign">
            <Money value={cny('820.00')} sign />
          </Case>
          <Case name="compact">
            <Money value={cny('182000000.00')} compact />
          </Case>
          <Case name="currency">
            <Money value={{ amount: '12000', currency: 'JPY' }} />
          </Case>
          <Case name="none">
            <Money value={null} />
          </Case>
          <Case name="capital">
            <Money value={cny('500000.00')} capital={capitalAmount('500000.00')} />
          </Case>
        </Group>
      </Story>
      <Story name="MoneyInput">
        <Inputs />
      </Story>
      <Story name="DateText">
        <Group gap="xl" align="flex-start">
          <Case name="date">
            <DateText date="2026-03-15" />
          </Case>
          <Case name="prose">
            <DateText date="2026-03-15" prose />
          </Case>
          <Case name="at">
            <DateText at="2026-03-15T02:31:07.000Z" />
          </Case>
          <Case name="time">
            <DateText at="2026-03-15T02:31:07.000Z" mode="time" />
          </Case>
          <Case name="relative">
            <DateText at={new Date(Date.now() - 125 * 60_000).toISOString()} mode="relative" />
          </Case>
        </Group>
      </Story>
    </>
  );
}

function Inputs() {
  const pick = usePick();
  const [amount, setAmount] = useState('500000.00');
  const [high, setHigh] = useState('520000.00');
  const [wrong, setWrong] = useState('12.345');
  return (
    <Stack gap="md" maw={320}>
      <MoneyInput
        label={pick('申请金额', 'Amount')}
        value={amount}
        onChange={setAmount}
        currency="CNY"
        withCapital
      />
      <MoneyInput
        label={pick('批准金额', 'Approved amount')}
        value={high}
        onChange={setHigh}
        currency="CNY"
        max="500000.00"
      />
      <MoneyInput
        label={pick('还款', 'Payment')}
        value={wrong}
        onChange={setWrong}
        currency="CNY"
      />
      <MoneyInput
        label={pick('外币', 'Yen')}
        value="12000"
        onChange={() => undefined}
        currency="JPY"
        disabled
      />
    </Stack>
  );
}
