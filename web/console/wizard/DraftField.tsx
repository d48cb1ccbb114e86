/** One value of the draft in the form that fits it; what was refused stands on the field. */
import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import type { FieldErrors } from '../../components/field-errors.ts';
import type { Field } from './fields.ts';
import type { Draft } from './use-draft.ts';
import { useWizardWords } from './wizard-words.ts';

export type DraftFieldProps = {
  readonly field: Field;
  readonly draft: Draft;
  readonly errors: FieldErrors;
  readonly isNeeded: boolean;
  readonly description?: ReactNode;
  readonly isReadOnly?: boolean;
  readonly max?: string;
  readonly withCapital?: boolean;
};

export function DraftField(props: DraftFieldProps): ReactNode {
  const { field, draft, errors, isNeeded, description, isReadOnly = false } = props;
  const { t, nameOf, optionOf } = useWizardWords();
  const { pointer, kind, options = [] } = field;
  const value = draft.textOf(pointer);
  const set = (text: string) => draft.change(pointer, text);
  const shared = {
    ...errors.fieldProps(pointer),
    label: nameOf(pointer),
    required: isNeeded,
    ...(description === undefined ? {} : { description }),
  };
  switch (kind) {
    case 'choice':
    case 'yes_no':
      return (
        <NativeSelect
          {...shared}
          value={value}
          onChange={({ currentTarget }) => set(currentTarget.value)}
          data={[
            { value: '', label: t('notCollected') },
            ...(kind === 'yes_no' ? ['yes', 'no'] : options).map((code) => ({
              value: code,
              label: kind === 'yes_no' ? t(`answer.${code as 'yes'}`) : optionOf(pointer, code),
            })),
          ]}
        />
      );
    case 'money':
      return (
        <MoneyInput
          {...shared}
          currency={draft.application.amount.currency as 'CNY'}
          value={value}
          onChange={set}
          {...(props.max === undefined ? {} : { max: props.max })}
          {...(props.withCapital === undefined ? {} : { withCapital: props.withCapital })}
        />
      );
    case 'date':
    case 'count':
    case 'percent':
      return (
        <TextInput
          {...shared}
          {...inputs[kind]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          readOnly={isReadOnly}
          value={value}
          onChange={({ currentTarget }) => set(currentTarget.value)}
          {...(kind === 'percent' ? { rightSection: <span aria-hidden>%</span> } : {})}
        />
      );
  }
}

const inputs = {
  date: { type: 'date', autoComplete: 'off' },
  count: { type: 'text', inputMode: 'numeric', autoComplete: 'off' },
  percent: { type: 'text', inputMode: 'decimal', autoComplete: 'off' },
} as const;
