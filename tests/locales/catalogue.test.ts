/** Both languages say the same things from the same facts. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { problems } from '../../domain/errors.ts';
import { findErrorText, languages, noticeText } from '../../locales/catalogue.ts';
import { noticePlaceholders } from '../../locales/notice-params.ts';

type Tree = { readonly [key: string]: string | Tree };

async function read(language: string, file: string): Promise<Tree> {
  const url = new URL(`../../locales/${language}/${file}.json`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8')) as Tree;
}

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();
}

test.each(['notices', 'errors', 'collections', 'findings'])(
  '%s have the same keys in both',
  async (file) => {
    const [zh, en] = await Promise.all(languages.map((language) => read(language, file)));
    const keys = leaves(en!).map(([key]) => key);
    expect(leaves(zh!).map(([key]) => key)).toEqual(keys);
    expect(keys.length).toBeGreaterThan(0);
  },
);

test.each(languages)('notices in %s use all their facts and no other', async (language) => {
  const texts = (await read(language, 'notices')) as Record<
    string,
    { subject: string; body: string }
  >;
  const used = Object.fromEntries(
    Object.entries(texts).map(([key, { subject, body }]) => [key, placeholders(subject + body)]),
  );
  const promised = Object.fromEntries(
    Object.entries(noticePlaceholders).map(([key, names]) => [key, [...names].sort()]),
  );
  expect(used).toEqual(promised);
});

test('every refusal has words in both languages, in English its title', () => {
  const titles = Object.entries(problems).map(([code, { title }]) => [code, title]);
  const english = titles.map(([code]) => [code, findErrorText('en', code!)]);
  expect(english).toEqual(titles);
  const untold = titles.filter(([code]) => findErrorText('zh-CN', code!) === undefined);
  expect(untold).toEqual([]);
});

test('noticeText() writes the facts into the text', () => {
  const params = { customerName: 'Wang', loanNumber: 'LN2026-000001', closedDate: '2026-05-08' };
  expect(noticeText('en', 'loan_closed', params).body).toBe(
    'Dear Wang, your loan LN2026-000001 was repaid in full on 2026-05-08. Thank you for your trust.',
  );
});

test('noticeText() refuses to write a text without its facts', () => {
  const params = { customerName: 'Wang' } as never;
  expect(() => noticeText('zh-CN', 'loan_closed', params)).toThrow('loanNumber');
});
