/**
 * The payments desk and a loan's page in a real browser: a second person releases what another has made, money is
 * posted after its allocation was shown, and a reversal is asked for with its replay on the screen.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { keys, moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { lookAt, runDisbursement, seedPayment, seedReleased } from '../support/servicing.ts';
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
await moveClock(db, startDate);
await seedRequestMatrices(db);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const picturesFolder = process.env['PICTURES_FOLDER'];

/** What each page is held to; and a picture of it for whoever asks for one. */
async function look(page: Page, name: string): Promise<void> {
  await untilDrawn(page);
  if (picturesFolder !== undefined) {
    mkdirSync(picturesFolder, { recursive: true });
    await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true });
  }
  expect(await axeViolations(page), name).toEqual([]);
  expect(await rawKeys(page), name).toEqual([]);
  expect(await page.locator('h1').count(), name).toBe(1);
}

async function runningLoan(): Promise<string> {
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: keys.seal('6222020000000000011') })
    .where('customer_id', '=', found.customerId)
    .execute();
  return (await runDisbursement(db, await seedReleased(db, found)))!;
}

/** Several pages one after another, also on a machine that is busy. */
const patience = { timeout: 240_000 };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(hasNoBrowser)('the payments desk', () => {
  test(
    'shows a loan with totals, posts money after its allocation, asks for a reversal',
    patience,
    async () => {
      const loanId = await runningLoan();
      await seedPayment(db, loanId, '1000.00');
      await lookAt(db, loanId);
      const page = await browser.open({
        path: `/loans/${loanId}`,
        userName: finance.userName,
        viewport: { width: 1280, height: 900 },
      });
      await page.getByText('合计', { exact: true }).waitFor();
      await look(page, 'loan-schedule');
      await page.keyboard.press('2');
      await button(page, '登记还款').click();
      await page.getByLabel('金额').fill('500');
      await page.getByLabel('渠道流水号').fill('SLIP-0001');
      await button(page, '试算').click();
      await page.getByRole('heading', { name: '变更前后' }).waitFor();
      await look(page, 'loan-payment-preview');
      const before = await finance.get(`/v1/loans/${loanId}/payments`);
      expect(before.body.items).toHaveLength(1);
      await button(page, '入账到此贷款').click();
      await page.getByText('SLIP-0001').waitFor();
      await lookAt(db, loanId);
      await page.reload();
      await button(page, '分配').first().click();
      await button(page, '冲正还款').first().click();
      await page.getByRole('combobox', { name: '原因' }).click();
      await page.getByRole('option', { name: '重复入账' }).click();
      await button(page, '试算').click();
      await page.getByRole('heading', { name: '由谁审批' }).waitFor();
      await look(page, 'loan-reversal');
      await button(page, '提交审批').click();
      // The form ends when the request is open.
      await page.getByRole('heading', { name: '由谁审批' }).waitFor({ state: 'detached' });
      const changes = (await finance.get(`/v1/loans/${loanId}/changes`)).body.items;
      expect(changes).toMatchObject([{ kind: 'reversal', status: 'quoted' }]);
      await page.goto('/payments/reversals');
      await page.getByText('审批中').first().waitFor();
      await look(page, 'reversals');
    },
  );

  test(
    'lets a second person release what passes every check, and nobody else',
    patience,
    async () => {
      const { applicationId, contractHash } = await seedAcceptedCase(db, api.branchIds.shanghai, {
        amount: '50000.00',
      });
      const path = `/v1/applications/${applicationId}/disbursements`;
      const { body } = await operations.post(path, { contractHash });
      const { disbursementId } = body;
      const address = `/payments/disbursements?sel=${disbursementId}`;
      const makers = await browser.open({ path: address, userName: operations.userName });
      await makers.getByRole('heading', { name: '放款前检查' }).waitFor();
      expect(await button(makers, '放行').isDisabled()).toBe(true);
      await look(makers, 'disbursement-maker');
      const page = await browser.open({ path: address, userName: finance.userName });
      await button(page, '放行').click();
      await page.getByRole('alertdialog').getByText('50,000.00').waitFor();
      await look(page, 'disbursement-release');
      await page.getByRole('alertdialog').getByRole('button', { name: '放行' }).click();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await expect
        .poll(async () => (await finance.get(`/v1/disbursements/${disbursementId}`)).body.status)
        .toBe('released');
    },
  );

  test('releases several together and says what became of each', patience, async () => {
    const { applicationId, contractHash } = await seedAcceptedCase(db, api.branchIds.shanghai, {
      amount: '60000.00',
    });
    const path = `/v1/applications/${applicationId}/disbursements`;
    const { disbursementId } = (await operations.post(path, { contractHash })).body;
    const page = await browser.open({
      path: '/payments/disbursements?status=requested',
      userName: finance.userName,
    });
    await page.getByRole('row').getByRole('checkbox').last().check();
    await button(page, '放行 1 笔').click();
    await look(page, 'disbursement-bulk');
    await page.getByRole('alertdialog').getByRole('button', { name: '放行 1 笔' }).click();
    await expect
      .poll(async () => (await finance.get(`/v1/disbursements/${disbursementId}`)).body.status)
      .toBe('released');
  });

  test(
    'takes a statement of the bank, matches its lines and shows the day at zero',
    patience,
    async () => {
      const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '80000.00' });
      const loanId = (await runDisbursement(db, await seedReleased(db, found)))!;
      const { number } = (await finance.get(`/v1/loans/${loanId}`)).body;
      const { items } = (await finance.get('/v1/disbursements?status=confirmed&size=100')).body;
      const paid = (await finance.get('/v1/payments?size=100')).body.items;
      const rows = [
        ...items.map((out: { railReference: string; amount: { amount: string } }) =>
          [out.railReference, '', out.amount.amount, ''].join(),
        ),
        ...paid.map((payment: { providerReference: string; amount: { amount: string } }) =>
          [payment.providerReference, payment.amount.amount, '', ''].join(),
        ),
        ['NEW-1', '700.00', '', `还款 ${number}`].join(),
        ['NEW-2', '66.00', '', '来路不明'].join(),
      ];
      const file = (lines: readonly string[]) => ({
        name: '三月流水.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          `日期,流水号,收入,支出,附言\r\n${lines.map((line) => `${startDate},${line}`).join('\r\n')}`,
        ),
      });
      const page = await browser.open({
        path: '/payments/reconcile',
        userName: finance.userName,
        viewport: { width: 1280, height: 900 },
      });
      const row = page.getByRole('row').filter({ hasText: startDate });
      await row.getByText('无流水').waitFor();
      await button(page, '导入流水').click();
      const chooser = page.locator('input[type=file]');
      await chooser.setInputFiles(file(['BAD,1o.00,,']));
      await button(page, '检查文件').click();
      await page.getByText('金额无法识别').waitFor();
      expect(await button(page, '导入全部').isDisabled()).toBe(true);
      await look(page, 'reconcile-faults');
      await chooser.setInputFiles(file(rows));
      await button(page, '检查文件').click();
      await button(page, '导入全部').click();
      // What the books know by its reference is confirmed together.
      await page.getByText('来路不明').waitFor();
      await look(page, 'reconcile-lines');
      await page.getByRole('checkbox').first().check();
      await button(page, `确认所选 ${rows.length - 2} 行`).click();
      await expect
        .poll(() => page.getByRole('button', { name: '核对', exact: true }).count())
        .toBe(2);
      await page
        .getByRole('row')
        .filter({ hasText: number })
        .getByRole('button', { name: '核对' })
        .click();
      await page.getByRole('heading', { name: '变更前后' }).waitFor();
      await look(page, 'reconcile-line');
      await button(page, '入账到此贷款').click();
      await page.getByRole('row').filter({ hasText: 'NEW-1' }).waitFor({ state: 'detached' });
      await button(page, '核对').click();
      await page.getByRole('radio', { name: '挂账' }).check();
      await button(page, '挂账').click();
      await page.getByText('没有未核对的流水').waitFor();
      await page.getByRole('tab', { name: '逐日核对' }).click();
      await row.getByText('相符').waitFor();
      await look(page, 'reconcile-days');
      await lookAt(db, loanId);
      const { items: payments } = (await finance.get(`/v1/loans/${loanId}/payments`)).body;
      expect(payments).toMatchObject([{ providerReference: 'NEW-1', status: 'applied' }]);
      const held = (await finance.get('/v1/suspense-payments')).body.items;
      expect(held).toMatchObject([{ providerReference: 'NEW-2', remark: '来路不明' }]);
    },
  );
});
