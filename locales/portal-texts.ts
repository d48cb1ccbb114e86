/** The few words that files made for borrowers need; pages have their own. */
import type { Language } from './catalogue.ts';
import en from './en/portal-files.json' with { type: 'json' };
import zh from './zh-CN/portal-files.json' with { type: 'json' };

const texts = { 'zh-CN': zh, en } as const;

/** What stands in a calendar on a due date: `应还 8,884.88 (LA2026-000417)`. */
export function calendarLine(language: Language, number: string, amount: string): string {
  return texts[language].calendar.replace('{amount}', amount).replace('{number}', number);
}

export type StatementColumn = keyof typeof en.statement;

export function statementHeading(language: Language, column: StatementColumn): string {
  return texts[language].statement[column];
}

/** The word for a kind of line; a kind without one is shown as it is. */
export function statementKind(language: Language, kind: string): string {
  const kinds: Readonly<Record<string, string>> = texts[language].statementKinds;
  return kinds[kind] ?? kind;
}
