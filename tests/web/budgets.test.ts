/**
 * What pages may cost: bytes of the first visit and of a page's own chunk, elements, requests, jumps. Sizes are those
 * of the compressed files that are served; times are printed and not judged, because machines differ.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page as Tab } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { webFolder } from '../../ops/web-build.ts';
import { pages } from '../../web/routes.ts';
import { testApi } from '../support/api.ts';
import { goWithin, hasNoBrowser, layoutShift, testBrowser, untilDrawn } from './support/browser.ts';
import { seedHouse, viewerOf } from './support/house.ts';

const api = await testApi();
const browser = testBrowser(api.url);
const house = await seedHouse(api);

const KB = 1_024;
const firstLoads = [
  { path: '/sign-in', js: 235, css: 45, words: 25 },

  { path: '/approvals/todo', js: 310, css: 48, words: 25 },
  { path: '/my', js: 200, css: 42, words: 25 },
] as const;
const CHUNK_KB = 35;
const LARGE_CHUNK_KB = 60;
const largeChunks = /^(TierVersion|ApplicationShow)-/;
const lists = ['/approvals/todo', '/loans', '/collections/queue'] as const;
const MOST_ELEMENTS = 2_500;
const MOST_REQUESTS = 6;
/** The frame's own questions, and pictures of a page's state that go on by themselves. */
const ofFrame = /^\/v1\/(me|live|queue-counts|training-clock|saved-views)/;

const assets = join(webFolder, 'assets');
/** A catalogue of words is a chunk named after its file. */
const namespaces = new Set(
  ['web', '.'].flatMap((part) =>
    readdirSync(join('locales', 'en', part))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.replace('.json', '')),
  ),
);

function sizeKb(name: string): number {
  const compressed = join(assets, `${name}.gz`);
  const content = existsSync(compressed)
    ? readFileSync(compressed)
    : gzipSync(readFileSync(join(assets, name)));
  return content.length / KB;
}

type Kind = 'js' | 'css' | 'words';

function kindOf(name: string): Kind | null {
  if (name.endsWith('.css')) return 'css';
  if (!name.endsWith('.js')) return null;
  // Chunks of words hold text alone; a page of the same name begins with imports.
  const isWords = namespaces.has(name.slice(0, -'-12345678.js'.length));
  return isWords && !readFileSync(join(assets, name), 'utf8').includes('import') ? 'words' : 'js';
}

async function firstLoad(path: string, userName: string | null) {
  const who = userName === null ? {} : { userName };
  const tab = await browser.open({
    path: '/v1/docs/errors',
    expectedErrors: ['favicon'],
    ...who,
  });
  const sizes = { js: 0, css: 0, words: 0 };
  tab.on('response', (response) => {
    const name = /\/assets\/(.+)$/.exec(response.url())?.[1];
    const kind = name === undefined ? null : kindOf(name);
    if (name !== undefined && kind !== null) sizes[kind] += sizeKb(name);
  });
  const startedMs = performance.now();
  await tab.goto(path);
  await untilDrawn(tab);
  const drawnMs = performance.now() - startedMs;
  await tab.waitForLoadState('networkidle');
  return { sizes, drawnMs, shift: await layoutShift(tab) };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function userOf(path: string): string | null {
  if (path === '/sign-in') return null;
  if (path.startsWith('/my')) return house.borrower.userName;
  const page = pages.find((each) => each.path === path)!;
  return house.staff[viewerOf(page)!].userName;
}

describe.skipIf(hasNoBrowser)('what a page costs', () => {
  test.each(firstLoads)('the first visit to $path', async ({ path, ...budget }) => {
    const { sizes, drawnMs, shift } = await firstLoad(path, userOf(path));
    const { js, css, words } = sizes;
    const told = `JS ${js.toFixed(0)} KB, CSS ${css.toFixed(0)} KB, words ${words.toFixed(0)} KB`;
    say(`${path}: ${told}, drawn after ${drawnMs.toFixed(0)} ms`);
    expect(js).toBeGreaterThan(50);
    expect.soft(js).toBeLessThanOrEqual(budget.js);
    expect.soft(css).toBeLessThanOrEqual(budget.css);
    expect.soft(words).toBeGreaterThan(1);
    expect.soft(words).toBeLessThanOrEqual(budget.words);
    expect.soft(shift).toBeLessThanOrEqual(0.02);
  });

  test('the own code of each page', () => {
    const own = new Set(pages.flatMap(({ load }) => /([\w-]+)\.tsx/.exec(String(load))?.[1] ?? []));
    expect(own.size).toBeGreaterThan(10);
    const chunks = readdirSync(assets)
      .filter((name) => name.endsWith('.js') && own.has(name.slice(0, -'-12345678.js'.length)))
      .map((name) => ({ name, kb: sizeKb(name) }));
    expect(chunks.length).toBeGreaterThan(5);
    const tooLarge = chunks.filter(
      ({ name, kb }) => kb > (largeChunks.test(name) ? LARGE_CHUNK_KB : CHUNK_KB),
    );
    const [largest] = chunks.toSorted((one, other) => other.kb - one.kb);
    say(`largest page: ${largest?.name} ${largest?.kb.toFixed(0)} KB`);
    expect(tooLarge).toEqual([]);
  });

  test.each(lists)('%s has few elements and nothing in it jumps', async (path) => {
    const userName = userOf(path)!;
    const tab = await browser.open({ path, userName });
    expect.soft(await layoutShift(tab), 'cold').toBeLessThanOrEqual(0.02);
    expect(await countElements(tab)).toBeLessThanOrEqual(MOST_ELEMENTS);
    await goWithin(tab, '/home');
    await goWithin(tab, path);
    expect(await layoutShift(tab), 'warm').toBe(0);
  });

  const details = pages.filter(({ path }) => path.includes('$'));
  test.each(details)('$path opens with few requests', async (page) => {
    const { userName } = house.staff[viewerOf(page)!];
    const tab = await browser.open({ path: '/home', userName });
    const asked: string[] = [];
    tab.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/v1/') && !ofFrame.test(pathname)) asked.push(pathname);
    });
    await goWithin(tab, house.addressOf(page.path));
    await tab.waitForLoadState('networkidle');
    say(`${page.path}: ${asked.length} requests`);
    expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(MOST_REQUESTS);
  });
});

function countElements(tab: Tab): Promise<number> {
  return tab.evaluate(() => document.querySelectorAll('*').length);
}
