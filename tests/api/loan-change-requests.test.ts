/** A change of a loan goes through its request: approved it takes effect, otherwise everything stays as it was. */
import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock, startDate } from '../support/lending.ts';
import { cny, loanDesk } from '../support/loan-desk.ts';
import {
  approveChange,
  decline,
  lookAtRequest,
  openStage,
  requestOfChange,
  voteInStage,
} from '../support/requests.ts';
import { bookDifferences, lookAt, runUntil } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const { openLoan, pay, ask, scheduleOf, operations, finance } = await loanDesk(api);

async function changeOf(loanId: string) {
  return (await finance.get(`/v1/loans/${loanId}/changes`)).body.items[0];
}

test('a change that is declined or withdrawn leaves the loan as it was, and says so', async () => {
  const { loanId } = await openLoan();
  const before = await scheduleOf(loanId);
  const asked = await ask(loanId, { kind: 'rate_change', annualRatePpm: 50_000 });
  expect(asked.body.quote.scheduleBefore.rows).toEqual(before.rows);
  const requestId = await requestOfChange(api, asked.body.loanChangeId);
  expect(asked.body).toMatchObject({ status: 'quoted', requestId });
  const { stageId } = await openStage(api, requestId);
  expect((await voteInStage(api, stageId!, decline))[0]!.body).toMatchObject({
    verdict: 'decline',
    requestId,
    requestStatus: 'declined',
  });
  expect((await changeOf(loanId)).status).toBe('rejected');
  const again = await ask(loanId, { kind: 'rate_change', annualRatePpm: 50_000 });
  const path = `/v1/approval-requests/${again.body.requestId}/withdrawals`;
  expect((await finance.post(path, { reason: 'not mine' })).body.code).toBe('not_your_action');
  expect((await operations.post(path, { reason: 'not needed' })).body.status).toBe('withdrawn');
  expect((await changeOf(loanId)).status).toBe('withdrawn');
  await lookAt(db, loanId);
  expect((await scheduleOf(loanId)).rows).toEqual(before.rows);
});

test('whoever asked for a change never decides it, whatever seat they would have', async () => {
  const both = await api.person(['operations', 'branch_head']);
  const { loanId } = await openLoan();
  const asked = await both.post(`/v1/loans/${loanId}/changes`, {
    kind: 'rate_change',
    annualRatePpm: 50_000,
  });
  const { stageId } = await openStage(api, asked.body.requestId);
  const own = await both.post(`/v1/stages/${stageId}/votes`, { answer: 'approve' });
  expect(own.body.code).toBe('four_eyes');
});

test('a loan that has moved is quoted again, and nothing more is done than was approved', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[0]!, 20));
  const waiver = (amount: string) => ({
    kind: 'waiver',
    reason: 'goodwill',
    lines: [{ component: 'penalty', amount: cny(amount) }],
  });
  const rate = await ask(loanId, { kind: 'rate_change', annualRatePpm: 60_000 });
  const small = await ask(loanId, waiver('40.00'));
  // A payment in between takes principal and penalty away.
  await pay(loanId, '8800.00');
  expect(await approveChange(api, rate.body.loanChangeId)).toBe('effective');
  const change = await changeOf(loanId);
  expect(await approveChange(api, small.body.loanChangeId)).toBe('lapsed');
  const request = await operations.get(`/v1/approval-requests/${small.body.requestId}`);
  expect(request.body).toMatchObject({
    status: 'lapsed',
    outcomeCode: 'waiver_exceeds_outstanding',
  });
  expect((await changeOf(loanId)).status).toBe('lapsed');
  const { items } = (await finance.get(`/v1/loans/${loanId}/changes`)).body;
  const applied = items.find(({ kind }: { kind: string }) => kind === 'rate_change');
  expect(applied).toMatchObject({ status: 'applied', quote: { quotedAgain: { quotedSeq: 2 } } });
  expect(change.loanId).toBe(loanId);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('other terms take effect on the date agreed, and not before', async () => {
  const { loanId, due } = await openLoan();
  const effectiveDate = due[0]!;
  const asked = await ask(loanId, { kind: 'rate_change', annualRatePpm: 60_000, effectiveDate });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect(await approveChange(api, asked.body.loanChangeId)).toBe('approved');
  expect((await lookAtRequest(api, asked.body.requestId)).next).toMatchObject({
    kind: 'take_effect',
    businessDate: effectiveDate,
  });
  expect((await finance.get(`/v1/loans/${loanId}`)).body.annualRatePpm).toBe(72_000);
  await runUntil(db, loanId, effectiveDate);
  expect(await lookAtRequest(api, asked.body.requestId)).toMatchObject({ status: 'ended' });
  expect(await lookAtRequest(api, asked.body.requestId)).toMatchObject({ status: 'ended' });
  expect((await finance.get(`/v1/loans/${loanId}`)).body.annualRatePpm).toBe(60_000);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('a small waiver is one other person’s to approve, a larger one two', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[2]!, 60));
  const waive = async (amount: string) => {
    const lines = [{ component: 'interest', amount: cny(amount) }];
    const { body } = await ask(loanId, { kind: 'waiver', reason: 'goodwill', lines });
    const { body: request } = await operations.get(`/v1/approval-requests/${body.requestId}`);
    return request;
  };
  expect(await waive('50.00')).toMatchObject({ subjectType: 'waiver', tier: 'R0' });
  expect(await waive('1500.00')).toMatchObject({ subjectType: 'waiver', tier: 'R1' });
});

test('a returned change is quoted again when it is handed in again', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, due[0]!);
  const asked = await ask(loanId, { kind: 'rate_change', annualRatePpm: 60_000 });
  const { requestId } = asked.body;
  const { stageId } = await openStage(api, requestId);
  const back = { answer: 'return', reasonCode: 'facts_unclear', comment: 'the payment is missing' };
  expect((await voteInStage(api, stageId!, back))[0]!.body.requestStatus).toBe('returned');
  await pay(loanId, '8661.90');
  const path = `/v1/approval-requests/${requestId}/resubmissions`;
  expect((await finance.post(path, { comment: 'not mine' })).body.code).toBe('not_your_action');
  const again = await operations.post(path, { comment: 'the payment has come' });
  expect(again.body, JSON.stringify(again.body)).toMatchObject({ status: 'open' });
  expect((await changeOf(loanId)).quotedSeq).toBeGreaterThan(asked.body.quotedSeq);
  expect(await approveChange(api, asked.body.loanChangeId)).toBe('effective');
  const { body } = await operations.get(`/v1/approval-requests/${requestId}/timeline`);
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['request.returned', 'request.resubmitted', 'request.took_effect']),
  );
});
