/**
 * An officer's way in a real browser: somebody new is searched for, put on file, and their application is filled,
 * kept, completed and handed in. The language changes while half of it is typed, and data that is shown in full
 * leaves its row in the audit trail.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { newPerson, residentNumber } from '../support/numbers.ts';
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
const officer = await api.person(['loan_officer']);
await api.person(['credit_officer']);
await api.person(['credit_officer']);
const pdf = { name: 'card.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 card') };
const picturesFolder = process.env['PICTURES_FOLDER'];

/** What each page is held to; and a picture of it for whoever asks for one. */
async function look(page: Page, name: string): Promise<void> {
  await untilDrawn(page);
  if (picturesFolder !== undefined) {
    mkdirSync(picturesFolder, { recursive: true });
    await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true });
  }
  expect(await axeViolations(page), name).toEqual([]);
  const keys = (await rawKeys(page)).filter((key) => key !== pdf.name);
  expect(keys, name).toEqual([]);
  expect(await page.locator('h1').count(), name).toBe(1);
}

async function newDraft(): Promise<{ applicationId: string; customerId: string }> {
  const { customerId } = (await officer.post('/v1/customers', newPerson())).body;
  const body = { customerId, product: 'consumer', amount: cny('20000.00') };
  const { applicationId } = (await officer.post('/v1/applications', body)).body;
  return { applicationId, customerId };
}

describe.skipIf(hasNoBrowser)('the officer’s wizard', () => {
  test(
    'somebody new is searched for, put on file, and their application handed in',
    { timeout: 240_000 },
    async () => {
      const page = await browser.open({ path: '/applications/new', userName: officer.userName });
      await page.getByLabel('完整证件号').fill(residentNumber('1990-05-17', 901));
      await page.getByRole('button', { name: '查找' }).click();
      await page.getByText('没有找到', { exact: false }).first().waitFor();
      await page.getByRole('button', { name: '新建客户' }).click();
      await page.getByLabel('姓名或名称').fill('欧阳明月');
      await page.getByLabel('手机号').last().fill('13812345678');
      await look(page, 'wizard-1-new-customer');
      await page.getByRole('button', { name: '建立客户档案' }).click();
      await page.getByRole('textbox', { name: '金额' }).fill('３０，０００');
      await look(page, 'wizard-2-begin');
      await page.getByRole('button', { name: '下一步' }).click();
      await page.waitForURL(/\/applications\/[^/]+\/edit/);
      await fillTerms(page);
      await look(page, 'wizard-3-loan');
      await page.keyboard.press('Control+Enter');
      await page.getByLabel('现职年限').selectOption('over_7_years');
      await page.getByLabel('月收入').fill('15000');
      await look(page, 'wizard-4-income');
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByLabel('押品种类').waitFor();
      await look(page, 'wizard-5-security');
      await page.getByRole('button', { name: '下一步' }).click();
      await bringPapers(page);
      await look(page, 'wizard-6-papers');
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByText('提交所需的内容已齐。').waitFor();
      await page.getByText('个工作小时内', { exact: false }).first().waitFor();
      await look(page, 'wizard-7-submit');
      await page.getByRole('button', { name: '提交审批' }).click();
      await page.waitForURL(/\/applications\/[^/]+$/);
      const { body } = await officer.get('/v1/applications?status=submitted');
      expect(body.items).toMatchObject([{ amount: cny('30000.00'), customerName: '欧**月' }]);
    },
  );

  test(
    'the language changes in the middle of a half-filled draft and nothing typed is lost',
    { timeout: 120_000 },
    async () => {
      const { applicationId } = await newDraft();
      const path = `/applications/${applicationId}/edit?step=income`;
      const page = await browser.open({ path, userName: officer.userName });
      await page.getByLabel('月收入').fill('8888');
      await page.getByLabel('供养人数').fill('abc');
      await page.getByText('English', { exact: true }).first().click();
      await page.getByLabel('Monthly income').waitFor();
      expect(await page.getByLabel('Monthly income').inputValue()).toBe('8,888.00');
      // Half a value is nothing the server could keep: it stays where it was typed.
      expect(await page.getByLabel('Dependants').inputValue()).toBe('abc');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByLabel('Dependants').fill('2');
      await page.getByLabel('Housing').focus();
      await page.getByText('Draft saved', { exact: false }).waitFor();
      await look(page, 'wizard-language');
      const { body } = await officer.get(`/v1/applications/${applicationId}`);
      expect(body.content.applicant).toMatchObject({
        monthlyIncome: cny('8888.00'),
        dependantCount: 2,
      });
    },
  );

  test(
    'another officer’s change to another value is taken over, one to the same value is asked about',
    { timeout: 120_000 },
    async () => {
      const { applicationId } = await newDraft();
      const path = `/v1/applications/${applicationId}`;
      const page = await browser.open({
        path: `/applications/${applicationId}/edit?step=income`,
        userName: officer.userName,
        expectedErrors: ['409'],
      });
      const change = async (applicant: object) => {
        const { version } = (await officer.get(path)).body;
        await officer.patch(path, { applicant }, { version });
      };
      await page.getByLabel('供养人数').fill('3');
      await change({ residenceYears: 7 });
      await page.getByLabel('住房').focus();
      await expect
        .poll(async () => factsOf(applicationId), { timeout: 30_000 })
        .toMatchObject({
          dependantCount: 3,
          residenceYears: 7,
        });
      await page.getByLabel('供养人数').fill('4');
      await change({ dependantCount: 5 });
      await page.getByLabel('住房').focus();
      await page.getByText('同一内容有两种填写').waitFor();
      const typed = page.getByRole('textbox', { name: '供养人数' });
      expect(await typed.inputValue()).toBe('4');
      expect(await factsOf(applicationId)).toMatchObject({ dependantCount: 5 });
      await look(page, 'wizard-conflict');
      await page.getByRole('radio', { name: '供养人数 新值' }).click();
      await expect
        .poll(async () => factsOf(applicationId), { timeout: 30_000 })
        .toMatchObject({ dependantCount: 4, residenceYears: 7 });
    },
  );

  test(
    'an identity is nowhere on the page before it is revealed; a reveal leaves one row and is hidden again',
    { timeout: 120_000 },
    async () => {
      const person = newPerson();
      const { customerId } = (await officer.post('/v1/customers', person)).body;
      const page = await browser.open({ userName: officer.userName });
      const answers: string[] = [];
      page.on('response', async (response) => {
        if (response.url().includes('/v1/')) answers.push(await response.text().catch(() => ''));
      });
      await page.goto(`/customers/${customerId}`);
      await look(page, 'customer');
      const { number } = person.identity;
      expect(await page.content()).not.toContain(number);
      expect(answers.length).toBeGreaterThan(1);
      expect(answers.join('\n')).not.toContain(number);
      await page.getByRole('button', { name: '显示证件号码' }).click();
      await page.getByRole('dialog').getByLabel('用途').first().click();
      await page.getByRole('option', { name: '核对身份' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '显示', exact: true }).click();
      await page.getByText(number).waitFor();
      const rows = await db
        .selectFrom('audit_event')
        .selectAll()
        .where('subject_id', '=', customerId)
        .where('action', '=', 'customer.revealed')
        .execute();
      expect(rows).toHaveLength(1);
      expect(rows[0]!.after).toMatchObject({ purpose: 'identity_check', fields: ['identity'] });
      await page.getByRole('button', { name: '隐藏证件号码' }).click();
      expect(await page.content()).not.toContain(number);
      const kept = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
      );
      expect(kept).not.toContain(number);
    },
  );
});

async function factsOf(applicationId: string): Promise<unknown> {
  return (await officer.get(`/v1/applications/${applicationId}`)).body.content.applicant;
}

async function fillTerms(page: Page): Promise<void> {
  await page.getByLabel('期数（月）').fill('12');
  await page.getByLabel('还款方式').selectOption('equal_installment');
  await page.getByLabel('用途').selectOption('furniture');
  await page.getByText('草稿已存', { exact: false }).waitFor();
  await page.getByText('查看全部 12 期').waitFor();
}

async function bringPapers(page: Page): Promise<void> {
  await page.getByRole('button', { name: '上传 身份证' }).click();
  await page.getByLabel('有效期至').fill('2050-01-01');
  await page.locator('input[type=file]').first().setInputFiles(pdf);
  await page.getByRole('button', { name: '上传文件' }).click();
  await page.getByText('查看文件').waitFor();
  for (let count = 0; count < 2; count += 1) {
    await page
      .getByRole('button', { name: /^登记同意/ })
      .first()
      .click();
    await page.getByRole('button', { name: '客户已同意，登记' }).click();
    await page.getByRole('button', { name: '客户已同意，登记' }).waitFor({ state: 'detached' });
  }
}
