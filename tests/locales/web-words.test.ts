/** The words of the pages: both languages have the same keys, the same facts, and nothing that no page asks for. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ops/data-folder.ts';
import { readSourceFiles } from '../support/source-files.ts';

type Tree = { readonly [key: string]: string | Tree };

const folder = (language: string) => join(projectRoot, 'locales', language, 'web');
const namespaces = readdirSync(folder('zh-CN')).filter((name) => name.endsWith('.json'));

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

function read(language: string, file: string): Map<string, string> {
  return new Map(leaves(JSON.parse(readFileSync(join(folder(language), file), 'utf8')) as Tree));
}

/** `count_one` and `count_other` are one text in two forms; Chinese has the second only. */
const base = (key: string) => key.replace(/_(one|other)$/, '');
const facts = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort().join(' ');

test('each namespace exists in both languages', () => {
  const english = readdirSync(folder('en')).filter((name) => name.endsWith('.json'));
  expect(english.sort()).toEqual([...namespaces].sort());
  expect(namespaces.length).toBeGreaterThan(3);
});

test.each(namespaces)('%s has the same keys and facts in both languages', (file) => {
  const [zh, en] = [read('zh-CN', file), read('en', file)];
  const keys = (words: Map<string, string>) => [...new Set([...words.keys()].map(base))].sort();
  expect(keys(zh)).toEqual(keys(en));
  const different = [...zh].filter(([key, text]) => {
    const other = en.get(key) ?? en.get(`${base(key)}_other`) ?? en.get(base(key));
    return other === undefined || facts(text) !== facts(other);
  });
  expect(different).toEqual([]);
});

test.each(namespaces)('%s has no plural of one form only where English needs two', (file) => {
  const keys = [...read('en', file).keys()];
  const lonely = keys.filter(
    (key) => key.endsWith('_one') && !keys.includes(key.replace(/_one$/, '_other')),
  );
  expect(lonely).toEqual([]);
});

test('no text of a Chinese page is Latin only, and none of an English one is Chinese', () => {
  const latin = namespaces.flatMap((file) =>
    [...read('zh-CN', file)].filter(
      ([, text]) => /[a-z]{3,} [a-z]{3,}/i.test(text) && !/[一-鿿]/.test(text),
    ),
  );
  expect(latin).toEqual([]);
  const chinese = namespaces.flatMap((file) =>
    [...read('en', file)].filter(([, text]) => /[一-鿿]/.test(text)),
  );
  expect(chinese).toEqual([]);
});

/**
 * A key counts as used when a source has it as a whole, or has the beginning of it in a template: `status.${code}`
 * uses all of `status`, and `wordOf('facts', code)` all of `facts`.
 */
test.each(namespaces)('%s has no word that no page asks for', (file) => {
  const text = readSourceFiles()
    .filter(({ path }) => path.startsWith('web/'))
    .map((source) => source.text)
    .join('\n');
  const namespace = file.replace('.json', '');
  const unused = [...new Set([...read('zh-CN', file).keys()].map(base))].filter((key) => {
    const parents = key
      .split('.')
      .slice(0, -1)
      .map((_, index, parts) => parts.slice(0, index + 1).join('.'));
    return ![
      `'${key}'`,
      `${namespace}:${key}'`,
      ...parents.flatMap((p) => [`${p}.\${`, `'${p}'`, `\`${p}.`]),
    ].some((form) => text.includes(form));
  });
  expect(unused).toEqual([]);
});
