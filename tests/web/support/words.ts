/** The words a page shows, to find those of the other language. */
import type { Page, Response } from 'playwright-core';
import type { Language } from '../../../web/i18n/languages.ts';

export type ShownText = {
  readonly text: string;
  /** Of the nearest element that names one. */
  readonly language: string;
};

/** What the API has answered on a page: words in it are data, in whatever language they are. */
export type Heard = { readonly includes: (text: string) => boolean };

export function listen(page: Page): Heard {
  const answers = new Set<string>();
  page.on('response', (response) => void hear(response, answers));
  return { includes: (text) => [...answers].some((answer) => answer.includes(text)) };
}

async function hear(response: Response, answers: Set<string>): Promise<void> {
  if (!new URL(response.url()).pathname.startsWith('/v1/')) return;
  if (!(response.headers()['content-type'] ?? '').includes('json')) return;
  answers.add(await response.text().catch(() => ''));
}

/** Texts and the names, hints and placeholders of what is drawn. */
export function shownTexts(page: Page): Promise<ShownText[]> {
  return page.evaluate(() => {
    const languageOf = (element: Element) => element.closest('[lang]')?.getAttribute('lang') ?? '';
    const isDrawn = (element: Element) =>
      element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) &&
      // What was said once stays in the language it was said in.
      element.closest('code, kbd, script, style, [aria-live]') === null;
    const found: { text: string; language: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const parent = node.parentElement;
      if (text !== '' && parent !== null && isDrawn(parent))
        found.push({ text, language: languageOf(parent) });
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const text = element.getAttribute(name)?.trim() ?? '';
        if (text !== '' && isDrawn(element)) found.push({ text, language: languageOf(element) });
      }
    }
    return found;
  });
}

/** Written alike in both languages: forms of files, units, keys, and what the house calls itself. */
const alike =
  /^(?:APR|LPR|DPD|PDF|CSV|Excel|XLSX|JSON|TOTP|API|ID|SLA|GMV|CNY|IRR|Ctrl|Alt|Shift|Enter|Esc|Tab|Daiban|English|ICS|[A-Z]\d|M\d\+?|[a-z]|ROI|PD|LGD|DTI|LTV|HHI|UTC|km|MB|KB|ms|ppm|name@example\.com)$/;

/** In English no Chinese character, in Chinese no label of Latin letters alone; names and other data excepted. */
export function foreignWords(
  texts: readonly ShownText[],
  language: Language,
  heard: Heard,
): string[] {
  const own = texts.filter(({ language: named }) => named === '' || named === language);
  return own
    .map(({ text }) => text)
    .filter((text) => foreignPart(text, language).some((part) => !heard.includes(part)));
}

function foreignPart(text: string, language: Language): readonly string[] {
  if (language === 'en') return text.match(/\p{Script=Han}+/gu) ?? [];
  if (/\p{Script=Han}/u.test(text)) return [];
  // The exact time behind a date names its zone as computers do.
  const words = text.replace(/[A-Z]\w+\/[A-Z]\w+/g, '').match(/[A-Za-z][A-Za-z@.'-]*/g) ?? [];
  return words.filter((word) => word.length > 1 && !alike.test(word));
}
