/** One member of a product in the input that fits it, or as words for whoever only reads. */
import { MultiSelect, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Currency } from '../../../../domain/money.ts';
import type { FieldProps } from '../../../components/field-errors.ts';
import { groupAmount, moneyText } from '../../../components/money-text.ts';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { isWireMoney } from '../../../components/problem-facts.ts';
import { asText, valueAt, type Draft } from '../versions/content.ts';
import { percentOf, ppmOf } from './content.ts';
import type { Field as FieldShape } from './fields.ts';
import classes from './products.module.css';
import { useProductWords, type ProductWords } from './words.ts';

/** What every part of the form shares. */
export type ProductForm = {
  readonly draft: Draft;
  readonly isReader: boolean;
  readonly change: (pointer: string, value: unknown) => void;
  /** By the pointer in the content; what the API refused there stands on the field. */
  readonly fieldProps: (pointer: string) => FieldProps;
};

type Props = {
  readonly form: ProductForm;
  readonly field: FieldShape;
  /** Of the list's item the field stands in. */
  readonly base?: string;
};

export function Field({ form, field, base = '' }: Props): ReactNode {
  const words = useProductWords();
  const pointer = `${base}${field.pointer}`;
  const value = valueAt(form.draft, pointer);
  if (form.isReader || field.isFixed === true)
    return (
      <Stack gap={0}>
        <Text size="sm" c="dimmed">
          {words.labelOf(field.word)}
        </Text>
        <Text size="sm" className={classes['value'] ?? ''}>
          {textOf(words, field, value, currencyOf(form))}
        </Text>
      </Stack>
    );
  const description = words.hintOf(field.word);
  const shared: Shared = {
    ...form.fieldProps(pointer),
    label: words.labelOf(field.word),
    ...(description === undefined ? {} : { description }),
  };
  return (
    <Input
      shared={shared}
      field={field}
      value={value}
      currency={currencyOf(form)}
      onChange={(next) => {
        const { shapes } = field;
        if (shapes === undefined) form.change(pointer, next);
        else form.change(`${base}${shapes.pointer}`, shapes.of[asText(next)]);
      }}
    />
  );
}

type Shared = FieldProps & { readonly label: string; readonly description?: string };

type InputProps = {
  readonly shared: Shared;
  readonly field: FieldShape;
  readonly value: unknown;
  readonly currency: Currency;
  readonly onChange: (value: unknown) => void;
};

type Part = 'label' | 'input' | 'description' | 'error';
const parts: Part[] = ['label', 'input', 'description', 'error'];
const order = { inputWrapperOrder: parts };

function Input(props: InputProps): ReactNode {
  const { shared, field, value, onChange } = props;
  const { optionOf, t } = useProductWords();
  const options = (field.options ?? []).map((code) => ({
    value: String(code),
    label: optionOf(code),
  }));
  switch (field.kind) {
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          {...order}
          data={options}
          value={asText(value)}
          onChange={({ currentTarget }) => {
            const chosen = field.options?.find((code) => String(code) === currentTarget.value);
            onChange(chosen);
          }}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...shared}
          {...order}
          data={options}
          value={Array.isArray(value) ? value.map(String) : []}
          {...(field.isNullable === true && value === null
            ? { placeholder: t('form.noLimit') }
            : {})}
          onChange={(codes) =>
            onChange(field.isNullable === true && codes.length === 0 ? null : codes)
          }
        />
      );
    case 'switch':
      return (
        <Switch
          {...shared}
          mt={{ base: 0, sm: 24 }}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'money':
    case 'decimal':
      return <AmountInput {...props} />;
    default:
      return <TypedInput {...props} />;
  }
}

function AmountInput({ shared, field, value, currency, onChange }: InputProps): ReactNode {
  const { t } = useProductWords();
  const isMoney = field.kind === 'money';
  const text = isMoney ? (valueAt(value, '/amount') ?? '') : (value ?? '');
  return (
    <MoneyInput
      {...shared}
      currency={currency}
      value={asText(text)}
      {...(field.isNullable === true ? { placeholder: t('form.noLimit') } : {})}
      onChange={(amount) => {
        if (amount === '' && field.isNullable === true) onChange(null);
        else onChange(isMoney ? { amount, currency } : amount);
      }}
    />
  );
}

/** Text, counts and percentages: what cannot be read yet is kept as typed, and the API says what is wrong with it. */
function TypedInput({ shared, field, value, onChange }: InputProps): ReactNode {
  const { t } = useProductWords();
  const [typed, setTyped] = useState<string | null>(null);
  const isNumber = field.kind !== 'text';
  return (
    <TextInput
      {...shared}
      {...order}
      autoComplete="off"
      {...(isNumber
        ? { inputMode: 'decimal' as const, classNames: { input: classes['number'] ?? '' } }
        : {})}
      {...(field.isNullable === true ? { placeholder: t('form.noLimit') } : {})}
      {...(field.kind === 'percent' ? { rightSection: <span aria-hidden>%</span> } : {})}
      value={typed ?? shownText(field, value)}
      onBlur={() => setTyped(null)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(readTyped(field, currentTarget.value));
      }}
    />
  );
}

function shownText({ kind }: FieldShape, value: unknown): string {
  if (value === null || value === undefined) return '';
  return kind === 'percent' && typeof value === 'number' ? percentOf(value) : asText(value);
}

function readTyped({ kind, isNullable }: FieldShape, typed: string): unknown {
  if (kind === 'text') return typed;
  // Full-width digits come with a Chinese keyboard.
  const text = typed.normalize('NFKC').replace(/\s|%$/g, '');
  if (text === '' && isNullable === true) return null;
  if (kind === 'percent') return ppmOf(text) ?? text;
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function currencyOf({ draft }: ProductForm): Currency {
  return asText(draft['currency']) as Currency;
}

/** The value in words. */
function textOf(
  { t, optionOf }: ProductWords,
  { kind, isNullable }: FieldShape,
  value: unknown,
  currency: Currency,
): string {
  if (value === null || value === undefined) return isNullable === true ? t('form.noLimit') : '—';
  if (isWireMoney(value)) return moneyText(value);
  if (kind === 'decimal') return moneyText({ amount: asText(value), currency });
  if (kind === 'percent' && typeof value === 'number') return `${percentOf(value)}%`;
  if (kind === 'switch') return t(value === true ? 'form.yes' : 'form.no');
  if (kind === 'choice') return optionOf(asText(value));
  if (Array.isArray(value)) {
    return value.map((code) => optionOf(asText(code))).join(t('components:listSeparator'));
  }
  return kind === 'count' ? groupAmount(asText(value)) : asText(value);
}
