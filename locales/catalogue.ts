/**
 * The words people read, one catalogue for console, notices and errors. A text with a missing fact is never sent:
 * an unknown or unfilled placeholder throws.
 */
import enCollections from './en/collections.json' with { type: 'json' };
import enErrors from './en/errors.json' with { type: 'json' };
import enNotices from './en/notices.json' with { type: 'json' };
import { type NoticeParams, type NoticeTemplate } from './notice-params.ts';
import zhCollections from './zh-CN/collections.json' with { type: 'json' };
import zhErrors from './zh-CN/errors.json' with { type: 'json' };
import zhNotices from './zh-CN/notices.json' with { type: 'json' };

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

export type NoticeText = { readonly subject: string; readonly body: string };

type Facts = Readonly<Record<string, string | number>>;

const notices: Readonly<Record<Language, Readonly<Record<NoticeTemplate, NoticeText>>>> = {
  'zh-CN': zhNotices,
  en: enNotices,
};
const errors: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': zhErrors,
  en: enErrors,
};
const collections = { 'zh-CN': zhCollections, en: enCollections } as const;

export type CollectionWords = typeof enCollections;

/** Subject and body of a notice in the reader's language. */
export function noticeText<T extends NoticeTemplate>(
  language: Language,
  template: T,
  params: NoticeParams<T>,
): NoticeText {
  const { subject, body } = notices[language][template];
  return { subject: fill(subject, params), body: fill(body, params) };
}

/** The sentence for an error code, or undefined where the catalogue has none yet. */
export function findErrorText(language: Language, code: string): string | undefined {
  return errors[language][code];
}

/** The word for a code of collection, such as `collectionWord('en', 'level', 'collector')`. */
export function collectionWord(
  language: Language,
  group: keyof CollectionWords,
  code: string,
): string {
  const words: Readonly<Record<string, string>> = collections[language][group];
  const word = words[code];
  if (word === undefined) throw new Error(`The catalogue has no word for ${group} "${code}"`);
  return word;
}

/** @throws Error when the text names a fact that was not given */
function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`A text needs the fact "${name}"`);
    return String(fact);
  });
}
