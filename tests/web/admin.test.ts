/** A year of the calendar in the browser: pasted by one admin, its effect seen, confirmed by the other. */
import { describe, expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { axeViolations, hasNoBrowser, testBrowser } from './support/browser.ts';

const api = await testApi();
await moveClock(api.db, '2036-02-13');
await seedPoliciesAndCalendar(api.db);
const browser = testBrowser(api.url);
const admin = await api.person(['admin'], 'head_office');
const otherAdmin = await api.person(['admin'], 'head_office');

describe.skipIf(hasNoBrowser)('calendar', () => {
  test('a provisional year is pasted, looked at, handed over and confirmed by somebody else', async () => {
    const page = await browser.open({ userName: admin.userName, path: '/admin/calendar' });
    await page.getByText('本年度为暂定').waitFor();
    await page.getByRole('button', { name: '编辑本年度' }).click();
    await page.getByRole('button', { name: '粘贴整年' }).click();
    const text = page.getByLabel('放假安排');
    await text.fill('2036-10-01..2036-10-07,休,国庆节\n十月十一日,班');
    await page.getByRole('button', { name: '导入到日历' }).click();
    await page.getByText('这些行无法识别：2').waitFor();
    await text.fill('2036-10-01..2036-10-07,休,国庆节\n2036-10-11,班');
    await page.getByRole('button', { name: '导入到日历' }).click();
    await page.getByText('改动 8 天').waitFor();
    await page.getByRole('button', { name: '2036-02-14 工作日' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('改动 9 天').waitFor();
    const handOver = page.getByRole('button', { name: '提交复核' });
    expect(await handOver.isDisabled()).toBe(true);
    await page.getByLabel('依据的通知').fill('关于2036年部分节假日安排的通知');
    await page.getByRole('button', { name: '查看影响' }).click();
    await page.getByText('没有未还到期日移动').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await handOver.click();
    await page.getByText('须由另一位管理员复核').waitFor();
    expect(await page.getByRole('button', { name: '复核通过' }).isDisabled()).toBe(true);

    const second = await browser.open({ userName: otherAdmin.userName, path: '/reviews' });
    await second.getByRole('link', { name: '查看并处理' }).click();
    await second.getByRole('button', { name: '复核通过' }).click();
    await second.getByText('已发布').waitFor();
    expect(await axeViolations(second)).toEqual([]);
    const year = (await admin.get('/v1/calendar-years/2036')).body;
    expect(year).toMatchObject({ status: 'published', openChange: null });
    expect(year.days).toHaveLength(9);
    expect(year.days[0]).toMatchObject({ date: '2036-02-21', kind: 'holiday' });
  }, 240_000);
});
