/** Paying out over HTTP: every check is shown before the release and enforced in it; payees, stops, parts, bulk. */
import { beforeAll, expect, test } from 'vitest';
import { findLoan } from '../../db/queries/loans.ts';
import type { DisbursementPolicy } from '../../domain/origination/disbursement-checks.ts';
import { testApi, type Person } from '../support/api.ts';
import { seedBureauReport } from '../support/cases.ts';
import { moveClock, seedAcceptedCase, seedPolicies, startDate } from '../support/lending.ts';
import { bookDifferences, runDisbursement, runUntil } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const otherFinance = await api.person(['finance']);
const riskManager = await api.person(['risk_manager']);

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const noFee = { ratePpm: 0, timing: 'paid_apart' } as const;
const policy: DisbursementPolicy = {
  bureauReportMaxAgeDays: 30,
  entrusted: [
    { customerType: 'person', purposes: null, above: '300000.00', source: 'the regulator' },
  ],
};
let policies: Awaited<ReturnType<typeof seedPolicies>>;

beforeAll(async () => {
  policies = await seedPolicies(db, noFee, {
    disbursement: policy,
    maxAllInAnnualRatePpm: 240_000,
  });
});

async function acceptedCase(amount: string, more: object = {}) {
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount, policies, ...more });
  const { customerId, managerId } = found;
  await seedBureauReport(db, { customerId, receivedBy: managerId });
  return found;
}

type Case = Awaited<ReturnType<typeof acceptedCase>>;

async function make({ applicationId, contractHash }: Case, body: object = {}) {
  const path = `/v1/applications/${applicationId}/disbursements`;
  return operations.post(path, { contractHash, ...body });
}

async function made(found: Case, body: object = {}): Promise<string> {
  const answer = await make(found, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.disbursementId as string;
}

const release = (disbursementId: string, person: Person = finance) =>
  person.post(`/v1/disbursements/${disbursementId}/releases`);

async function failedChecks(disbursementId: string, person: Person = finance) {
  const { status, body } = await person.get(`/v1/disbursements/${disbursementId}/checks`);
  expect(status, JSON.stringify(body)).toBe(200);
  const failed = body.checks.filter(({ state }: { state: string }) => state === 'failed');
  expect(body.mayBeReleased).toBe(failed.length === 0);
  return failed.map(({ check, code }: { check: string; code: string }) => `${check}: ${code}`);
}

test('all checks are shown with their names in both languages before the release', async () => {
  const disbursementId = await made(await acceptedCase('50000.00'));
  const { body } = await finance.get(`/v1/disbursements/${disbursementId}/checks`);
  expect(body.checks).toHaveLength(15);
  expect(body.checks[0]).toMatchObject({
    check: 'four_eyes',
    state: 'passed',
    code: null,
    names: { 'zh-CN': '放款人未制单、未参与审批' },
  });
  expect(await failedChecks(disbursementId)).toEqual([]);
  const applicable = body.checks.filter(({ state }: { state: string }) => state === 'passed');
  expect(applicable.map(({ check }: { check: string }) => check)).toContain('bureau_report');
  expect((await release(disbursementId)).status).toBe(201);
});

test('what becomes untrue between making and releasing is shown and refuses the release', async () => {
  const found = await acceptedCase('50000.00');
  const disbursementId = await made(found);
  await db
    .updateTable('customer')
    .set({ name: '李四', bank_account_index: Buffer.from('ff', 'hex') })
    .where('customer_id', '=', found.customerId)
    .execute();
  await db
    .updateTable('offer')
    .set({ content_hash: 'f'.repeat(64) })
    .where('application_id', '=', found.applicationId)
    .execute();
  await db
    .updateTable('document')
    .set({ issued_date: '2035-12-01' })
    .where('customer_id', '=', found.customerId)
    .execute();
  expect(await failedChecks(disbursementId)).toEqual([
    'contract: contract_differs',
    'payee_account: account_changed',
    'account_name: account_name_differs',
    'bureau_report: bureau_report_too_old',
  ]);
  const answer = await release(disbursementId);
  expect(answer).toMatchObject({ status: 422, body: { code: 'contract_differs' } });
});

test('the name on the account must be the payee, however the bank writes it', async () => {
  const found = await acceptedCase('50000.00');
  const wrong = await make(found, { accountName: '王大明' });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'account_name_differs' } });
  expect((await make(found, { accountName: ' 王 小明' })).status).toBe(201);
});

test('above the limit money goes only to a payee that another person has checked', async () => {
  const found = await acceptedCase('300000.01');
  const direct = await make(found);
  expect(direct).toMatchObject({
    status: 422,
    body: { code: 'entrusted_payment_required', above: cny('300000.00'), source: 'the regulator' },
  });
  const path = `/v1/applications/${found.applicationId}/payees`;
  const recorded = await operations.post(path, {
    name: '上海示范商贸有限公司',
    account: '6222020000000099',
    purpose: '购车',
  });
  expect(recorded.status, JSON.stringify(recorded.body)).toBe(201);
  expect(recorded.body).toMatchObject({ accountMask: '****0099', checkedBy: null });
  const { payeeId } = recorded.body;
  const early = await make(found, { payeeId });
  expect(early).toMatchObject({ status: 409, body: { code: 'payee_not_checked' } });
  const both = await api.person(['operations', 'finance']);
  const own = await both.post(path, { name: 'Seller', account: '62220001', purpose: 'car' });
  const self = await both.post(`/v1/payees/${own.body.payeeId}/checks`);
  expect(self).toMatchObject({ status: 403, body: { code: 'four_eyes' } });
  expect((await finance.post(`/v1/payees/${payeeId}/checks`)).status).toBe(201);
  const { items } = (await finance.get(path)).body;
  expect(items.map(({ checkedBy }: { checkedBy: string | null }) => checkedBy)).toEqual([
    finance.officerId,
    null,
  ]);
  const disbursementId = await made(found, { payeeId });
  expect((await release(disbursementId)).status).toBe(201);
  const other = await acceptedCase('1000.00');
  expect(await make(other, { payeeId })).toMatchObject({ status: 404 });
});

test('a stop keeps the money in the house until another person lifts it', async () => {
  const found = await acceptedCase('50000.00');
  const disbursementId = await made(found);
  const path = `/v1/customers/${found.customerId}/disbursement-stops`;
  const stop = await riskManager.post(path, { reason: 'fraud alert' });
  expect(stop.status).toBe(201);
  expect(await failedChecks(disbursementId)).toEqual(['stop: disbursement_stopped']);
  expect(await release(disbursementId)).toMatchObject({
    status: 409,
    body: { code: 'disbursement_stopped', reason: 'fraud alert' },
  });
  const lift = `/v1/disbursement-stops/${stop.body.stopId}/lifts`;
  const reason = 'checked by phone';
  expect(await riskManager.post(lift, { reason })).toMatchObject({
    status: 403,
    body: { code: 'four_eyes' },
  });
  expect((await finance.post(lift, { reason })).status).toBe(201);
  expect((await finance.get(path)).body.items).toMatchObject([{ liftReason: reason }]);
  expect(await failedChecks(disbursementId)).toEqual([]);
});

test('whoever made it sees that another person must release it', async () => {
  const both = await api.person(['operations', 'finance']);
  const found = await acceptedCase('50000.00');
  const path = `/v1/applications/${found.applicationId}/disbursements`;
  const { body } = await both.post(path, { contractHash: found.contractHash });
  expect(await failedChecks(body.disbursementId, both)).toEqual(['four_eyes: four_eyes']);
  expect(await release(body.disbursementId, both)).toMatchObject({ status: 403 });
});

test('several are released at once, each with a result of its own', async () => {
  const good = await made(await acceptedCase('50000.00'));
  const stopped = await acceptedCase('40000.00');
  const bad = await made(stopped);
  await riskManager.post(`/v1/customers/${stopped.customerId}/disbursement-stops`, { reason: 'x' });
  const nowhere = '00000000-0000-7000-8000-000000000000';
  const answer = await finance.post('/v1/disbursement-releases', {
    disbursementIds: [bad, nowhere, good, good],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.body.results).toMatchObject([
    { disbursementId: bad, isReleased: false, code: 'disbursement_stopped' },
    { disbursementId: nowhere, isReleased: false, code: 'not_found' },
    { disbursementId: good, isReleased: true, code: null },
  ]);
  const many = Array.from({ length: 201 }, () => nowhere);
  const tooMany = await finance.post('/v1/disbursement-releases', { disbursementIds: many });
  expect(tooMany.status).toBe(422);
});

test('a loan is drawn in parts: each is made, checked, released and paid, and the rest stays open', async () => {
  const tranches = { maxCount: 3, lastWithinTermPpm: 500_000 };
  const found = await acceptedCase('100000.00', { tranches });
  const first = await made(found, { amount: cny('60000.00') });
  expect((await make(found)).body.code).toBe('disbursement_exists');
  await release(first);
  const loanId = (await runDisbursement(db, first))!;
  expect((await finance.get(`/v1/loans/${loanId}/drawing`)).body).toMatchObject({
    approved: cny('100000.00'),
    drawn: cny('60000.00'),
    undrawn: cny('40000.00'),
    drawnCount: 1,
    maxCount: 3,
    drawUntilDate: (await findLoan(db, loanId))!.drawUntilDate,
  });
  const above = await make(found, { amount: cny('40000.01') });
  expect(above.body.code).toBe('amount_exceeds_approved');
  const second = await made(found);
  const { body } = await finance.get(`/v1/disbursements/${second}`);
  expect(body.amount).toEqual(cny('40000.00'));
  expect(await failedChecks(second)).toEqual([]);
  expect((await release(second, otherFinance)).status).toBe(201);
  // Nobody pays the loan off while the second part may be arriving.
  const payoff = await finance.post(`/v1/loans/${loanId}/payments`, {
    amount: cny('60000.00'),
    provider: 'bank',
    providerReference: 'T1',
    purpose: 'prepayment',
  });
  expect(payoff).toMatchObject({ status: 409, body: { code: 'money_in_flight' } });
  await runDisbursement(db, second);
  const loan = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(loan).toMatchObject({ principal: cny('100000.00'), drawUntilDate: null });
  expect(await bookDifferences(db, loanId)).toEqual([]);
  expect((await make(found, { amount: cny('1.00') })).body.code).toBe('amount_exceeds_approved');
});

test('nothing more is drawn of a loan that is past due, nor after the last day', async () => {
  const tranches = { maxCount: 10, lastWithinTermPpm: 500_000 };
  const found = await acceptedCase('100000.00', { tranches });
  const first = await made(found, { amount: cny('10000.00') });
  await release(first);
  const loanId = (await runDisbursement(db, first))!;
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  const report = { customerId: found.customerId, receivedBy: found.managerId };
  await runUntil(db, loanId, rows[1].dueDate);
  await seedBureauReport(db, report);
  const late = await make(found, { amount: cny('10000.00') });
  expect(late).toMatchObject({ status: 409, body: { code: 'loan_past_due' } });
  await runUntil(db, loanId, rows[6].dueDate);
  await seedBureauReport(db, report);
  const over = await make(found, { amount: cny('10000.00') });
  expect(over).toMatchObject({ status: 409, body: { code: 'drawing_ended' } });
});
