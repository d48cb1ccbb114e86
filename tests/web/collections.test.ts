/** A collector's day in the browser: whom to call, what the rules say, what was promised. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
import { testApi, type Person } from '../support/api.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { runDisbursement, runUntil, seedReleased, stateOf } from '../support/servicing.ts';
import {
  axeViolations,
  hasNoBrowser,
  rawKeys,
  testBrowser,
  untilDrawn,
} from './support/browser.ts';

const api = await testApi();
const { db } = api;
const browser = testBrowser(api.url);
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const collector = await api.person(['collector']);
const lead = await api.person(['collection_lead']);
const path = '/v1/collection-cases';

/** A case on its first day past due, at noon. */
async function lateCase() {
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const date = addDays((await stateOf(db, loanId)).rows[0]!.dueDate, 1);
  await runUntil(db, loanId, date);
  const { case_id: caseId } = await db
    .selectFrom('collection_case')
    .select('case_id')
    .where('customer_id', '=', accepted.customerId)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('collection_case')
    .set({ owner_id: collector.officerId })
    .where('case_id', '=', caseId)
    .execute();
  return { caseId, date };
}

function talk(person: Person, caseId: string) {
  return person.post(`${path}/${caseId}/contact-attempts`, {
    channel: 'voice',
    result: 'no_promise',
  });
}

/** Pictures for whoever wants to look at the pages: `DAIBAN_PICTURES=/tmp/pictures`. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['DAIBAN_PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

describe.skipIf(hasNoBrowser)('collections', () => {
  test('a day: closed at night, opened at eight, promised by keys, closed after three talks', async () => {
    const { caseId, date } = await lateCase();
    const who = { userName: collector.userName };

    await moveClock(db, date, '22:00');
    const page = await browser.open({ ...who, path: '/collections/queue' });
    const row = page.locator(`[data-row="${caseId}"]`);
    await row.getByText('22:00').waitFor();
    expect(await row.innerText()).toContain(`自 ${addDays(date, 1)} 08:00`);
    await page.keyboard.press('n');
    await page.getByText('队列已空').waitFor();
    await page
      .getByText(`${addDays(date, 1)} 08:00`)
      .last()
      .waitFor();
    await picture(page, 'queue-night');

    await moveClock(db, addDays(date, 1), '08:00');
    await page.reload();
    await row.getByText('现在可联系').waitFor();
    await page.getByText('M1', { exact: true }).first().waitFor();
    await picture(page, 'queue');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('n');
    await page.waitForURL(`**/collections/cases/${caseId}**`);
    await untilDrawn(page);
    await picture(page, 'case');
    expect(await axeViolations(page)).toEqual([]);

    await page.keyboard.press('1');
    const chosen = page
      .getByRole('radiogroup', { name: '结果' })
      .getByRole('radio', { checked: true });
    expect(await chosen.innerText()).toContain('承诺还款');
    await picture(page, 'case-promise');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('m');
    await page.getByLabel('承诺日').fill(addDays(date, 4));
    await page.getByLabel('金额', { exact: true }).fill('5,000');
    await page.getByLabel('备注').fill('工资到账后还 1 2 3');
    await page.keyboard.press('Control+Enter');
    await page.getByText('队列已空').waitFor();
    const { body } = await collector.get(`${path}/${caseId}`);
    expect(body.promises).toMatchObject([
      { amount: { amount: '5000.00', currency: 'CNY' }, promiseDate: addDays(date, 4) },
    ]);
    expect(body.attempts).toMatchObject([{ result: 'promised', outcome: 'conversation' }]);

    await talk(collector, caseId);
    await talk(collector, caseId);
    await page.reload();
    const form = page.getByRole('region', { name: '登记本次联系' });
    await form.getByText('当日已达 3 次上限').waitFor();
    await form.getByText(`${addDays(date, 2)} 08:00`).waitFor();
    const save = page.getByRole('button', { name: '保存并取下一件' });
    expect(await save.isDisabled()).toBe(true);
    expect((await talk(collector, caseId)).body.code).toBe('contact_not_allowed');
    await picture(page, 'case-denied');
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a relative stays closed, a stop closes everything, the lead sees what was blocked', async () => {
    const { caseId } = await lateCase();
    await talk(collector, caseId);
    const sister = { channel: 'voice', subject: 'related', person: 'sibling', result: 'no_answer' };
    const forced = await collector.post(`${path}/${caseId}/contact-attempts`, sister);
    expect(forced.body.reasons).toMatchObject([{ code: 'precondition_unmet' }]);
    const page = await browser.open({
      userName: collector.userName,
      path: `/collections/cases/${caseId}`,
    });
    const ways = page.getByRole('list', { name: '联系方式' });
    await ways.getByText('仅当本人失联').first().waitFor();
    await page.getByRole('button', { name: '停催' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[data-pointer="/flag"]').click();
    await page.getByRole('option', { name: '争议' }).click();
    await dialog.locator('textarea[data-pointer="/reason"]').fill('对金额有争议');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '停止催收' }).click();
    await page.getByText('停催中：争议').waitFor();
    await ways.getByText('停催：争议').first().waitFor();

    const { body } = await lead.get('/v1/collection-board');
    expect(body.blocks[0]).toMatchObject({
      caseId,
      kind: 'blocked',
      channel: 'voice',
      reasonCodes: ['precondition_unmet'],
    });
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 375],
    ['dark', 375],
  ] as const)('passes axe in %s at %i and speaks English without a rest', async (scheme, width) => {
    const { caseId } = await lateCase();
    const page = await browser.open({
      userName: lead.userName,
      path: `/collections/cases/${caseId}`,
      colorScheme: scheme,
      viewport: { width: 1280, height: 800 },
    });
    await page.getByText('English').click();
    await page.getByRole('heading', { name: 'Log this contact' }).waitFor();
    await page.setViewportSize({ width, height: 800 });
    for (const place of [`/collections/cases/${caseId}`, '/collections/queue']) {
      await page.goto(place);
      await untilDrawn(page);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      expect(await axeViolations(page)).toEqual([]);
      expect((await rawKeys(page)).filter((key) => key.startsWith('collecting'))).toEqual([]);
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrolled).toBeLessThanOrEqual(width);
      await picture(page, `${place.includes('queue') ? 'queue' : 'case'}-en-${scheme}-${width}`);
    }
    await lead.put('/v1/me/language', { language: 'zh-CN' });
  });
});
