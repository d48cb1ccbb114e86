/** The name of a stage: by its key where the house's catalogue has one, else the key as the matrix has it. */
import { useTranslation } from '../../i18n/use-words.ts';

export function useStageName(): (key: string) => string {
  const { t, i18n } = useTranslation('stages');
  return (key) => (i18n.exists(key, { ns: 'stages' }) ? t(key as 'branch_head') : key);
}
