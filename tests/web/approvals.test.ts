/** Approving in a real browser: by keys alone, against somebody quicker, without an answer, many at once, by address. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { TEST_PASSWORD, testApi, type Person } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { totpOf } from '../support/totp.ts';
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

const steps = createApprovalActivities({ db });

/** The workflow's next step, taken by hand: no worker runs here. */
async function goOn(applicationId: string): Promise<void> {
  const { approval_id: approvalId } = await db
    .selectFrom('approval')
    .select('approval_id')
    .where('subject_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  await steps.openNextStage(approvalId);
}

async function statusOf(applicationId: string): Promise<string> {
  const { body } = await maker.get(`/v1/applications/${applicationId}`);
  return body.status;
}

async function counterOfferOf(applicationId: string): Promise<string> {
  const { body } = await maker.get(`/v1/applications/${applicationId}/counter-offers`);
  return body.items[0].status;
}

const decision = (page: Page) => page.locator('#decision');
const opinion = (page: Page) => decision(page).getByRole('textbox', { name: '意见' });

async function openCase(page: Page, applicationId: string): Promise<void> {
  await page.goto(`/applications/${applicationId}`);
  await decision(page).getByRole('radio', { name: '同意' }).waitFor();
}

/** Somebody with a second factor. @returns the address of their secret */
async function withSecondFactor({ userName }: Person): Promise<string> {
  const page = await browser.open({ path: '/home', userName });
  const post = async (step: string, data: object) => {
    const headers = { origin: api.url };
    const answer = await page.request.post(`/v1/auth/two-factor/${step}`, { data, headers });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const { totpURI } = await post('enable', { password: TEST_PASSWORD });
  await post('verify-totp', { code: totpOf(totpURI) });
  return totpURI;
}

/** By keys alone: the fields follow each other, and six digits submit themselves. */
async function signInByKeys({ userName }: Person, secret: string): Promise<Page> {
  const page = await browser.open({ path: '/sign-in' });
  const name = page.locator('[autocomplete="username"]');
  for (let stops = 0; stops < 12; stops += 1) {
    if (await name.evaluate((field) => field === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type(userName);
  await page.keyboard.press('Tab');
  await page.keyboard.type(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('六位验证码').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('autocomplete')))
    .toBe('one-time-code');
  await page.keyboard.type(totpOf(secret));
  await page.getByRole('navigation', { name: '导航' }).waitFor();
  await untilDrawn(page);
  return page;
}

/** The letter chooses and moves the focus; what is typed before that is no text. */
async function untilWriting(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName), { timeout: 30_000 })
    .toBe('TEXTAREA');
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
    const page = await signInByKeys(approver, await withSecondFactor(approver));
    const pointed = await page.evaluateHandle(() => {
      const seen: string[] = [];
      for (const type of ['pointerdown', 'mousedown', 'touchstart'])
        window.addEventListener(type, () => seen.push(type), { capture: true });
      return seen;
    });
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.waitForURL('**/approvals/todo');
    await page.locator(`[data-row="${cases[0]!.stageId}"]`).waitFor();
    await untilDrawn(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await decision(page).getByRole('radio', { name: '同意' }).waitFor();
    const first = await page.locator('h1').innerText();
    await page.keyboard.press('w');
    await page.getByRole('tab', { name: '为什么', selected: true }).waitFor();
    await page.keyboard.press('a');
    await untilWriting(page);
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
    await untilWriting(page);
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
    expect(await pointed.jsonValue()).toEqual([]);
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
    const page = await browser.open({
      userName: slow.userName,
      expectedErrors: ['409', 'ERR_FAILED'],
    });
    await openCase(page, applicationId);
    await page.keyboard.press('a');
    await untilWriting(page);
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
    await untilWriting(page);
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

  test('hands several cases to one person, and keeps the choice of columns', async () => {
    const approver = await api.person(['credit_officer']);
    const other = await api.person(['credit_officer']);
    const cases = [await caseFor('51000.00'), await caseFor('52000.00')];
    const late = await api.person(['credit_officer']);
    const path = '/approvals/todo?fromAmount=50500.00';
    const page = await browser.open({ userName: approver.userName, path });
    for (const { number } of cases)
      await page.getByRole('checkbox', { name: `选择 ${number}` }).check();
    await page.getByRole('button', { name: '批量转交' }).click();
    const dialog = page.getByRole('dialog', { name: '批量转交' });
    await dialog.getByRole('textbox', { name: '人员' }).fill(late.userName);
    await page.getByRole('option').filter({ hasText: late.userName }).click();
    await dialog.getByRole('textbox', { name: '原因' }).fill('休假,由同事处理');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '转交 2 件' }).click();
    await expect.poll(() => dialog.getByText('成功').count()).toBe(2);
    await dialog.getByRole('button', { name: '完成' }).click();
    const seats = await db
      .selectFrom('seat')
      .select('stage_id')
      .where('officer_id', '=', late.officerId)
      .where('status', '=', 'open')
      .execute();
    expect(seats.map(({ stage_id: id }) => id).toSorted()).toEqual(
      cases.map(({ stageId }) => stageId).toSorted(),
    );
    const again = await browser.open({ userName: other.userName, path });
    await again.getByRole('button', { name: '列' }).click();
    const saved = again.waitForResponse((answer) => answer.url().endsWith('/v1/me/preferences'));
    await again.getByRole('checkbox', { name: '等级' }).click();
    expect((await saved).ok()).toBe(true);
    await again.reload();
    await again.getByRole('columnheader', { name: '金额' }).waitFor();
    expect(await again.getByRole('columnheader', { name: '等级' }).count()).toBe(0);
  });

  test('the officer answers for the applicant, has a decline looked at again, and withdraws', async () => {
    const approver = await api.person(['credit_officer']);
    const offered = await caseFor('21000.00');
    const declined = await caseFor('22000.00');
    const terms = { amount: cny('15000.00'), installmentCount: 12, comment: '收入偏低,减少金额' };
    const made = await approver.post(`/v1/stages/${offered.stageId}/counter-offers`, terms);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const no = { answer: 'decline', reasonCode: 'debt_too_high', comment: '负债与收入不相称' };
    expect((await approver.post(`/v1/stages/${declined.stageId}/votes`, no)).status).toBe(201);
    for (const { applicationId } of [offered, declined]) await goOn(applicationId);
    const page = await browser.open({
      userName: maker.userName,
      path: `/applications/${offered.applicationId}`,
    });
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: '登记客户答复' }).click();
    await dialog.getByRole('radio', { name: '接受新条件' }).check();
    await dialog.getByRole('combobox', { name: '答复方式' }).click();
    await page.getByRole('option', { name: '电话' }).click();
    await dialog.getByRole('textbox', { name: '说明' }).fill('2 月 13 日回拨预留号码确认');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '登记客户答复' }).click();
    await expect.poll(() => counterOfferOf(offered.applicationId)).toBe('accepted');
    await page.getByRole('button', { name: '撤回申请' }).click();
    await dialog.getByRole('textbox', { name: '原因' }).fill('客户不再需要');
    await dialog.getByRole('button', { name: '撤回申请' }).click();
    await expect.poll(() => statusOf(offered.applicationId)).toBe('withdrawn');
    await page.goto(`/applications/${declined.applicationId}`);
    await page.getByRole('button', { name: '申请复议' }).click();
    await dialog.getByRole('textbox', { name: '原因' }).fill('客户已换工作,收入提高');
    expect(await rawKeys(page)).toEqual([]);
    await dialog.getByRole('button', { name: '申请复议' }).click();
    await expect.poll(() => statusOf(declined.applicationId)).toBe('in_review');
  });
});
