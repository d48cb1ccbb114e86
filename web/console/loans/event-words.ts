import { useTranslation } from '../../i18n/use-words.ts';

/** The word for a kind of event, step, change or line; one that this page does not know is shown as it came. */
export function useEventWord(): (kind: string) => string {
  const { t, i18n } = useTranslation('loans');
  return (kind) =>
    i18n.exists(`event.${kind}`, { ns: 'loans' }) ? t(`event.${kind as 'payment'}`) : kind;
}

/** The word for a rule of the ledger, in the accounts and on the statement; a reversal has the word of what it takes back. */
export function useRuleWord(): (rule: string) => string {
  const { t, i18n } = useTranslation('loans');
  return (rule) => {
    const base = rule.replace(/_reversal$/, '');
    return i18n.exists(`rule.${base}`, { ns: 'loans' }) ? t(`rule.${base as 'accrual'}`) : rule;
  };
}
