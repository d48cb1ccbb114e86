/** The training in the browser: a tour to its end, an exercise failed and passed by what was recorded. */
import { describe, expect, test } from 'vitest';
import { insertAudit } from '../../db/queries/audit.ts';
import { startDate } from '../support/lending.ts';
import { testApi } from '../support/api.ts';
import { axeViolations, hasNoBrowser, testBrowser } from './support/browser.ts';

const api = await testApi();
const browser = testBrowser(api.url);
const collector = await api.person(['collector']);

const record = (action: string) =>
  api.db.transaction().execute((trx) =>
    insertAudit(trx, {
      actorId: collector.officerId,
      action,
      subjectType: 'collection_case',
      subjectId: collector.officerId,
      businessDate: startDate,
    }),
  );

describe.skipIf(hasNoBrowser)('training', () => {
  test('what was recorded before the start does not count, what comes after it passes', async () => {
    await record('contact.recorded');
    await record('promise.taken');
    const page = await browser.open({ userName: collector.userName, path: '/training' });
    await page.getByText('已通过 0 / 2').waitFor();
    await page.getByRole('button', { name: '开始练习' }).first().click();
    const finish = page.getByRole('button', { name: '完成练习' });
    await finish.waitFor();
    expect(await finish.isDisabled()).toBe(true);
    expect((await collector.post('/v1/training/checks')).body.passedCount).toBe(0);
    await record('contact.recorded');
    await record('promise.taken');
    await page.reload();
    await finish.click();
    await page.getByText('已通过 1 / 2').waitFor();
    expect((await collector.get('/v1/training/exercises')).body.items[0]).toMatchObject({
      exercise: 'take_promise',
      status: 'passed',
      tryCount: 1,
    });
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a tour runs to its end and is remembered by the server', async () => {
    const page = await browser.open({ userName: collector.userName, path: '/training' });
    await page.getByRole('button', { name: '重看引导' }).click();
    await page.getByText('欢迎').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    for (let step = 0; step < 12; step += 1) {
      if ((await page.getByText('键盘', { exact: true }).count()) > 0) break;
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(350);
    }
    await page.getByText('键盘', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expect
      .poll(async () => (await collector.get('/v1/me')).body.preferences.toursSeen)
      .toEqual(['console']);
  });
});
