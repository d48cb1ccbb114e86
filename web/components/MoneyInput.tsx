import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import type { Currency } from '../../domain/money.ts';
import { capitalAmount } from './capital-amount.ts';
import {
  compareAmounts,
  currencySign,
  groupAmount,
  moneyText,
  normaliseNumber,
  readAmount,
} from './money-text.ts';
import classes from './numbers.module.css';
import { useWords } from './words.ts';

export type MoneyInputProps = Omit<TextInputProps, 'value' | 'onChange' | 'type'> & {
  /** Decimal text as on the wire, or what was typed where that is no amount; empty for none. */
  readonly value: string;
  /** Called with the text the API takes as soon as it is an amount, else with the text as typed. */
  readonly onChange: (amount: string) => void;
  readonly currency: Currency;
  /** The most the API will take, as decimal text. */
  readonly max?: string;
  /** Shows 大写 below, for principal. */
  readonly withCapital?: boolean;
};

/** An amount as text: no spinner, no float, full-width digits welcome; grouped when the field is left. */
export function MoneyInput(props: MoneyInputProps) {
  const {
    value,
    onChange,
    currency,
    max,
    withCapital = false,
    error,
    description,
    ...rest
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const problem = useAmountProblem(value, currency, max);
  const read = readAmount(value, currency);
  const shown = draft ?? (read.kind === 'amount' ? groupAmount(value) : value);
  const capital = withCapital && currency === 'CNY' && read.kind === 'amount';
  const capitals = capital ? <Capitals amount={read.amount} /> : null;
  return (
    <TextInput
      {...rest}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      leftSection={<span aria-hidden>{currencySign(currency).trim()}</span>}
      leftSectionWidth={Math.max(32, currencySign(currency).length * 12 + 12)}
      classNames={{ input: classes.number ?? '' }}
      styles={{ input: { textAlign: 'right' } }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={capitals ?? description}
      error={error ?? (draft === null ? problem : null)}
      value={shown}
      onFocus={(event) => {
        setDraft(value);
        rest.onFocus?.(event);
      }}
      onChange={({ currentTarget }) => {
        setDraft(currentTarget.value);
        onChange(wireText(currentTarget.value, currency));
      }}
      onBlur={(event) => {
        setDraft(null);
        rest.onBlur?.(event);
      }}
    />
  );
}

function Capitals({ amount }: { readonly amount: string }) {
  return <span lang="zh-CN">{capitalAmount(amount)}</span>;
}

function wireText(typed: string, currency: string): string {
  const read = readAmount(typed, currency);
  if (read.kind === 'amount') return read.amount;
  return read.kind === 'empty' ? '' : normaliseNumber(typed);
}

/** What is wrong with the amount, in words; null while nothing is. */
function useAmountProblem(value: string, currency: Currency, max: string | undefined) {
  const { t } = useWords();
  const read = readAmount(value, currency);
  if (read.kind === 'empty') return null;
  if (read.kind === 'problem') return t(`moneyInput.${read.problem}`);
  if (max === undefined || compareAmounts(read.amount, max) <= 0) return null;
  return t('moneyInput.aboveMax', { max: moneyText({ amount: max, currency }) });
}
