/**
 * A product from draft to its date in a real browser: a rate is changed, the schedule beside the form follows, its
 * author may not confirm it, another person does, and the list shows it in both languages.
 */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createRequestActivities } from '../../activities/requests.ts';
import { findRequest, listRequestsOf } from '../../db/queries/approval-requests.ts';
import { addDays } from '../../domain/calendar.ts';
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
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
const today = '2036-02-13';
await moveClock(db, today);
await seedPoliciesAndCalendar(db);
const author = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"] td`);

async function look(page: Page, name: string): Promise<void> {
  await untilDrawn(page);
  expect(await axeViolations(page), name).toEqual([]);
  expect(await rawKeys(page), name).toEqual([]);
}

/** The request of the version takes the step that its workflow would take now. */
async function goOn(policyVersionId: string): Promise<void> {
  const [newest] = await listRequestsOf(db, 'policy_version', policyVersionId);
  const { approval } = (await findRequest(db, newest!.requestId))!;
  await createRequestActivities({ db }).openNextRequestStage(approval.approvalId);
}

/** Saves 1.2 % more than the version in force as a draft, and hands it in; answers the draft's id. */
async function writeDearerDraft(page: Page): Promise<string> {
  await button(page, '以此新建草稿').click();
  await page.getByRole('heading', { level: 1, name: /v2/ }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.getByRole('tab', { name: '利率与计息' }).click();
  const rate = page.getByLabel('名义年利率');
  await figure(page, 'annualRate').first().waitFor();
  const interestBefore = await figure(page, 'interest').first().textContent();
  // What does not fit is named by the API while one types; what was computed last stays.
  await rate.fill('很多');
  await page.getByText('此内容不能试算，下面仍是上一次的结果。').waitFor();
  expect(await rate.getAttribute('aria-invalid')).toBe('true');
  await rate.fill('15.6');
  await expect.poll(() => figure(page, 'annualRate').first().textContent()).toBe('15.6%');
  const [draft, inForce] = await figure(page, 'interest').allTextContents();
  expect(inForce).toBe(interestBefore);
  expect(draft).not.toBe(inForce);
  expect(await button(page, '提交复核').isDisabled()).toBe(true);
  await look(page, 'dirty draft');
  await button(page, '保存草稿').click();
  await page.getByText('尚无改动').waitFor();
  await page.getByRole('tab', { name: '对比' }).click();
  await page.getByRole('row', { name: /名义年利率.*14\.4%.*15\.6%/ }).waitFor();
  await button(page, '提交复核').click();
  await page.getByRole('dialog').getByLabel('生效日').fill(addDays(today, 1));
  // From the keyboard: the calendar that opened beside the date lies over the button.
  await page.getByRole('dialog').getByRole('button', { name: '提交复核' }).press('Enter');
  await page.getByText('待复核', { exact: true }).waitFor();
  return id;
}

describe.skipIf(hasNoBrowser)('products', () => {
  test('a rate is changed, previewed, refused to its author, confirmed by another and listed', async () => {
    const page = await browser.open({
      path: '/policy/products',
      userName: author.userName,
      // The preview of a rate that is no number is refused on purpose.
      expectedErrors: ['422', '403'],
    });
    await look(page, 'list');
    await page.getByRole('link', { name: '消费贷' }).click();
    const id = await writeDearerDraft(page);
    await goOn(id);
    await page.reload();
    const own = button(page, '复核通过');
    await own.waitFor();
    expect(await own.isDisabled()).toBe(true);
    const reason = await own.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).textContent()).toContain('不得');
    const { version } = (await author.get(`/v1/policy-versions/${id}`)).body;
    const refused = await author.post(`/v1/policy-versions/${id}/confirm`, {}, { version });
    expect([refused.status, refused.body.code]).toEqual([403, 'four_eyes']);

    const other = await browser.open({
      path: `/policy/products/${id}`,
      userName: second.userName,
    });
    await button(other, '复核通过').click();
    await other.getByRole('dialog').getByRole('button', { name: '复核通过' }).click();
    await other.getByText('已复核通过').first().waitFor({ state: 'attached' });
    await goOn(id);
    await other.goto('/policy/products');
    await other.getByRole('row', { name: /消费贷 v2 .*15\.6%.*待生效/ }).waitFor();
    await other.getByText('English', { exact: true }).click();
    await other.getByRole('heading', { level: 1, name: 'Products' }).waitFor();
    await other.getByRole('row', { name: /v2 .*15\.6%.*Scheduled/i }).waitFor();
    await look(other, 'list in English');
  });
});
