/** The second factor as somebody sets it up and signs in with it, and the page that covers itself. */
import { describe, expect, test } from 'vitest';
import { TEST_PASSWORD, testApi } from '../support/api.ts';
import { totpOf } from '../support/totp.ts';
import { axeViolations, hasNoBrowser, testBrowser } from './support/browser.ts';

const api = await testApi();
const browser = testBrowser(api.url);

describe.skipIf(hasNoBrowser)('the second factor', () => {
  test('is set up by QR code, proved, kept, and then asked for at sign-in', async () => {
    const officer = await api.person(['loan_officer']);
    const page = await browser.open({ path: '/sign-in/enrol', userName: officer.userName });
    await page.locator('[autocomplete="current-password"]').fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: '密钥的二维码' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    const secret = (await page.locator('code').first().innerText()).replace(/\s/g, '');
    const uri = `otpauth://totp/x?secret=${secret}`;
    await page.keyboard.type(totpOf(uri));
    await page.getByText('请保存这十个备用码').waitFor();
    const codes = await page.locator('code').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await page.getByLabel('输入其中一个备用码').fill(codes[3]!);
    await page.getByRole('button', { name: '完成' }).click();
    await page.waitForURL('**/me');
    await page.getByText('已设置').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    const again = await browser.open({ path: '/sign-in' });
    await again.locator('[autocomplete="username"]').fill(officer.userName);
    await again.locator('[autocomplete="current-password"]').fill(TEST_PASSWORD);
    await again.keyboard.press('Enter');
    await again.getByText('六位验证码').waitFor();
    await expect
      .poll(() => again.evaluate(() => document.activeElement?.getAttribute('autocomplete')))
      .toBe('one-time-code');
    expect(await axeViolations(again)).toEqual([]);
    // Six digits submit themselves.
    await again.keyboard.type(totpOf(uri));
    await again.waitForURL('**/home');
    await expect.poll(() => again.title()).toBe('首页 · 贷办');
    expect(await axeViolations(again)).toEqual([]);
  });

  test('another device is signed out from here', async () => {
    const officer = await api.person(['loan_officer']);
    await api.signIn(officer.userName);
    const page = await browser.open({ path: '/me', userName: officer.userName });
    const buttons = page.getByRole('button', { name: '注销此会话' });
    await buttons.first().waitFor();
    const before = await buttons.count();
    await buttons.first().click();
    await expect.poll(() => buttons.count()).toBe(before - 1);
  });

  test('a session that ends under somebody who types asks for sign-in above the page', async () => {
    const officer = await api.person(['loan_officer']);
    const page = await browser.open({
      path: '/loans',
      userName: officer.userName,
      expectedErrors: ['401'],
    });
    await page.context().clearCookies();
    await page.getByRole('textbox', { name: '贷款编号' }).fill('LN2026');
    const dialog = page.getByRole('dialog', { name: '请重新登录' });
    await dialog.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.locator('[autocomplete="username"]').fill(officer.userName);
    await dialog.locator('[autocomplete="current-password"]').fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByRole('textbox', { name: '贷款编号' }).inputValue()).toBe('LN2026');
  });
});
