/**
 * A language nobody speaks, for development: every text that comes from the words is marked and two fifths longer, so
 * what is written into a page without a key stands out, and so does what has no room. Open any page with `?pseudo`.
 */
import type { PostProcessorModule } from 'i18next';

const accents: Readonly<Record<string, string>> = {
  a: 'à',
  e: 'é',
  i: 'î',
  o: 'ö',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  A: 'À',
  E: 'É',
  I: 'Î',
  O: 'Ö',
  U: 'Ü',
};

const LONGER = 0.4;

export const pseudo: PostProcessorModule = {
  type: 'postProcessor',
  name: 'pseudo',
  process: (text: string) => pseudoText(text),
};

export function pseudoText(text: string): string {
  const marked = text.replace(/[a-z]/gi, (letter) => accents[letter] ?? letter);
  const more = '·'.repeat(Math.ceil([...text].length * LONGER));
  return `[！ ${marked}${more} ！]`;
}
