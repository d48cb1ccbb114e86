/** An accepted offer stands outside the balance sheet until its money is paid out or the case ends without it. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { readTrialBalance } from '../../db/queries/ledger.ts';
import { listWrongCommitments } from '../../db/queries/commitments.ts';
import { fromWireMoney } from '../../domain/money.ts';
import { testApi, type Person } from '../support/api.ts';
import {
  openStage,
  seedBureauReport,
  seedPoliciesAndCalendar,
  submitCase,
} from '../support/cases.ts';
import { moveClock, moveClockTo } from '../support/lending.ts';
import { runDisbursement } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const steps = createApprovalActivities({ db });

const approve = (person: Person, stageId: string | null) =>
  person.post(`/v1/stages/${stageId}/votes`, { answer: 'approve', comment: null });

async function accepted() {
  const { applicationId, customerId } = await submitCase(api, officer);
  const { approvalId, stageId } = await openStage(db, applicationId);
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  await approve(second, last.stageId);
  await steps.openNextStage(approvalId);
  const path = `/v1/applications/${applicationId}`;
  const offer = (await officer.get(`${path}/offer`)).body;
  const answer = await officer.post(`${path}/acceptances`, {
    contentHash: offer.contentHash,
    consent: { channel: 'in_person', note: 'signed at the counter' },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return { path, applicationId, customerId, offer };
}

/** The memorandum account, and every rule that was posted for one offer. */
async function booksOf(offerId: string) {
  const accounts = await readTrialBalance(db, { asOfDate: '2099-12-31', branchIds: 'all' });
  const memo = accounts.find(({ accountCode }) => accountCode === '9101');
  const entries = await db
    .selectFrom('journal_entry')
    .select('rule')
    .where('event_key', '=', `offer/${offerId}`)
    .orderBy('seq')
    .execute();
  expect(await listWrongCommitments(db)).toEqual([]);
  const balance = memo === undefined ? 0n : memo.debit.minor - memo.credit.minor;
  return { balance, rules: entries.map(({ rule }) => rule) };
}

test('an accepted offer is a commitment until the applicant withdraws', async () => {
  const { path, offer } = await accepted();
  const signed = await booksOf(offer.offerId);
  expect(signed).toEqual({
    balance: fromWireMoney(offer.amount).minor,
    rules: ['commitment_signed'],
  });
  await officer.post(`${path}/withdrawals`, { reason: 'bought it with savings' });
  expect(await booksOf(offer.offerId)).toEqual({
    balance: 0n,
    rules: ['commitment_signed', 'commitment_lapsed'],
  });
});

test('a commitment lapses when the accepted case expires', async () => {
  const { applicationId, offer } = await accepted();
  const { nextAt, next } = await steps.lookAtApplication(applicationId);
  await moveClockTo(db, nextAt!);
  await steps.runApplicationDeadline(applicationId, next!);
  expect(await booksOf(offer.offerId)).toEqual({
    balance: 0n,
    rules: ['commitment_signed', 'commitment_lapsed'],
  });
});

test('a commitment is drawn when the money has arrived, and what was not asked for lapses', async () => {
  const { path, customerId, offer } = await accepted();
  await seedBureauReport(db, { customerId, receivedBy: officer.officerId });
  const made = await operations.post(`${path}/disbursements`, {
    contractHash: offer.contentHash,
    amount: { amount: '10000.00', currency: 'CNY' },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { disbursementId } = made.body;
  const released = await finance.post(`/v1/disbursements/${disbursementId}/releases`);
  expect(released.status, JSON.stringify(released.body)).toBe(201);
  expect(await booksOf(offer.offerId)).toMatchObject({ rules: ['commitment_signed'] });
  await runDisbursement(db, disbursementId);
  expect(await booksOf(offer.offerId)).toEqual({
    balance: 0n,
    rules: ['commitment_signed', 'commitment_drawn', 'commitment_lapsed'],
  });
});
