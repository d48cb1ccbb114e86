/** Why somebody does what they are about to do; it stands in the record. */
import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldProps } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';

type Props = Partial<FieldProps> & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** First of its dialog. */
  readonly 'data-autofocus'?: boolean;
};

export function ReasonField({ value, onChange, ...field }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Textarea
      label={t('dialog.reason')}
      autosize
      minRows={2}
      maxLength={500}
      withAsterisk
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      {...field}
    />
  );
}
