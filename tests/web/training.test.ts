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

  test('a tour is left, gone on with, and remembered by the server at its end', async () => {
    const page = await browser.open({ userName: collector.userName, path: '/training' });
    await page.getByRole('button', { name: '开始引导' }).click();
    await page.getByText('催收队列开始').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.getByText('接下来联系谁').waitFor();
    await page.keyboard.press('Escape');
    const resume = page.getByRole('button', { name: '继续引导' });
    await resume.waitFor();
    expect(await resume.evaluate((button) => document.activeElement === button)).toBe(true);
    const kept = async () => (await collector.get('/v1/me')).body.preferences;
    await expect.poll(kept).toMatchObject({ toursSeen: [], tour: { step: 1 } });
    await page.keyboard.press('Enter');
    for (const words of ['接下来联系谁', '默认脱敏', '欠多少', '练习、时钟', '查看快捷键']) {
      await page.getByText(words).first().waitFor();
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '重看引导' }).waitFor();
    await expect.poll(kept).toMatchObject({ toursSeen: ['console/collector'], tour: { step: 0 } });
  });

  test('a restoration is typed first, asked of the server once, and watched as a job', async () => {
    const admin = await api.person(['admin'], 'head_office');
    const page = await browser.open({ userName: admin.userName, path: '/training' });
    await page.getByRole('button', { name: '恢复示例数据' }).click();
    const dialog = page.getByRole('alertdialog');
    const verb = dialog.getByRole('button', { name: '恢复示例数据' });
    await verb.waitFor();
    expect(await verb.isDisabled()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('textbox').fill('恢复');
    await verb.click();
    await page.getByText('正在恢复').waitFor();
    const { items } = (await admin.get('/v1/jobs?kind=sample_restoration')).body;
    expect(items).toMatchObject([{ status: 'queued', doneCount: 0 }]);
  });
});
