/** The word for the way money came; a channel this client has no word for is shown as it is called. */
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';

export const channels = ['bank', 'cash', 'cheque', 'direct_debit', 'other'] as const;

export function useChannelWord(): (code: string) => string {
  const { t } = useTranslation('loans');
  return (code) => {
    const known = channels.find((channel) => channel === code);
    return known === undefined ? code : t(`channel.${known}`);
  };
}

export function ChannelWord({ code }: { readonly code: string }): ReactNode {
  return useChannelWord()(code);
}
