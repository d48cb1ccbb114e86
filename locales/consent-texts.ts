/** The wordings of consents by kind and version. A wording once given is never changed; a new one is a new version. */
import type { Language } from './catalogue.ts';
import en from './en/consents.json' with { type: 'json' };
import zh from './zh-CN/consents.json' with { type: 'json' };

export type ConsentText = { readonly title: string; readonly text: string };

type Wordings = Readonly<Record<string, Readonly<Record<string, ConsentText>>>>;

const wordings: Readonly<Record<Language, Wordings>> = { 'zh-CN': zh, en };

/** Undefined for a version that nobody has worded here. */
export function findConsentText(
  language: Language,
  kind: string,
  version: string,
): ConsentText | undefined {
  return wordings[language][kind]?.[version];
}
