/** The name of a stage: by its key where the house's catalogue has one, else the key as the matrix has it. */
import { useTranslation } from '../../i18n/use-words.ts';

export function useStageName(): (key: string) => string {
  const { t, i18n } = useTranslation('stages');
  return (key) => {
    if (!i18n.exists(key, { ns: 'stages' })) return key;
    const name = t(key as 'branch_head');
    // In sentences of notices it is written small; on a page it stands by itself.
    return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  };
}
