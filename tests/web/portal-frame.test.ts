/** What holds on every page of the portal: budget, idle end, a session that ended, language, somebody else's ids. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { portalPages } from '../../web/portal/pages.ts';
import { TEST_PASSWORD, testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock, seedAcceptedCase } from '../support/lending.ts';
import { newPerson } from '../support/numbers.ts';
import { lookAt, runDisbursement, seedReleased } from '../support/servicing.ts';
import {
  axeViolations,
  hasNoBrowser,
  rawKeys,
  testBrowser,
  untilDrawn,
} from './support/browser.ts';

const api = await testApi();
const browser = testBrowser(api.url);
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const phone = {
  viewport: { width: 375, height: 740 },
  hasTouch: true,
  reducedMotion: 'reduce',
} as const;

async function newBorrower() {
  const created = await officer.post('/v1/customers', newPerson());
  return api.borrower(created.body.customerId);
}

async function activeVersionId(kind: 'product' | 'matrix' | 'scorecard', name: string) {
  const row = await db
    .selectFrom('policy_version')
    .select('policy_version_id')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.policy_version_id;
}

const policies = {
  product: await activeVersionId('product', 'consumer'),
  matrix: await activeVersionId('matrix', 'retail-cn'),
  scorecard: await activeVersionId('scorecard', 'expert'),
};

async function borrowerWithLoan() {
  const asked = { amount: '50000.00', policies };
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, asked);
  const loanId = (await runDisbursement(db, await seedReleased(db, found)))!;
  await lookAt(db, loanId);
  return { borrower: await api.borrower(found.customerId), loanId };
}

const budgetKb = { js: 200, css: 42 } as const;

/** Sizes of what the first visit fetches, compressed as a server would. */
async function firstLoadKb(page: Page, path: string): Promise<{ js: number; css: number }> {
  const sizes = { js: 0, css: 0 };
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const kind = /\.(js|css)$/.exec(pathname)?.[1] as 'js' | 'css' | undefined;
    if (kind === undefined) return;
    reading.push(
      response.body().then((body) => {
        sizes[kind] += gzipSync(body).length / 1024;
      }),
    );
  });
  await page.goto(path);
  await untilDrawn(page);
  await page.waitForLoadState('networkidle');
  await Promise.all(reading);
  return sizes;
}

describe.skipIf(hasNoBrowser)('the portal', () => {
  test('comes within its budget on the first visit', async () => {
    const { userName } = await newBorrower();
    const page = await browser.open({ path: '/my', userName, ...phone });
    // Another context with the same session and nothing in its cache.
    const storageState = await page.context().storageState();
    const fresh = await page.context().browser()!.newContext({ baseURL: api.url, storageState });
    const { js, css } = await firstLoadKb(await fresh.newPage(), '/my');
    await fresh.close();
    process.stderr.write(`Portal first load: ${js.toFixed(0)} KB JS, ${css.toFixed(0)} KB CSS\n`);
    expect(js).toBeGreaterThan(50);
    expect(js).toBeLessThanOrEqual(budgetKb.js);
    expect(css).toBeLessThanOrEqual(budgetKb.css);
  });

  test('asks after nine idle minutes and ends the session after ten', async () => {
    const { userName } = await newBorrower();
    const page = await browser.open({ path: '/my', userName, ...phone });
    await page.clock.install();
    await page.goto('/my');
    await untilDrawn(page);
    await page.clock.fastForward('09:05');
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '继续使用' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.clock.fastForward('09:05');
    await page.getByRole('dialog').waitFor();
    await page.clock.fastForward('01:00');
    await page.waitForURL('**/my/sign-in**');
    await page.getByText('已自动退出').waitFor();
    const me = await page.context().request.get(`${api.url}/v1/me`);
    expect(me.status()).toBe(401);
  });

  test('a session that ended under a page asks for sign-in and keeps what was typed', async () => {
    const { borrower, loanId } = await borrowerWithLoan();
    const { userName } = borrower;
    const page = await browser.open({
      path: `/my/loans/${loanId}/help`,
      userName,
      expectedErrors: ['401'],
      ...phone,
    });
    await page.getByRole('button', { name: /投诉$/ }).click();
    await page.getByLabel('请写几句').fill('利息算错了');
    const { id } = await db
      .selectFrom('auth.user')
      .select('id')
      .where('username', '=', userName)
      .executeTakeFirstOrThrow();
    await db.deleteFrom('auth.session').where('userId', '=', id).execute();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('button', { name: '用账号密码登录' }).click();
    await page.locator('[autocomplete="username"]').fill(userName);
    await page.locator('[autocomplete="current-password"]').fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('请写几句').inputValue()).toBe('利息算错了');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('已收到，编号').waitFor();
  });

  test('another bank account asks for a code from the phone on file', async () => {
    const { userName } = await newBorrower();
    const page = await browser.open({
      path: '/my/profile',
      userName,
      expectedErrors: ['403'],
      ...phone,
    });
    await page.getByLabel('新的银行账户').fill('6222020000000000011');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '发送验证码' }).click();
    const said = await page.getByText('您的验证码是').innerText();
    await page.getByLabel('6 位验证码').fill(/\d{6}/.exec(said)![0]);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '确认', exact: true }).click();
    await page.getByText('****0011', { exact: true }).waitFor();
  });

  test('a language chosen in the middle of a screen keeps what was typed', async () => {
    const { userName } = await newBorrower();
    const page = await browser.open({ path: '/my/apply/new/consumer', userName, ...phone });
    await page.getByLabel('想借多少').fill('36000');
    await page.getByText('年化综合成本(单利)').waitFor();
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('heading', { name: 'Apply: Consumer loan' }).waitFor();
    expect(await page.getByLabel('How much').inputValue()).toMatch(/^36,?000/);
    await page.getByText('All-in annual rate (simple)').waitFor();
    expect(await rawKeys(page)).toEqual([]);
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  test('ids of another borrower are not found on every page', async () => {
    const { loanId } = await borrowerWithLoan();
    const owner = await newBorrower();
    const draft = await owner.post('/v1/my/applications', {
      product: 'consumer',
      amount: { amount: '20000.00', currency: 'CNY' },
    });
    const { userName } = await newBorrower();
    const page = await browser.open({
      path: '/my',
      userName,
      expectedErrors: ['404'],
      ...phone,
    });
    const withIds = portalPages.filter(({ path }) => /\$(loan|application)Id/.test(path));
    expect(withIds.length).toBe(6);
    for (const { path } of withIds) {
      const address = path
        .replace('$loanId', loanId)
        .replace('$applicationId', draft.body.applicationId);
      await page.goto(address);
      await untilDrawn(page);
      await page
        .getByText(/找不到此页|没有您可以查看的内容|此处没有/)
        .first()
        .waitFor();
      expect(await page.locator('h1').count(), address).toBe(1);
    }
  });

  test.each(['light', 'dark'] as const)(
    'every page passes axe in %s and in English',
    async (scheme) => {
      const { borrower, loanId } = await borrowerWithLoan();
      const draft = await borrower.post('/v1/my/applications', {
        product: 'consumer',
        amount: { amount: '20000.00', currency: 'CNY' },
      });
      const page = await browser.open({
        path: '/my',
        userName: borrower.userName,
        locale: 'en-GB',
        timezoneId: 'America/New_York',
        colorScheme: scheme,
        expectedErrors: ['404'],
        ...phone,
      });
      const seen: string[] = [];
      for (const { path } of portalPages) {
        const address = path
          .replace('$loanId', loanId)
          .replace('$applicationId', draft.body.applicationId)
          .replace('$product', 'consumer');
        await page.goto(address);
        await untilDrawn(page);
        expect(await axeViolations(page), address).toEqual([]);
        const keys = (await rawKeys(page)).filter((key) => key !== 'example.com');
        expect(keys, address).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, address).toBeLessThanOrEqual(375);
        seen.push(path);
      }
      expect(seen).toEqual(portalPages.map(({ path }) => path));
    },
  );
});
