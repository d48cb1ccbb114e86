/** Other terms instead of those asked for; who would decide then is asked of the API a moment after the last key. */
import { Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { readPath } from '../../api/contracts/cases.ts';
import { problemOf } from '../../api/problem.ts';
import { useRead } from '../../api/use-read.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { Money } from '../../components/Money.tsx';
import { readAmount } from '../../components/money-text.ts';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import type { FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Path, Stage, Subject } from './decision.ts';
import { NextApprovers } from './NextApprovers.tsx';

type ApplicationSubject = Extract<Subject, { readonly kind: 'application' }>;

export type CounterTerms = {
  readonly amount: string;
  readonly setAmount: (amount: string) => void;
  readonly installmentCount: number | '';
  readonly setInstallmentCount: (count: number | '') => void;
  /** Percent a year as typed; empty for the rate of the product. */
  readonly rate: number | '';
  readonly setRate: (rate: number | '') => void;
  readonly security: string;
  readonly setSecurity: (text: string) => void;
  readonly path: Path | undefined;
  /** The prediction for what stands in the field has not come yet. */
  readonly isWaiting: boolean;
  readonly problem: ReturnType<typeof problemOf> | null;
  readonly toBody: () => {
    readonly amount: { readonly amount: string; readonly currency: 'CNY' };
    readonly installmentCount: number;
    readonly annualRatePpm: number | null;
    readonly security: string | null;
  };
};

const PAUSE_MS = 300;

export function useCounterTerms(subject: Subject): CounterTerms {
  const asked = subject.kind === 'application' ? subject : null;
  const [amount, setAmount] = useState(asked?.amount.amount ?? '');
  const [installmentCount, setInstallmentCount] = useState<number | ''>(
    asked?.installmentCount ?? '',
  );
  const [rate, setRate] = useState<number | ''>('');
  const [security, setSecurity] = useState('');
  const currency = asked?.amount.currency ?? 'CNY';
  const [settled] = useDebouncedValue(amount, PAUSE_MS);
  const isAmount = readAmount(amount, currency).kind === 'amount';
  const isChanged = amount !== asked?.amount.amount;
  const params = { applicationId: asked?.applicationId ?? '' };
  const predicted = useRead(
    readPath,
    { params, query: { amount: settled } },
    { enabled: asked !== null && isAmount && isChanged && settled === amount },
  );
  return {
    amount,
    setAmount,
    installmentCount,
    setInstallmentCount,
    rate,
    setRate,
    security,
    setSecurity,
    path: isChanged ? predicted.data : asked?.path,
    isWaiting: isAmount && isChanged && (settled !== amount || predicted.isFetching),
    problem: predicted.error === null ? null : problemOf(predicted.error),
    toBody: () => ({
      amount: { amount, currency: currency as 'CNY' },
      installmentCount: installmentCount === '' ? 0 : installmentCount,
      annualRatePpm: rate === '' ? null : Math.round(rate * 10_000),
      security: security.trim() === '' ? null : security.trim(),
    }),
  };
}

type Props = {
  readonly terms: CounterTerms;
  readonly subject: ApplicationSubject;
  readonly stage: Stage;
  readonly fields: FieldErrors;
};

export function CounterFields({ terms, subject, stage, fields }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  const numberOf = (value: string | number) => (typeof value === 'number' ? value : '');
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed" component="div">
        {t('counter.asked')} <Money value={subject.amount} />
        {subject.installmentCount === null
          ? null
          : ` · ${t('installments', { count: subject.installmentCount })}`}
      </Text>
      <MoneyInput
        label={t('counter.amount')}
        currency={subject.amount.currency}
        value={terms.amount}
        onChange={terms.setAmount}
        withCapital
        {...fields.fieldProps('/amount')}
      />
      <Group gap="xs" grow align="flex-start">
        <NumberInput
          label={t('counter.term')}
          allowDecimal={false}
          min={1}
          value={terms.installmentCount}
          onChange={(value) => terms.setInstallmentCount(numberOf(value))}
          {...fields.fieldProps('/installmentCount')}
        />
        <NumberInput
          label={t('counter.rate')}
          placeholder={t('counter.rateOfProduct')}
          decimalScale={4}
          min={0}
          value={terms.rate}
          onChange={(value) => terms.setRate(numberOf(value))}
          {...fields.fieldProps('/annualRatePpm')}
        />
      </Group>
      <TextInput
        label={t('counter.security')}
        maxLength={500}
        value={terms.security}
        onChange={({ currentTarget }) => terms.setSecurity(currentTarget.value)}
        {...fields.fieldProps('/security')}
      />
      <Text size="xs" c="dimmed">
        {t('counter.sentence')}
      </Text>
      {terms.problem === null ? (
        <NextApprovers path={terms.path} stage={stage} />
      ) : (
        <Text size="sm" role="alert">
          {sentence(terms.problem.code, terms.problem.detail)}
        </Text>
      )}
    </Stack>
  );
}
