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

/** The words of one notice in every language. */
export type NoticeWords = Readonly<Record<Language, NoticeText>>;

/** Words that the house has put in force in place of the built-in ones, by template. */
export type NoticeTexts = ReadonlyMap<string, NoticeWords>;

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

/**
 * Subject and body of a notice in the reader's language.
 * @param texts what is in force in place of the built-in words; a template that is not in it keeps those
 */
export function noticeText<T extends NoticeTemplate>(
  language: Language,
  template: T,
  params: NoticeParams<T>,
  texts: NoticeTexts = new Map(),
): NoticeText {
  return fillNotice((texts.get(template) ?? builtInWords(template))[language], params);
}

/** The words a template begins with. */
export function builtInWords(template: NoticeTemplate): NoticeWords {
  return { 'zh-CN': notices['zh-CN'][template], en: notices.en[template] };
}

/** @throws Error when the words name a fact that was not given */
export function fillNotice({ subject, body }: NoticeText, facts: Facts): NoticeText {
  return { subject: fill(subject, facts), body: fill(body, facts) };
}

/** The facts that words ask for, each once. */
export function placeholdersOf({ subject, body }: NoticeText): readonly string[] {
  const names = [...`${subject} ${body}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return [...new Set(names)];
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
