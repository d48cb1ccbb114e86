/** By which way money came in; direct debits are recorded by the house itself. */
import { Select, type SelectProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { channels, useChannelWord } from './ChannelWord.tsx';

type Props = Omit<SelectProps, 'value' | 'onChange' | 'data'> & {
  readonly value: string;
  readonly onChange: (channel: string) => void;
};

const byHand = channels.filter((channel) => channel !== 'direct_debit');

export function ChannelSelect({ value, onChange, ...props }: Props): ReactNode {
  const { t } = useTranslation('loans');
  const wordOf = useChannelWord();
  return (
    <Select
      {...props}
      label={t('payment.provider')}
      withAsterisk
      allowDeselect={false}
      data={byHand.map((channel) => ({ value: channel, label: wordOf(channel) }))}
      value={value}
      onChange={(channel) => channel !== null && onChange(channel)}
    />
  );
}
