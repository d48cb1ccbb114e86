/** The frame in a real browser: sign-in, language, keys, palette, phone, and what axe says about each. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { TEST_PASSWORD, testApi } from '../support/api.ts';
import {
  axeViolations,
  hasNoBrowser,
  rawKeys,
  testBrowser,
  untilDrawn,
} from './support/browser.ts';

const api = await testApi();
const browser = testBrowser(api.url);
const officer = await api.person(['loan_officer']);

const userNameOf = (page: Page) => page.locator('[autocomplete="username"]');
const passwordOf = (page: Page) => page.locator('[autocomplete="current-password"]');

describe.skipIf(hasNoBrowser)('the frame', () => {
  test('leads to sign-in and from there to the page that was asked for', async () => {
    const page = await browser.open({ path: '/loans?status=active' });
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await axeViolations(page)).toEqual([]);
    await userNameOf(page).fill(officer.userName);
    await passwordOf(page).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/loans?status=active');
    await page.getByRole('heading', { name: '贷款', exact: true }).waitFor();
    expect(await page.title()).toBe('贷款 · 贷办');
  });

  test('says the same about an unknown user and a wrong password', async () => {
    const page = await browser.open({ path: '/sign-in', expectedErrors: ['401'] });
    const said = async (userName: string) => {
      await userNameOf(page).fill(userName);
      await passwordOf(page).fill('not the password');
      await page.keyboard.press('Enter');
      const text = page.locator('form [role="alert"]');
      await text.waitFor();
      return text.innerText();
    };
    expect(await said('nobody')).toBe(await said(officer.userName));
  });

  test.each(['light', 'dark'] as const)('passes axe in %s, wide and on a phone', async (scheme) => {
    const page = await browser.open({
      path: '/loans',
      userName: officer.userName,
      colorScheme: scheme,
    });
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 375, height: 740 });
    expect(await axeViolations(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(375);
  });

  test('changes its language at once and keeps what was typed', async () => {
    const page = await browser.open({ path: '/loans', userName: officer.userName });
    await page.getByLabel('贷款编号').fill('LN2026');
    await page.getByText('English').click();
    await page.getByRole('heading', { name: 'Loans' }).waitFor();
    expect(await page.getByLabel('Loan number').inputValue()).toBe('LN2026');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.title()).toBe('Loans · Daiban');
    expect(await rawKeys(page)).toEqual([]);
    const chosen = await officer.get('/v1/me');
    expect(chosen.body.language).toBe('en');
  });

  test('jumps by two keys, moves the focus to the heading, and is silent inside a field', async () => {
    const page = await browser.open({ path: '/home', userName: officer.userName });
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL('**/loans');
    await untilDrawn(page);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.keyboard.press('/');
    await page.keyboard.type('gh?');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(
      'gh?',
    );
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/loans');
  });

  test('finds a page by the initials of its Chinese name', async () => {
    const page = await browser.open({ path: '/loans', userName: officer.userName });
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog');
    await palette.waitFor();
    await page.keyboard.type('sy');
    await palette.getByText('首页').waitFor();
    await untilDrawn(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/home');
  });

  test('answers a page that does not exist, and keeps nothing of a person in the browser', async () => {
    const page = await browser.open({ path: '/no/such/page', userName: officer.userName });
    await page.getByRole('heading', { name: '找不到此页' }).waitFor();
    await page.getByRole('navigation').getByText('贷款').waitFor();
    const kept = await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }));
    expect(kept.filter((key) => !/^daiban\.(language|scheme|density)$/.test(key))).toEqual([]);
  });
});
