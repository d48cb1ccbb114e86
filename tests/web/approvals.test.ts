/** Approving in a real browser: by keys alone, against somebody quicker, without an answer, many at once, by address. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import {
  axeViolations,
  hasNoBrowser,
  rawKeys,
  testBrowser,
  untilDrawn,
} from './support/browser.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const browser = testBrowser(api.url);
const maker = await api.person(['loan_officer']);
await api.person(['branch_head']);

/** Whoever is there when a stage opens has a seat in it, so the approvers of a test see only what it opened. */
async function caseFor(amount = '12000.00') {
  const { applicationId } = await submitCase(api, maker, { amount: cny(amount) });
  const { stageId } = await openStage(db, applicationId);
  const { number } = await db
    .selectFrom('application')
    .select('number')
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  return { applicationId, stageId: stageId ?? '', number };
}

async function votesOf(stageId: string) {
  return db
    .selectFrom('vote')
    .select(['answer', 'comment', 'officer_id'])
    .where('stage_id', '=', stageId)
    .execute();
}

const decision = (page: Page) => page.locator('#decision');
const opinion = (page: Page) => decision(page).getByRole('textbox', { name: '意见' });

async function openCase(page: Page, applicationId: string): Promise<void> {
  await page.goto(`/applications/${applicationId}`);
  await decision(page).getByRole('radio', { name: '同意' }).waitFor();
}

const isFocusSeen = (page: Page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    const hasOutline = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    return hasOutline || style.borderColor !== '' || style.boxShadow !== 'none';
  });

describe.skipIf(hasNoBrowser)('approving', () => {
  test('takes keys alone: queue, case, why, approve, next case, decline, back to the list', async () => {
    const approver = await api.person(['credit_officer']);
    const cases = [await caseFor('41000.00'), await caseFor('40000.00'), await caseFor('39000.00')];
    const page = await browser.open({ path: '/home', userName: approver.userName });
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.waitForURL('**/approvals/todo');
    await page.locator(`[data-row="${cases[0]!.stageId}"]`).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await decision(page).getByRole('radio', { name: '同意' }).waitFor();
    const first = await page.locator('h1').innerText();
    await page.keyboard.press('w');
    await page.getByRole('tab', { name: '为什么', selected: true }).waitFor();
    await page.keyboard.press('a');
    await page.keyboard.type('资料齐全,同意按申请金额放款。');
    expect(await isFocusSeen(page)).toBe(true);
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction((number) => {
      const heading = document.querySelector('h1')?.textContent;
      return heading !== number && heading?.startsWith('LA') === true;
    }, first);
    await decision(page).getByRole('radio', { name: '拒绝' }).waitFor();
    const second = await page.locator('h1').innerText();
    await page.keyboard.press('d');
    await page.keyboard.type('现有负债与收入不相称,不同意。');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await decision(page).getByText('申请人将看到').waitFor();
    await opinion(page).focus();
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(
      (number) => document.querySelector('h1')?.textContent !== number,
      second,
    );
    await decision(page).getByRole('radio', { name: '退回' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: '待我审批', level: 1 }).waitFor();
    const given = (await Promise.all(cases.map(({ stageId }) => votesOf(stageId)))).flat();
    expect(given.map(({ answer }) => answer).toSorted()).toEqual(['approve', 'decline']);
  });

  test('leaves letters alone while somebody writes, and passes axe with a form open', async () => {
    const approver = await api.person(['credit_officer']);
    const { applicationId, stageId } = await caseFor();
    const page = await browser.open({ userName: approver.userName });
    await openCase(page, applicationId);
    await opinion(page).click();
    await page.keyboard.type('adr?');
    expect(await opinion(page).inputValue()).toBe('adr?');
    expect(await decision(page).getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await decision(page).getByRole('radio', { name: '退回' }).check();
    expect(await axeViolations(page)).toEqual([]);
    expect(await rawKeys(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 740 });
    expect(await axeViolations(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(375);
    expect(await votesOf(stageId)).toEqual([]);
  });

  test('keeps the words of whoever comes second and counts one decision', async () => {
    const [quick, slow] = [
      await api.person(['credit_officer']),
      await api.person(['credit_officer']),
    ];
    const { applicationId, stageId } = await caseFor();
    const page = await browser.open({ userName: slow.userName, expectedErrors: ['409'] });
    await openCase(page, applicationId);
    await page.keyboard.press('a');
    const words = '我也同意,但我写得更慢一些。';
    await page.keyboard.type(words);
    // No live news for a moment: the page still shows the stage as it was.
    await page.route('**/v1/stages/*', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    const vote = { answer: 'approve', comment: '资料齐全,同意按申请金额放款。' };
    expect((await quick.post(`/v1/stages/${stageId}/votes`, vote)).status).toBe(201);
    await page.keyboard.press('Control+Enter');
    await page.getByText('该事项已由他人处理').waitFor();
    expect(await page.getByLabel('我填写的内容').inputValue()).toBe(words);
    expect(await votesOf(stageId)).toMatchObject([{ officer_id: quick.officerId }]);
  });

  test('calls a lost answer unknown, asks with the same key, and counts one vote', async () => {
    const approver = await api.person(['credit_officer']);
    const { applicationId, stageId } = await caseFor();
    const page = await browser.open({
      userName: approver.userName,
      expectedErrors: ['ERR_FAILED', 'Failed to load'],
    });
    await openCase(page, applicationId);
    const keys: (string | undefined)[] = [];
    await page.route('**/v1/stages/*/votes', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      // It arrives, and its answer does not.
      await route.fetch();
      return route.abort();
    });
    await page.keyboard.press('a');
    await page.keyboard.type('资料齐全,同意按申请金额放款。');
    await page.keyboard.press('Control+Enter');
    await page.getByText('结果未知').waitFor();
    await page.getByRole('button', { name: '查询结果' }).click();
    await page.getByText('已同意').first().waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(await votesOf(stageId)).toHaveLength(1);
  });

  test('approves what fits together, names what does not, and sends no more than ten', async () => {
    const approver = await api.person(['credit_officer']);
    const small = await Promise.all(Array.from({ length: 9 }, () => caseFor('11000.00')));
    const large = [await caseFor('180000.00'), await caseFor('190000.00')];
    const page = await browser.open({
      userName: approver.userName,
      path: '/approvals/todo',
      expectedErrors: ['409'],
    });
    const choose = async ({ number }: { number: string }) =>
      page.getByRole('checkbox', { name: `选择 ${number}` }).check();
    const dialog = page.getByRole('dialog', { name: '批量同意' });
    for (const one of [...small, ...large]) await choose(one);
    const sent: string[] = [];
    page.on('response', (answer) => {
      if (answer.url().includes('bulk-approvals')) sent.push(answer.url());
    });
    await page.getByRole('button', { name: '批量同意' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(sent).toEqual([]);
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('checkbox', { name: `选择 ${small[8]!.number}` }).uncheck();
    await page.getByRole('button', { name: '批量同意' }).click();
    await dialog.getByText('可批量同意').first().waitFor();
    expect(await dialog.getByText('可批量同意').count()).toBe(8);
    await dialog.getByRole('textbox', { name: '意见' }).fill('小额续贷,资料齐全,同意。');
    await dialog.getByRole('button', { name: '同意 8 件' }).click();
    await dialog.getByText('成功').first().waitFor();
    expect(await dialog.getByText('成功').count()).toBe(8);
    expect(await dialog.getByText('跳过').count()).toBe(2);
    const votes = await Promise.all(
      [...small, ...large].map(async ({ stageId }) => (await votesOf(stageId)).length),
    );
    expect(votes.reduce((sum, count) => sum + count)).toBe(8);
  });

  test('shows the same list to whoever opens its address, and survives values that are none', async () => {
    const approver = await api.person(['credit_officer']);
    const { stageId } = await caseFor('33000.00');
    const path = `/approvals/todo?kind=application&fromAmount=32000.00&sort=-amount&sel=${stageId}`;
    const page = await browser.open({ userName: approver.userName, path });
    const row = page.locator(`[data-row="${stageId}"]`);
    await row.waitFor();
    expect(await row.getAttribute('aria-current')).toBe('true');
    const header = page.getByRole('columnheader', { name: '金额' });
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    const wrong = '/approvals/todo?kind=nothing&sort=nothing&size=7&grade=Z&page=x';
    await page.goto(wrong);
    await untilDrawn(page);
    await row.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
