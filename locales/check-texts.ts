/** What each check before a disbursement is called. */
import type { DisbursementCheckName } from '../domain/origination/disbursement-checks.ts';
import type { Language } from './catalogue.ts';
import enChecks from './en/disbursement-checks.json' with { type: 'json' };
import zhChecks from './zh-CN/disbursement-checks.json' with { type: 'json' };

const names: Readonly<Record<Language, Readonly<Record<DisbursementCheckName, string>>>> = {
  'zh-CN': zhChecks,
  en: enChecks,
};

export function checkText(language: Language, name: DisbursementCheckName): string {
  return names[language][name];
}
