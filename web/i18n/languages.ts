/** The languages of the pages, and which of them this reader gets. */

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** How each language names itself. */
export const languageNames: { readonly [L in Language]: string } = {
  'zh-CN': '中文',
  en: 'English',
};

/** What was chosen on this machine, else what the browser asks for, else Chinese. */
export function firstLanguage(stored: string | null): Language {
  const wished = [stored ?? '', ...navigator.languages];
  for (const tag of wished) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
