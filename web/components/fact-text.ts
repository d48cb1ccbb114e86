/** Names and values of the facts that rules read: shares in percent, flags in words. */
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

/** Parts per million as percent with two decimals at most: 154000 is 15.4%. */
export function percentText(ppm: number): string {
  const hundredths = Math.round(ppm / 100);
  const sign = hundredths < 0 ? '−' : '';
  const digits = Math.abs(hundredths).toString().padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -2)}${fraction === '' ? '' : `.${fraction}`}%`;
}
