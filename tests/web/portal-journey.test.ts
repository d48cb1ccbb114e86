/**
 * A borrower's way in a real browser at 375 px: sign up by phone, apply in small steps, bring what is missing, sign
 * the offer, pay, ask for help. Approvers and the bank are played by the test; everything else is the real thing.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { carryPaymentOrders } from '../../activities/debit-loop.ts';
import { createSimulatedDirectDebit } from '../../activities/ports/direct-debit-simulated.ts';
import { openKeyFile } from '../../ops/keys.ts';
import { testApi } from '../support/api.ts';
import { openStage, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock, seedAcceptedCase } from '../support/lending.ts';
import { residentNumber } from '../support/numbers.ts';
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
await api.person(['loan_officer']);
const approvers = [
  await api.person(['credit_officer']),
  await api.person(['credit_officer']),
  await api.person(['branch_head']),
  await api.person(['risk_manager'], 'head_office'),
];
const steps = createApprovalActivities({ db });

const phone = {
  viewport: { width: 375, height: 740 },
  hasTouch: true,
  reducedMotion: 'reduce',
} as const;
const picturesFolder = process.env['PICTURES_FOLDER'];

/** What each page is held to; and a picture of it for whoever asks for one. */
async function look(page: Page, name: string): Promise<void> {
  await untilDrawn(page);
  if (picturesFolder !== undefined) {
    mkdirSync(picturesFolder, { recursive: true });
    await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true });
  }
  expect(await axeViolations(page), name).toEqual([]);
  const keys = (await rawKeys(page)).filter((key) => key !== 'example.com');
  expect(keys, name).toEqual([]);
  expect(await page.locator('h1').count(), name).toBe(1);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${name} does not scroll sideways`).toBeLessThanOrEqual(375);
  expect(await smallTargets(page), name).toEqual([]);
}

/** Buttons, fields and links of the bar that are lower than a thumb needs. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input:not([type=file]), select, nav a')]
      .filter((element) => element.offsetParent !== null && element.closest('[inert]') === null)
      .map((element) => {
        const target = element.matches('[type=radio], [type=checkbox]')
          ? (element.closest<HTMLElement>('[class*="-body"]') ?? element)
          : element;
        return { element, height: target.getBoundingClientRect().height };
      })
      .filter(({ height }) => height > 0 && height < 43.5)
      .map(({ element, height }) => `${element.outerHTML.slice(0, 120)} is ${height} px high`),
  );
}

const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();

async function signUp(page: Page, number: string): Promise<void> {
  await page.getByLabel('手机号').fill(number);
  await press(page, '获取验证码');
  const said = await page.getByText('您的验证码是').innerText();
  await page.getByLabel('6 位验证码').fill(/\d{6}/.exec(said)![0]);
  await look(page, '02-code');
  await press(page, '登录');
  await page.getByRole('heading', { name: '注册' }).waitFor();
  await page.getByLabel('姓名').fill('欧阳·晓月');
  await page.getByLabel('证件号码').fill(residentNumber('1990-06-15', 777));
  await look(page, '03-sign-up');
  await page.getByRole('checkbox').check();
  await press(page, '注册并登录');
  await page.getByRole('heading', { name: '欧阳·晓月，您好' }).waitFor();
}

async function fillWizard(page: Page): Promise<void> {
  await page.getByRole('link', { name: '申请', exact: true }).click();
  await page.getByRole('heading', { name: '申请贷款' }).waitFor();
  await look(page, '05-apply');
  await page.getByRole('link', { name: '开始申请' }).nth(1).click();
  await page.getByLabel('想借多少').fill('20000');
  await page.getByText('年化综合成本(单利)').first().waitFor();
  await look(page, '06-terms');
  await press(page, '保存并继续');
  await page.getByRole('heading', { name: '用途' }).waitFor();
  await page.getByText('家具', { exact: true }).click();
  await look(page, '07-purpose');
  await press(page, '保存并继续');
  await page.getByLabel('现在的工作做了多久').selectOption('over_7_years');
  await page.getByLabel('每月收入').fill('１２，０００');
  await look(page, '08-work');
  await press(page, '保存并继续');
  await page.getByLabel('活期账户余额').selectOption('none');
  await page.getByLabel('住房情况').selectOption('own');
  await look(page, '09-household');
  await press(page, '保存并继续');
  await page.getByRole('heading', { name: '上传材料' }).waitFor();
}

async function bringPapers(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await press(page, '选择文件或拍照');
  await (
    await chooser
  ).setFiles({
    name: '身份证.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 identity card'),
  });
  await page.getByLabel('有效期至').fill('2050-01-01');
  await look(page, '10-papers');
  await press(page, '上传');
  await page.getByText('已收到 · 身份证.pdf').first().waitFor();
  await press(page, '保存并继续');
  await page.getByRole('heading', { name: '授权', exact: true }).waitFor();
  await press(page, '我同意');
  await page.getByText('✓ 同意').nth(1).waitFor();
  await look(page, '11-consents');
  await press(page, '保存并继续');
  await page.getByRole('heading', { name: '核对并提交' }).waitFor();
  await page.getByText('内容齐全').waitFor();
  await look(page, '12-check');
}

/** Whoever has a seat votes, stage after stage, until there is an offer. */
async function approve(applicationId: string): Promise<void> {
  const vote = { answer: 'approve', comment: 'agreed after review' };
  const opened = await openStage(db, applicationId);
  let { stageId } = opened;
  for (let turn = 0; stageId !== null && turn < 6; turn += 1) {
    for (const person of approvers) await person.post(`/v1/stages/${stageId}/votes`, vote);
    ({ stageId } = await steps.openNextStage(opened.approvalId));
  }
  await steps.lookAtApplication(applicationId, 1);
}

async function latestApplicationId(): Promise<string> {
  const { application_id: id } = await db
    .selectFrom('application')
    .select('application_id')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

describe.skipIf(hasNoBrowser)('a borrower on a phone', () => {
  test('signs up, applies in small steps, tracks and signs', { timeout: 240_000 }, async () => {
    const page = await browser.open({ path: '/my', ...phone });
    await look(page, '01-sign-in');
    await signUp(page, '13900001111');
    await look(page, '04-home');
    await fillWizard(page);
    await bringPapers(page);
    await press(page, '提交申请');
    await page.getByText('申请进度').waitFor();
    await look(page, '13-track');
    const applicationId = await latestApplicationId();
    await approve(applicationId);
    await page.goto('/my');
    await page.getByText('已获批').waitFor();
    await look(page, '14-home-offer');
    await page.getByRole('link', { name: '查看条款' }).click();
    await page.getByRole('heading', { name: '合同条款' }).waitFor();
    await page.getByText('还款计划').waitFor();
    await look(page, '15-offer');
    const calendar = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载还款日历(.ics)' }).click();
    expect((await calendar).suggestedFilename()).toMatch(/\.ics$/);
    await page.getByRole('checkbox').check();
    await press(page, '同意并签约');
    await page.getByText('同意这些条款？').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '同意并签约' }).click();
    await page.getByText('待放款').first().waitFor();
    await look(page, '16-signed');
  });

  test(
    'pays, sees it arrive, works out the payoff and asks for help',
    { timeout: 240_000 },
    async () => {
      const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
      const loanId = (await runDisbursement(db, await seedReleased(db, found)))!;
      await lookAt(db, loanId);
      const keys = openKeyFile(api.config.keyFile);
      await db
        .updateTable('customer')
        .set({ bank_account_cipher: keys.seal('6222020000000000011') })
        .where('customer_id', '=', found.customerId)
        .execute();
      const { userName } = await api.borrower(found.customerId);
      const page = await browser.open({ path: '/my/loans', userName, ...phone });
      await look(page, '20-loans');
      await page.getByRole('link', { name: /^LN/ }).click();
      await page.getByRole('heading', { name: /^贷款 LN/ }).waitFor();
      await page.getByRole('button', { name: '查看更多' }).click();
      await page.getByRole('table').waitFor();
      await look(page, '21-loan');
      await page.getByRole('link', { name: '去还款' }).click();
      await page.getByText('还什么').waitFor();
      await look(page, '22-pay');
      await press(page, /^确认支付/);
      await page.getByRole('heading', { name: '处理中' }).waitFor();
      await look(page, '23-processing');
      const debits = createSimulatedDirectDebit();
      for (let turn = 0; turn < 3; turn += 1) {
        await db.updateTable('payment_order').set({ claimed_until: null }).execute();
        await carryPaymentOrders({ db, keys, debits });
      }
      await page.getByRole('heading', { name: '已到账' }).waitFor();
      await look(page, '24-arrived');
      await lookAt(db, loanId);
      await page.getByRole('link', { name: '回到贷款' }).click();
      await page.getByText('已入账').waitFor();
      await page.getByRole('link', { name: '提前结清' }).click();
      await press(page, '试算结清金额');
      await page.getByText('前到账有效').waitFor();
      await look(page, '25-payoff');
      await page.goto(`/my/loans/${loanId}/help`);
      await look(page, '26-help');
      await press(page, /申请延期或减少月供$/);
      await page.getByLabel('发生了什么').selectOption('illness');
      await page.getByLabel('怎样对您有帮助').selectOption('payment_holiday');
      await page.getByLabel('请写几句').fill('我住院了,两个月后恢复工作。');
      await look(page, '27-hardship');
      await press(page, '提交申请');
      await page.getByText('已收到，编号').waitFor();
      await look(page, '28-received');
      await page.getByRole('link', { name: '在“消息”中查看' }).click();
      await page.getByRole('heading', { name: '消息' }).waitFor();
      await look(page, '29-messages');
      await page.getByRole('link', { name: '我的', exact: true }).click();
      await page.getByText('谁看过我的信息').waitFor();
      await look(page, '30-profile');
    },
  );
});
