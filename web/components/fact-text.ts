/** Names and values of the facts that rules read: shares in percent, flags in words. */
import { percentText } from './percent-text.ts';
import { useWords } from './words.ts';

export function useFactText() {
  const { t, wordOf } = useWords();
  const factName = (fact: string) => wordOf('ruleFacts', fact);
  const factValue = (fact: string, value: string | number | boolean | null) => {
    if (value === null) return t('why.notObtained');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'string') return wordOf('codes', value);
    return fact.endsWith('Ppm') ? percentText(value) : String(value);
  };
  return { factName, factValue };
}
