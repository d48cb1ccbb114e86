/**
 * A write-off from its grounds to the last recovery: the evidence the approvers read, committee and then finance, the
 * ledger of it all, and what may not be written off or restructured while money is on its way.
 */
import { expect, test } from 'vitest';
import { newId } from '../../db/ids.ts';
import { insertDocument } from '../../db/queries/documents.ts';
import { findAcceptedOffer } from '../../db/queries/disbursements.ts';
import { findStage } from '../../db/queries/stages.ts';
import { addDays } from '../../domain/calendar.ts';
import { parseAmount } from '../../domain/money.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock, startDate } from '../support/lending.ts';
import { cny, loanDesk } from '../support/loan-desk.ts';
import { approveChange, openStage, requestOfChange, voteInStage } from '../support/requests.ts';
import { bookDifferences, lookAt, runUntil } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const { openLoan, ask, pay, operations, finance } = await loanDesk(api);

async function fileDocument(customerId: string, kind = 'court_ruling'): Promise<string> {
  const documentId = newId();
  const content = Buffer.from('%PDF-1.7');
  await db.transaction().execute((trx) =>
    insertDocument(trx, {
      documentId,
      customerId,
      applicationId: null,
      kind,
      fileName: `${kind}.pdf`,
      mediaType: 'application/pdf',
      sizeBytes: content.length,
      sha256: '00'.repeat(32),
      issuedDate: null,
      expiryDate: null,
      receivedBy: operations.officerId,
      content,
    }),
  );
  return documentId;
}

const writeOff = (reason: string, documentId: string) => ({
  kind: 'write_off',
  reason,
  evidence: [{ documentId, note: 'as received' }],
});

async function receive(loanId: string, amount: string) {
  await pay(loanId, amount);
  expect(await bookDifferences(db, loanId)).toEqual([]);
}

type Line = { side: string; accountCode: string; amount: { amount: string } };
type Entry = { rule: string; postings: Line[] };

async function entriesOf(loanId: string): Promise<Entry[]> {
  return (await finance.get(`/v1/loans/${loanId}/entries?size=200`)).body.items;
}

/** Amounts by side and account of the entries of one rule, in order. */
async function postingsOf(loanId: string, rule: string): Promise<string[]> {
  const found = (await entriesOf(loanId)).filter((entry) => entry.rule === rule);
  return found.flatMap(({ postings }) =>
    postings.map(({ side, accountCode, amount }) => `${side} ${accountCode} ${amount.amount}`),
  );
}

/** Debit less credit, in minor units. */
async function balanceOf(loanId: string, account: string): Promise<bigint> {
  let minor = 0n;
  for (const { side, accountCode, amount } of (await entriesOf(loanId)).flatMap(
    ({ postings }) => postings,
  )) {
    if (accountCode !== account) continue;
    const part = parseAmount(amount.amount, 'CNY').minor;
    minor += side === 'debit' ? part : -part;
  }
  return minor;
}

test('a write-off needs a ground, and evidence among the papers of its customer', async () => {
  const { loanId, customerId, openedDate } = await openLoan();
  const documentId = await fileDocument(customerId);
  await runUntil(db, loanId, addDays(openedDate, 60));
  expect((await ask(loanId, writeOff('past_due', documentId))).body).toMatchObject({
    code: 'write_off_not_allowed',
    neededDays: 360,
  });
  const bare = await ask(loanId, { kind: 'write_off', reason: 'death', evidence: [] });
  expect([bare.status, bare.body.errors[0].pointer]).toEqual([422, '/evidence']);
  const foreign = await fileDocument((await openLoan()).customerId);
  expect((await ask(loanId, writeOff('death', foreign))).body).toMatchObject({
    code: 'not_found',
    resource: 'document',
  });
  const previewed = await operations.post(
    `/v1/loans/${loanId}/change-previews`,
    writeOff('death', foreign),
  );
  expect(previewed.body).toMatchObject({ code: 'not_found', resource: 'document' });
  const asked = await ask(loanId, writeOff('death', documentId));
  const request = await operations.get(`/v1/approval-requests/${asked.body.requestId}`);
  expect(request.body.content).toMatchObject({
    reason: 'death',
    evidence: [{ documentId, note: 'as received' }],
  });
});

test('the committee decides before finance, and one vote of it is never enough', async () => {
  const { loanId, customerId } = await openLoan();
  const asked = await ask(loanId, writeOff('bankruptcy', await fileDocument(customerId)));
  const requestId = await requestOfChange(api, asked.body.loanChangeId);
  const { body } = await operations.get(`/v1/approval-requests/${requestId}`);
  expect(body).toMatchObject({ subjectType: 'write_off', tier: 'R2', amount: cny('100000.00') });
  const verdicts: string[] = [];
  for (const key of ['credit_committee', 'finance']) {
    const { stageId } = await openStage(api, requestId);
    expect((await findStage(db, stageId!))!.template.key).toBe(key);
    verdicts.push(...(await voteInStage(api, stageId!)).map((answer) => answer.body.verdict));
  }
  expect(verdicts).toEqual(['open', 'open', 'open', 'open', 'approve', 'approve']);
  await lookAt(db, loanId);
});

test('a small claim asks a smaller majority of the committee', async () => {
  const { loanId, customerId } = await openLoan({ amount: '15000.00' });
  const asked = await ask(loanId, writeOff('court_end', await fileDocument(customerId)));
  const { body } = await operations.get(`/v1/approval-requests/${asked.body.requestId}`);
  expect(body).toMatchObject({ tier: 'R1', amount: cny('15000.00') });
});

test('after more than 360 days past due the whole claim leaves the books, and comes back as income', async () => {
  const { loanId, customerId, openedDate } = await openLoan();
  await runUntil(db, loanId, addDays(openedDate, 31 + 361));
  const asked = await ask(loanId, writeOff('past_due', await fileDocument(customerId)));
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect(await approveChange(api, asked.body.loanChangeId)).toBe('effective');
  expect(await bookDifferences(db, loanId)).toEqual([]);
  expect((await finance.get(`/v1/loans/${loanId}`)).body.status).toBe('written_off');

  // The allowance takes principal and fees only: interest and penalties after default were never income.
  const [toppedUp] = await postingsOf(loanId, 'impairment');
  expect(toppedUp).toBe('debit 5101 100000.00');
  for (const account of ['1101', '1102', '1111', '1112', '1113', '1119', '1191'])
    expect([account, await balanceOf(loanId, account)]).toEqual([account, 0n]);
  const claim = await balanceOf(loanId, '9111');
  expect(claim).toBeGreaterThan(parseAmount('100000.00', 'CNY').minor);
  expect(await balanceOf(loanId, '9112')).toBe(-claim);

  await receive(loanId, '30000.00');
  expect(await balanceOf(loanId, '4104')).toBe(-3_000_000n);
  expect(await balanceOf(loanId, '9111')).toBe(claim - 3_000_000n);
  expect(await balanceOf(loanId, '9112')).toBe(3_000_000n - claim);
  expect(await postingsOf(loanId, 'recovery_memo')).toEqual([
    'debit 9112 30000.00',
    'credit 9111 30000.00',
  ]);
});

test('what a recovery brings beyond the claim is the borrower’s money, and goes back', async () => {
  const { loanId, customerId } = await openLoan({ amount: '20000.00' });
  const asked = await ask(loanId, writeOff('court_end', await fileDocument(customerId)));
  expect(await approveChange(api, asked.body.loanChangeId)).toBe('effective');
  const claim = await balanceOf(loanId, '9111');
  await receive(loanId, '20500.00');
  expect(await balanceOf(loanId, '9111')).toBe(0n);
  expect(await balanceOf(loanId, '4104')).toBe(-claim);
  expect(await balanceOf(loanId, '2101')).toBe(claim - 2_050_000n);
  const { body: loan } = await finance.get(`/v1/loans/${loanId}`);
  expect(loan).toMatchObject({ status: 'written_off', outstanding: cny('0.00') });
  const refund = { kind: 'refund', amount: loan.creditBalance };
  const refunded = await ask(loanId, refund);
  expect(refunded.status, JSON.stringify(refunded.body)).toBe(201);
  expect(await approveChange(api, refunded.body.loanChangeId)).toBe('effective');
  expect(await balanceOf(loanId, '2101')).toBe(0n);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

const restructure = {
  kind: 'terms_change',
  reason: 'hardship',
  change: {
    type: 'restructure',
    installments: 24,
    arrears: { interest: 'capitalize', penalty: 'waive', fee: 'carry' },
  },
};

/** Another part of a loan, released by two people and not answered for by the bank. */
async function releasePart(applicationId: string): Promise<string> {
  const disbursementId = newId();
  const offer = (await findAcceptedOffer(db, applicationId))!;
  await db
    .insertInto('disbursement')
    .values({
      disbursement_id: disbursementId,
      application_id: applicationId,
      offer_id: offer.offerId,
      status: 'released',
      amount_minor: 1_000_000n,
      currency: 'CNY',
      made_by: operations.officerId,
      released_by: finance.officerId,
      released_at: new Date().toISOString(),
    })
    .execute();
  return disbursementId;
}

test('no write-off and no restructure while a part of the loan is on its way', async () => {
  const { loanId, customerId, applicationId } = await openLoan();
  const documentId = await fileDocument(customerId);
  const [first, second] = [
    await ask(loanId, writeOff('death', documentId)),
    await ask(loanId, restructure),
  ];
  const disbursementId = await releasePart(applicationId);
  for (const change of [writeOff('death', documentId), restructure]) {
    const refused = await ask(loanId, change);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'money_in_flight', disbursementId },
    ]);
  }
  // What was asked for before the release lapses at the moment it would take effect.
  for (const { body } of [first, second]) {
    expect(await approveChange(api, body.loanChangeId)).toBe('lapsed');
    const request = await operations.get(`/v1/approval-requests/${body.requestId}`);
    expect(request.body.outcomeCode).toBe('money_in_flight');
  }
  // Anything else about the loan may go on.
  expect((await ask(loanId, { kind: 'rate_change', annualRatePpm: 60_000 })).status).toBe(201);
  expect((await finance.get(`/v1/loans/${loanId}`)).body.status).toBe('active');
});

test('a payment of before the write-off that comes back is written off too', async () => {
  const { loanId, customerId, openedDate } = await openLoan({ amount: '15000.00' });
  await runUntil(db, loanId, addDays(openedDate, 40));
  await receive(loanId, '1000.00');
  const off = await ask(loanId, writeOff('death', await fileDocument(customerId)));
  expect(await approveChange(api, off.body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  const claimed = await balanceOf(loanId, '9111');
  const { items } = (await finance.get(`/v1/loans/${loanId}/payments`)).body;
  const { paymentId } = items[0];
  const back = await ask(loanId, { kind: 'payment_reversal', paymentId, reason: 'returned' });
  expect(await approveChange(api, back.body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  expect(await balanceOf(loanId, '9111')).toBeGreaterThanOrEqual(claimed + 100_000n);
  expect(await balanceOf(loanId, '1191')).toBe(0n);
});
