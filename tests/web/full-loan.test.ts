/**
 * One loan by screens alone, with the real workflows behind them: a borrower begins on a phone, the officer completes,
 * an approver sends it back for a paper, the borrower brings it, three stages and an added signer approve, the borrower
 * signs, and two people pay it out. Then the desk and the phone show the same
 * schedule, and the ledger agrees with it to the cent.
 */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bookDifferences } from '../support/servicing.ts';
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { residentNumber } from '../support/numbers.ts';
import { testTemporal } from '../support/temporal.ts';
import { testWorker } from '../support/worker.ts';
import { hasNoBrowser, testBrowser, untilDrawn } from './support/browser.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const temporal = await testTemporal();
await testWorker(
  { databaseUrl: api.config.databaseUrl, namespace: temporal.namespace },
  { config: { keyFile: api.config.keyFile } },
);
const browser = testBrowser(api.url);
const staff = {
  officer: await api.person(['loan_officer']),
  credit: await api.person(['credit_officer']),
  head: await api.person(['branch_head']),
  risk: await api.person(['risk_manager'], 'head_office'),
  signer: await api.person(['risk_manager'], 'head_office'),
  operations: await api.person(['operations']),
  finance: await api.person(['finance']),
};
type StaffName = keyof typeof staff;

const phone = { viewport: { width: 375, height: 740 }, hasTouch: true } as const;
const PHONE_NUMBER = '13900001111';
const pdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7 ${name}`),
});
const press = (page: Page | Locator, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const decision = (page: Page) => page.locator('#decision');

function deskOf(name: StaffName, path: string): Promise<Page> {
  return browser.open({ path, userName: staff[name].userName, expectedErrors: ['409'] });
}

async function signUp(page: Page): Promise<void> {
  await page.getByLabel('手机号').fill(PHONE_NUMBER);
  await press(page, '获取验证码');
  const said = await page.getByText('您的验证码是').innerText();
  await page.getByLabel('6 位验证码').fill(/\d{6}/.exec(said)![0]);
  await press(page, '登录');
  await page.getByRole('heading', { name: '注册' }).waitFor();
  await page.getByLabel('姓名').fill('欧阳·晓月');
  await page.getByLabel('证件号码').fill(residentNumber('1990-06-15', 777));
  await page.getByRole('checkbox').check();
  await press(page, '注册并登录');
  await page.getByRole('heading', { name: '欧阳·晓月，您好' }).waitFor();
}

/** @returns the number of the draft, which the borrower leaves half filled */
async function beginOnPhone(page: Page): Promise<{ number: string; applicationId: string }> {
  await page.getByRole('link', { name: '申请', exact: true }).click();
  const card = page
    .locator('main div')
    .filter({ has: page.getByRole('heading', { name: '消费贷', exact: true }) })
    .filter({ has: page.getByRole('link', { name: '开始申请' }) });
  await card.last().getByRole('link', { name: '开始申请' }).click();
  await page.getByRole('heading', { name: '申请消费贷' }).waitFor();
  await page.getByLabel('想借多少').fill('200000');
  await page.getByText('年化综合成本(单利)').first().waitFor();
  await press(page, '保存并继续');
  await page.getByRole('heading', { name: '用途' }).waitFor();
  await page.getByText('家具', { exact: true }).click();
  await press(page, '保存并继续');
  await page.getByLabel('现在的工作做了多久').selectOption('over_7_years');
  await page.getByLabel('每月收入').fill('80000');
  await press(page, '保存并继续');
  await page.getByLabel('活期账户余额').waitFor();
  const number = /LA\d{4}-\d+/.exec(await page.locator('main').innerText())![0];
  const applicationId = /apply\/([^?]+)/.exec(page.url())![1]!;
  return { number, applicationId };
}

async function completeAtDesk(page: Page, number: string): Promise<void> {
  await page.getByText(number).first().click();
  await page.waitForURL('**/edit**');
  await press(page, '下一步');
  await page.getByLabel('活期账户').selectOption('none');
  await page.getByLabel('储蓄').selectOption({ label: '很多' });
  await page.getByLabel('信用记录').selectOption({ label: '按期还款' });
  await page.getByLabel('住房').selectOption('own');
  await press(page, '下一步');
  await page.getByLabel('押品种类').waitFor();
  await press(page, '下一步');
  await press(page, '上传 身份证');
  await page.getByLabel('有效期至').fill('2050-01-01');
  await page.locator('input[type=file]').first().setInputFiles(pdf('card.pdf'));
  await press(page, '上传文件');
  await page.getByText('查看文件').waitFor();
  await press(page, /^登记同意/);
  await press(page, '客户已同意，登记');
  await page.getByRole('button', { name: '客户已同意，登记' }).waitFor({ state: 'detached' });
  await press(page, '下一步');
  await page.getByText('提交所需的内容已齐。').waitFor();
  await press(page, '提交审批');
  await page.waitForURL(/\/applications\/[^/]+$/);
  await page.getByText('审批中').first().waitFor();
}

async function sendBack(page: Page): Promise<void> {
  const panel = decision(page);
  await panel.getByRole('radio', { name: '退回' }).check();
  await panel.getByRole('combobox', { name: '原因' }).click();
  await page.getByRole('option', { name: '缺少必要资料' }).click();
  await panel.getByRole('textbox', { name: '意见' }).fill('请补交收入证明。');
  await panel.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByText('全部处理完毕').waitFor();
}

async function bringMissing(page: Page): Promise<void> {
  await page.goto('/my');
  await page.getByRole('link', { name: '去补充' }).click();
  await page.getByText('请补充后再提交').waitFor();
  await press(page, '上传收入证明');
  const chooser = page.waitForEvent('filechooser');
  await press(page, '选择文件或拍照');
  await (await chooser).setFiles(pdf('income.pdf'));
  await page.getByLabel('签发日期').fill('2036-02-01');
  await press(page, '上传');
  await page.getByText('还缺的材料').waitFor({ state: 'detached' });
  await press(page, '补好了，再次提交');
  await page.getByText('审核中').first().waitFor();
}

async function addSigner(page: Page): Promise<void> {
  await press(decision(page), '更多');
  await page.getByRole('menuitem', { name: /加签/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().click();
  await page.getByRole('option', { name: new RegExp(staff.signer.userName) }).click();
  await dialog.getByLabel('原因').fill('请总行复核收入证明。');
  await dialog.getByRole('radio', { name: '在我之后' }).check();
  await dialog.getByRole('button', { name: '加签' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function approve(page: Page, words: string): Promise<void> {
  const panel = decision(page);
  await panel.getByRole('radio', { name: '同意' }).check();
  await panel.getByRole('textbox', { name: '意见' }).fill(words);
  const answer = page.waitForResponse(
    (one) => one.url().endsWith('/votes') && one.request().method() === 'POST',
  );
  await page.keyboard.press('Control+Enter');
  expect((await answer).status()).toBe(201);
}

/** A stage opens when the workflow has come to it, and then stands in the queue by itself. */
async function openFromQueue(name: StaffName, number: string): Promise<Page> {
  const page = await deskOf(name, '/approvals/todo');
  const line = page.getByText(number).first();
  await expect
    .poll(
      async () => {
        await page.reload();
        await untilDrawn(page);
        return line.count();
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  await line.click();
  await decision(page).getByRole('radio', { name: '同意' }).waitFor();
  return page;
}

async function signContract(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto('/my');
        await untilDrawn(page);
        return page.getByRole('link', { name: '查看条款' }).count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await page.getByRole('link', { name: '查看条款' }).click();
  await page.getByRole('heading', { name: '合同条款' }).waitFor();
  await page.getByRole('checkbox').check();
  await press(page, '同意并签约');
  await page.getByRole('dialog').getByRole('button', { name: '同意并签约' }).click();
  await page.getByText('待放款').first().waitFor();
}

/** Whoever has just proved the phone is not asked for another code. */
async function nameAccount(page: Page): Promise<void> {
  await page.goto('/my/profile');
  await page.getByLabel('新的银行账户').fill('6222020000000000011');
  await press(page, '保存');
  await page.getByText('****0011', { exact: true }).waitFor();
}

async function fileBureauReport(page: Page): Promise<void> {
  await press(page, '登记资料');
  await page.getByRole('combobox', { name: '种类' }).click();
  await page.getByRole('option', { name: '征信报告' }).click();
  await page.getByLabel('签发日期').fill('2036-02-13');
  await page.locator('input[type=file]').first().setInputFiles(pdf('bureau.pdf'));
  await press(page, '上传资料');
  await page.getByRole('link', { name: 'bureau.pdf' }).waitFor();
}

async function payOut(applicationId: string, customerId: string): Promise<void> {
  const maker = await deskOf('operations', `/customers/${customerId}?tab=papers`);
  await fileBureauReport(maker);
  await maker.goto(`/applications/${applicationId}`);
  await press(maker, '经办放款');
  const dialog = maker.getByRole('dialog');
  await dialog.getByText('200,000.00').waitFor();
  await dialog.getByRole('button', { name: '经办放款' }).click();
  await dialog.waitFor({ state: 'detached' });
  const releaser = await deskOf('finance', '/payments/disbursements');
  await releaser.getByText('200,000.00').first().click();
  await press(releaser, '放行');
  const asked = releaser.getByRole('alertdialog');
  await asked.getByRole('button', { name: '放行' }).click();
  await asked.waitFor({ state: 'detached' });
}

describe.skipIf(hasNoBrowser)('a loan by screens alone', () => {
  test('from the phone to the money on the account', { timeout: 600_000 }, async () => {
    const borrower = await browser.open({ path: '/my', expectedErrors: ['403'], ...phone });
    await signUp(borrower);
    await nameAccount(borrower);
    await borrower.goto('/my');
    const { number, applicationId } = await beginOnPhone(borrower);
    await completeAtDesk(await deskOf('officer', '/applications'), number);
    await sendBack(await openFromQueue('credit', number));
    await bringMissing(borrower);
    const credit = await openFromQueue('credit', number);
    await addSigner(credit);
    await approve(credit, '收入证明已补齐,同意。');
    await approve(await openFromQueue('signer', number), '收入证明属实,同意。');
    await approve(await openFromQueue('head', number), '本行负责人同意此笔贷款。');
    await approve(await openFromQueue('risk', number), '风险可控,同意放款。');
    await signContract(borrower);
    const { customer_id: customerId } = await db
      .selectFrom('application')
      .select('customer_id')
      .where('application_id', '=', applicationId)
      .executeTakeFirstOrThrow();
    await payOut(applicationId, customerId);
    await expect
      .poll(async () => (await staff.finance.get('/v1/loans')).body.items, { timeout: 120_000 })
      .toMatchObject([{ status: 'active' }]);
    await borrower.goto('/my/loans');
    await borrower.getByRole('link', { name: /^LN/ }).click();
    await borrower.getByRole('heading', { name: /^贷款 LN/ }).waitFor();
    const loanId = /loans\/([^?]+)/.exec(borrower.url())![1]!;
    const desk = await deskOf('finance', `/loans/${loanId}`);
    await desk.getByText('合计', { exact: true }).waitFor();
    const installment = '17,995.09';
    expect(await desk.locator('main').innerText()).toContain(installment);
    expect(await borrower.locator('main').innerText()).toContain(installment);
    expect(await bookDifferences(db, loanId)).toEqual([]);
  });
});
