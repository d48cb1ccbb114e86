/**
 * Every page of console and portal in both languages, light and dark, wide and on a phone, with real records: what axe
 * finds, one heading, a title, no sideways scroll, no word of the other language, nothing that jumps.
 */
import type { Page as Tab } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Page } from '../../web/app/page.ts';
import { languageNames, type Language } from '../../web/i18n/languages.ts';
import { portalPages } from '../../web/portal/pages.ts';
import { pages } from '../../web/routes.ts';
import { testApi } from '../support/api.ts';
import {
  axeViolations,
  goWithin,
  hasNoBrowser,
  layoutShift,
  nextFrame,
  rawKeys,
  testBrowser,
  untilDrawn,
} from './support/browser.ts';
import { cast, seedHouse, viewerOf } from './support/house.ts';
import { foreignWords, listen, shownTexts, type Heard } from './support/words.ts';

const api = await testApi();
const browser = testBrowser(api.url);
const house = await seedHouse(api);

const languages = ['zh-CN', 'en'] as const;
const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 375, height: 740 } } as const;
/** The second half of a page is looked at in the order that changes one thing at a time. */
const looks = [
  ['light', 'wide'],
  ['dark', 'wide'],
  ['dark', 'phone'],
  ['light', 'phone'],
] as const;
const MOST_SHIFT = 0.02;
const PATIENCE_MS = 600_000;

type Shown = Pick<Page, 'path' | 'who'>;
/** No part of a productive build; it comes first, because nobody can wait there for the next language. */
const componentsPage: Shown = { path: '/dev/components', who: 'signed_in' };
const everyPage: readonly Shown[] = [componentsPage, ...pages, ...portalPages];
const visited = new Set<string>();
/** What each page shows in Shanghai, for the comparison with New York. */
const datesHere: Record<string, readonly string[]> = {};

async function look(tab: Tab, page: Shown, language: Language, heard: Heard): Promise<void> {
  const faults: string[] = [];
  const shift = await layoutShift(tab);
  if (shift > MOST_SHIFT) faults.push(`jumps by ${shift.toFixed(3)}`);
  const title = await tab.title();
  if (title.trim() === '' || title === '贷办 Daiban') faults.push(`is titled "${title}"`);
  for (const [scheme, size] of looks) {
    await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await tab.setViewportSize(sizes[size]);
    await nextFrame(tab);
    const at = `${language} ${scheme} ${size}`;
    for (const { id, targets } of await axeViolations(tab))
      faults.push(`${at}: ${id} ${targets.slice(0, 3).join(' | ')}`);
    const headings = await tab.locator('h1').count();
    if (headings !== 1) faults.push(`${at}: ${headings} h1`);
    const { scrollWidth, clientWidth } = await tab.evaluate(() => document.documentElement);
    if (scrollWidth > clientWidth) faults.push(`${at}: ${scrollWidth} px wide`);
    // Its samples are in both languages at once.
    if (scheme === 'dark' || page === componentsPage) continue;
    for (const key of await rawKeys(tab))
      if (!heard.includes(key)) faults.push(`${at}: key ${key}`);
    const foreign = foreignWords(await shownTexts(tab), language, heard);
    if (foreign.length > 0) faults.push(`${at}: ${[...new Set(foreign)].slice(0, 8).join(' | ')}`);
  }
  expect.soft(faults, page.path).toEqual([]);
}

/** By the switch of the page itself, which a phone of the console keeps in the settings. */
async function speak(tab: Tab, language: Language): Promise<void> {
  await tab.setViewportSize(sizes.wide);
  if ((await tab.getAttribute('html', 'lang')) !== language)
    await tab.locator(`[lang="${language}"]`, { hasText: languageNames[language] }).first().click();
  await tab.waitForFunction((tag) => document.documentElement.lang === tag, language);
  await untilDrawn(tab);
  // The page left behind is set anew in other words; that is no jump of the next one.
  await nextFrame(tab);
}

async function walk(tab: Tab, own: readonly Shown[]): Promise<void> {
  const heard = listen(tab);
  // What the frame asked before is data too.
  await tab.reload();
  await untilDrawn(tab);
  for (const language of languages) {
    await speak(tab, language);
    for (const page of own) {
      await tab.setViewportSize(sizes.wide);
      const address = house.addressOf(page.path);
      // It shows skeletons among its samples, for good.
      await goWithin(tab, address, page === componentsPage ? nextFrame : untilDrawn);
      expect.soft(new URL(tab.url()).pathname, page.path).toBe(address);
      if (language === 'zh-CN') datesHere[page.path] = await datesOn(tab);
      await look(tab, page, language, heard);
      visited.add(page.path);
    }
  }
}

describe.skipIf(hasNoBrowser)('every page', () => {
  const forAnyone = everyPage.filter(
    ({ who, path }) => who === 'anyone' && !path.startsWith('/my/'),
  );
  const inConsole = everyPage.filter(
    (page) => !page.path.startsWith('/my') && page.who !== 'anyone',
  );
  const portal = everyPage.filter(({ path }) => path.startsWith('/my'));

  test('holds before sign-in', { timeout: PATIENCE_MS }, async () => {
    await walk(await browser.open({ path: '/sign-in', expectedErrors: ['401'] }), forAnyone);
  });

  test.each(cast)('holds for a %s', { timeout: PATIENCE_MS }, async (role) => {
    const own = inConsole.filter((page) => viewerOf(page) === role);
    if (own.length === 0) return;
    const { userName } = house.staff[role];
    await walk(await browser.open({ path: '/home', userName }), own);
  });

  test('holds for a borrower', { timeout: PATIENCE_MS }, async () => {
    const { userName } = house.borrower;
    await walk(await browser.open({ path: '/my', userName }), portal);
  });

  test('was looked at', () => {
    expect([...visited].sort()).toEqual(everyPage.map(({ path }) => path).sort());
  });

  test('shows the same dates in New York as in Shanghai', { timeout: PATIENCE_MS }, async () => {
    const there = await datesIn('America/New_York');
    expect(Object.values(there).flat().length).toBeGreaterThan(30);
    const here = Object.fromEntries(Object.keys(there).map((path) => [path, datesHere[path]]));
    expect(there).toEqual(here);
  });

  async function datesIn(timezoneId: string): Promise<Record<string, readonly string[]>> {
    const found: Record<string, readonly string[]> = {};
    const read = async (tab: Tab, own: readonly Shown[]) => {
      for (const { path } of own) {
        await goWithin(tab, house.addressOf(path));
        found[path] = await datesOn(tab);
      }
      await tab.close();
    };
    for (const role of cast) {
      const own = inConsole.filter((page) => page !== componentsPage && viewerOf(page) === role);
      const { userName } = house.staff[role];
      if (own.length > 0)
        await read(await browser.open({ path: '/home', userName, timezoneId }), own);
    }
    const { userName } = house.borrower;
    await read(await browser.open({ path: '/my', userName, timezoneId }), portal);
    return found;
  }
});

/** Each once: how many sessions or news there are differs from one visit to the next. */
async function datesOn(tab: Tab): Promise<readonly string[]> {
  const text = await tab.locator('body').innerText();
  return [...new Set(text.match(/\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日/g))].sort();
}
