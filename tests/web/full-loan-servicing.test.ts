/**
 * The second half of a loan by screens alone, with the real workflows behind them: the training clock runs past a due
 * date, finance registers what had come in on time, a collector takes a promise that is kept, and the borrower
 * pays the rest off on the phone. Desk, phone, statement and ledger end with the same cents.
 */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { listLoanEntries } from '../../db/queries/ledger.ts';
import { openKeyFile } from '../../ops/keys.ts';
import { testApi } from '../support/api.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { bookDifferences } from '../support/servicing.ts';
import { testTemporal } from '../support/temporal.ts';
import { testWorker } from '../support/worker.ts';
import { hasNoBrowser, testBrowser, untilDrawn } from './support/browser.ts';

const api = await testApi();
const { db, config } = api;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const temporal = await testTemporal();
await testWorker(
  { databaseUrl: config.databaseUrl, namespace: temporal.namespace },
  { config: { keyFile: config.keyFile } },
);
const browser = testBrowser(api.url);
const staff = {
  admin: await api.person(['admin'], 'head_office'),
  operations: await api.person(['operations']),
  finance: await api.person(['finance']),
  collector: await api.person(['collector']),
};
const INSTALLMENT = '8,661.90';
/** Also for a machine that is three times slower. */
const PATIENCE_MS = 120_000;

const press = (place: Page | Locator, name: string | RegExp) =>
  place
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();

/** Somebody of the house, who reads English. */
async function deskOf(name: keyof typeof staff, path: string): Promise<Page> {
  const page = await browser.open({ path, userName: staff[name].userName, locale: 'en-US' });
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

async function phoneOf(customerId: string, path: string): Promise<Page> {
  const { userName } = await api.borrower(customerId);
  const viewport = { width: 375, height: 740 };
  const page = await browser.open({ path, userName, viewport, hasTouch: true });
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** What a workflow does appears by itself; the page is looked at anew until it is there. */
async function untilSeen(page: Page, place: (page: Page) => Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload();
        await untilDrawn(page);
        return place(page).count();
      },
      { timeout: PATIENCE_MS },
    )
    .toBeGreaterThan(0);
}

/** Paid out by its workflow, to an account that can be debited. */
async function runningLoan() {
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const { applicationId, customerId, contractHash } = accepted;
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: openKeyFile(config.keyFile).seal('6222020000000000011') })
    .where('customer_id', '=', customerId)
    .execute();
  const path = `/v1/applications/${applicationId}/disbursements`;
  const { disbursementId } = (await staff.operations.post(path, { contractHash })).body;
  await staff.finance.post(`/v1/disbursements/${disbursementId}/releases`);
  const loans = async () => (await staff.finance.get('/v1/loans')).body.items;
  await expect.poll(loans, { timeout: PATIENCE_MS }).toMatchObject([{ status: 'active' }]);
  return { loanId: (await loans())[0].loanId as string, customerId };
}

async function moveTo(page: Page, date: string): Promise<void> {
  await page.goto('/training');
  await page.getByLabel('To a date').fill(date);
  await press(page, 'Move');
  await page.getByText(new RegExp(`^Moved from .* to ${date}`)).waitFor();
}

type Slip = { readonly amount: string; readonly reference: string; readonly valueDate?: string };

/** Shows first what the money would do. */
async function registerPayment(
  page: Page,
  { amount, reference, valueDate }: Slip,
  changes: string,
): Promise<void> {
  await page.getByRole('tab', { name: 'Payments' }).click();
  await press(page, 'Register a payment');
  await page.getByLabel('Amount').fill(amount);
  if (valueDate !== undefined) await page.getByLabel('Value date').fill(valueDate);
  await page.getByLabel('Reference of the channel').fill(reference);
  await press(page, 'Show what it does');
  await page.getByRole('heading', { name: 'Before and after' }).waitFor();
  await page.getByRole('row', { name: changes }).first().waitFor();
  await press(page, 'Post to this loan');
  await page.getByText(reference).waitFor();
}

/** An amount without what stands around it: `8,661.90`. */
const plain = (text: string) => /[\d,]+\.\d\d/.exec(text)![0];

/** The figure of the loan page under this word. */
async function figureOf(page: Page, word: string): Promise<string> {
  const label = page.locator('main').getByText(word, { exact: true }).first();
  return plain(await label.locator('xpath=following-sibling::*[1]').innerText());
}

async function takePromise(page: Page, amount: string, date: string): Promise<void> {
  await press(page, 'Get next');
  await page.getByRole('heading', { name: 'Log this contact' }).waitFor();
  await page.getByRole('radio', { name: 'Reached, promised to pay' }).click();
  await page.getByLabel('Promised for').fill(date);
  await page.getByRole('group', { name: 'Promise to pay' }).getByLabel('Amount').fill(amount);
  await press(page, 'Save only');
  await page.getByRole('tab', { name: 'Promises 1' }).click();
  await page.getByRole('row', { name: amount }).getByText('Open').waitFor();
}

/** @returns what closes the loan today */
async function quotePayoff(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Payoff quote' }).click();
  await press(page, 'Quote the payoff');
  const line = page.getByRole('row', { name: 'To pay' });
  await line.waitFor();
  return plain(await line.getByRole('cell').last().innerText());
}

async function payOffOnPhone(page: Page, loanId: string): Promise<string> {
  await page.reload();
  await page.getByRole('link', { name: '提前结清' }).click();
  await press(page, '试算结清金额');
  const confirm = page.getByRole('button', { name: /^确认支付 / });
  const amount = plain(await confirm.innerText());
  await confirm.click();
  await page.getByText('已到账').first().waitFor();
  await page.goto(`/my/loans/${loanId}`);
  return amount;
}

const minorOf = (text: string) => BigInt(text.replace(/\D/g, ''));
const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n);

/** All money of the borrower's that the statement shows, and the principal it ends with. */
async function readStatement(page: Page) {
  await page.getByRole('tab', { name: 'Statement' }).click();
  await page.getByRole('row', { name: 'Closing' }).waitFor();
  const rows = await page
    .getByRole('row')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
    );
  const paid = rows.filter(([, kind]) => kind === 'Payment allocated');
  return {
    paid: paid.map(([, , amount]) => minorOf(amount!)),
    closing: plain(rows.find(([, kind]) => kind === 'Closing')!.at(-1)!),
  };
}

/** What came into the bank for the loan, as the ledger has it. */
async function receivedIn(loanId: string): Promise<bigint> {
  const entries = await listLoanEntries(db, loanId);
  const lines = entries
    .filter(({ rule }) => rule === 'payment_received')
    .flatMap(({ postings }) => postings.filter(({ side }) => side === 'debit'));
  return sum(lines.map(({ amountMinor }) => amountMinor));
}

describe.skipIf(hasNoBrowser)('a running loan by screens alone', () => {
  test('from the first installment to the early payoff', { timeout: 600_000 }, async () => {
    const { loanId, customerId } = await runningLoan();
    const clock = await deskOf('admin', '/training');
    const desk = await deskOf('finance', `/loans/${loanId}`);

    await moveTo(clock, '2036-02-18');
    await untilSeen(desk, (page) => page.getByText('3 days past due'));
    const onTime = { amount: INSTALLMENT, reference: 'SLIP-1', valueDate: '2036-02-15' };
    await registerPayment(desk, onTime, 'Days past due 3 → 0');
    await untilSeen(desk, (page) => page.getByText('Nothing overdue'));
    await desk.getByText('Registered on 2036-02-18').waitFor();
    expect(await bookDifferences(db, loanId)).toEqual([]);

    await moveTo(clock, '2036-03-18');
    await untilSeen(desk, (page) => page.getByText('3 days past due'));
    const overdue = await figureOf(desk, 'Overdue');
    const phone = await phoneOf(customerId, `/my/loans/${loanId}`);
    await phone.getByText('逾期 3 天').waitFor();
    const collector = await deskOf('collector', '/collections/queue');
    await takePromise(collector, overdue, '2036-03-20');
    await registerPayment(desk, { amount: overdue, reference: 'SLIP-2' }, 'Days past due 3 → 0');
    await untilSeen(collector, (page) =>
      page.getByRole('row', { name: overdue }).getByText('Kept'),
    );
    await collector.getByText('Cured').first().waitFor();

    await untilSeen(desk, (page) => page.getByText('Nothing overdue'));
    const quoted = await quotePayoff(desk);
    expect(await payOffOnPhone(phone, loanId)).toBe(quoted);
    await untilSeen(phone, (page) => page.getByText('已结清'));
    await untilSeen(desk, (page) => page.getByText('Paid off', { exact: true }));

    const { paid, closing } = await readStatement(desk);
    expect(paid).toEqual([INSTALLMENT, overdue, quoted].map(minorOf));
    expect(closing).toBe('0.00');
    expect(await receivedIn(loanId)).toBe(sum(paid));
    expect(await bookDifferences(db, loanId)).toEqual([]);
  });
});
