/** What each check before a disbursement is called. */
import type { Language } from './catalogue.ts';
import enChecks from './en/disbursement-checks.json' with { type: 'json' };
import zhChecks from './zh-CN/disbursement-checks.json' with { type: 'json' };

type CheckName = keyof typeof enChecks;

const names: Readonly<Record<Language, Readonly<Record<CheckName, string>>>> = {
  'zh-CN': zhChecks,
  en: enChecks,
};

export function checkText(language: Language, name: CheckName): string {
  return names[language][name];
}
