/** Reasons in plain words. A code that a house added to its own scorecard is read as it is written. */
import type { Language } from './catalogue.ts';
import enReasons from './en/reasons.json' with { type: 'json' };
import zhReasons from './zh-CN/reasons.json' with { type: 'json' };

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': zhReasons,
  en: enReasons,
};

export function reasonText(language: Language, code: string): string {
  return texts[language][code] ?? code.replaceAll('_', ' ');
}
