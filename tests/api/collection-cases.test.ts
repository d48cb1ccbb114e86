/** What a collector does in a case, over HTTP, on a loan that is really late. */
import { expect, test } from 'vitest';
import { createCollectionActivities } from '../../activities/collections.ts';
import { readClock } from '../../db/queries/clock.ts';
import { addDays } from '../../domain/calendar.ts';
import { testApi, type Person } from '../support/api.ts';
import { runCaseUntil, seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import {
  lookAt,
  runDisbursement,
  runUntil,
  seedPayment,
  seedReleased,
  stateOf,
} from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
const branchId = api.branchIds.shanghai;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const first = await api.person(['collector']);
const second = await api.person(['collector']);
const lead = await api.person(['collection_lead']);
const stranger = await api.person(['collector'], 'beijing');
const officer = await api.person(['loan_officer']);
const path = '/v1/collection-cases';

/** A case on its first day past due, at noon, with whoever of the two collectors got it. */
async function lateCase() {
  const accepted = await seedAcceptedCase(db, branchId, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const dueDate = (await stateOf(db, loanId)).rows[0]!.dueDate;
  const date = addDays(dueDate, 1);
  await runUntil(db, loanId, date);
  const { case_id: caseId, owner_id } = await db
    .selectFrom('collection_case')
    .select(['case_id', 'owner_id'])
    .where('customer_id', '=', accepted.customerId)
    .executeTakeFirstOrThrow();
  const owner = owner_id === first.officerId ? first : second;
  const other = owner === first ? second : first;
  return { loanId, caseId, customerId: accepted.customerId, dueDate, date, owner, other };
}

function call(person: Person, caseId: string, change: object = {}) {
  const body = { channel: 'voice', outcome: 'conversation', note: 'will pay', ...change };
  return person.post(`${path}/${caseId}/contact-attempts`, body);
}

test('the queue shows each collector the cases of their branch, the longest past due first', async () => {
  const { caseId, owner, other } = await lateCase();
  const newer = await lateCase();
  await moveClock(db, addDays(newer.date, 3));
  const { body } = await owner.get(`${path}?level=collector`);
  const idsOf = (answer: typeof body) =>
    answer.items.map((item: { caseId: string }) => item.caseId);
  expect(idsOf(body)).toEqual([caseId, newer.caseId]);
  const early = await owner.get(`${path}?bucket=M1`);
  expect(idsOf(early.body)).toEqual([newer.caseId]);
  expect(body.items.find((item: { caseId: string }) => item.caseId === newer.caseId)).toMatchObject(
    {
      daysPastDue: 4,
      bucket: 'M1',
      customerName: '王*明',
      overdue: { amount: '8661.90', currency: 'CNY' },
      openPromise: null,
      lastOutcome: null,
    },
  );
  const days = body.items.map((item: { daysPastDue: number }) => item.daysPastDue);
  expect(days).toEqual(days.toSorted((a: number, b: number) => b - a));
  const mine = await other.get(`${path}?owner=mine`);
  expect(mine.body.items.map((item: { caseId: string }) => item.caseId)).not.toContain(caseId);
  expect((await stranger.get(path)).body.total).toBe(0);
  expect((await stranger.get(`${path}/${caseId}`)).status).toBe(404);
  expect((await officer.get(path)).status).toBe(403);
});

test('an allowed contact is recorded with the decision and the policy versions that made it', async () => {
  const { caseId, owner } = await lateCase();
  const { status, body } = await call(owner, caseId);
  expect(status).toBe(201);
  const row = await db
    .selectFrom('contact_attempt')
    .selectAll()
    .where('contact_attempt_id', '=', body.contactAttemptId)
    .executeTakeFirstOrThrow();
  expect(row.decision).toMatchObject({ outcome: 'allowed', policies: ['CN-online'] });
  expect(row.decision['policyVersionIds']).toHaveLength(1);
  const read = await owner.get(`${path}/${caseId}`);
  expect(read.body.attempts).toMatchObject([
    { channel: 'voice', outcome: 'conversation', collectorId: owner.officerId, note: 'will pay' },
  ]);
  const timeline = await owner.get(`${path}/${caseId}/timeline`);
  expect(timeline.body.items.map((item: { kind: string }) => item.kind)).toEqual([
    'collection_case.opened',
    'contact.recorded',
  ]);
});

test('the fourth conversation of a day is refused with its rule and when it is allowed again', async () => {
  const { caseId, owner, date } = await lateCase();
  for (let count = 0; count < 3; count += 1) expect((await call(owner, caseId)).status).toBe(201);
  const refused = await call(owner, caseId);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    code: 'contact_not_allowed',
    reasons: [{ code: 'daily_cap', policy: 'CN-online' }],
    nextAllowedAt: `${date}T16:00:00.000Z`
      .replace('16:00', '00:00')
      .replace(date, addDays(date, 1)),
  });
  const { body } = await owner.get(`${path}/${caseId}`);
  expect(body.attempts).toHaveLength(3);
  const voice = body.contactability.find((each: { channel: string }) => each.channel === 'voice');
  expect(voice).toMatchObject({ isAllowed: false, nextAllowedAt: refused.body.nextAllowedAt });
  const push = body.contactability.find((each: { channel: string }) => each.channel === 'push');
  expect(push.isAllowed).toBe(true);
});

test('two calls in the same instant cannot both be the third', async () => {
  const { caseId, owner } = await lateCase();
  await call(owner, caseId);
  await call(owner, caseId);
  const answers = await Promise.all([call(owner, caseId), call(owner, caseId)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
});

test('nobody is called at night, and a relative is not called while the debtor can be reached', async () => {
  const { caseId, owner, date } = await lateCase();
  const sister = await call(owner, caseId, { subject: 'related', person: 'sister' });
  expect(sister.body).toMatchObject({
    code: 'contact_not_allowed',
    reasons: [{ code: 'precondition_unmet' }],
    nextAllowedAt: null,
  });
  await moveClock(db, date, '22:00');
  const night = await call(owner, caseId);
  expect(night.body).toMatchObject({
    reasons: [{ code: 'quiet_hours' }],
    nextAllowedAt: `${addDays(date, 1)}T00:00:00.000Z`,
  });
});

test('a case is worked by its owner; a colleague is told who has it, a lead may always', async () => {
  const { caseId, owner, other } = await lateCase();
  const refused = await call(other, caseId);
  expect([refused.status, refused.body.code]).toEqual([409, 'case_claimed']);
  expect(refused.body.ownerId).toBe(owner.officerId);
  expect((await call(lead, caseId)).status).toBe(201);

  const toOfficer = { officerId: officer.officerId, reason: 'holiday' };
  const lacks = await owner.post(`${path}/${caseId}/transfer`, toOfficer);
  expect([lacks.status, lacks.body.code]).toEqual([422, 'officer_lacks_role']);
  const given = await owner.post(`${path}/${caseId}/transfer`, {
    officerId: other.officerId,
    reason: 'holiday',
  });
  expect(given.body).toMatchObject({ ownerId: other.officerId, claimedUntil: null });
  expect((await call(other, caseId)).status).toBe(201);
});

test('an ownerless case is claimed for half an hour, and free again after it', async () => {
  const { caseId, owner, other } = await lateCase();
  await db
    .updateTable('collection_case')
    .set({ owner_id: null })
    .where('case_id', '=', caseId)
    .execute();
  expect((await owner.get(`${path}?owner=unowned`)).body.total).toBe(1);
  const claimed = await owner.post(`${path}/${caseId}/claim`);
  expect(claimed.body.ownerId).toBe(owner.officerId);
  const { now } = await readClock(db);
  const minutes = (Date.parse(claimed.body.claimedUntil) - Date.parse(now)) / 60_000;
  expect(minutes).toBeGreaterThan(29);
  expect(minutes).toBeLessThanOrEqual(30);
  expect((await other.post(`${path}/${caseId}/claim`)).body.code).toBe('case_claimed');
  const { businessDate } = await readClock(db);
  await moveClock(db, businessDate, '18:00');
  expect((await other.post(`${path}/${caseId}/claim`)).body.ownerId).toBe(other.officerId);
});

test('a promise takes the place of the open one and keeps the rules of the house', async () => {
  const { caseId, owner, date } = await lateCase();
  const cny = (amount: string) => ({ amount, currency: 'CNY' });
  const take = (parts: object[]) => owner.post(`${path}/${caseId}/promises`, { parts });
  const taken = await take([{ amount: cny('5000.00'), promiseDate: addDays(date, 5) }]);
  expect(taken.status).toBe(201);
  expect(taken.body.promises).toMatchObject([
    { amount: cny('5000.00'), promiseDate: addDays(date, 5), graceDays: 1, status: 'open' },
  ]);
  const late = await take([{ amount: cny('5000.00'), promiseDate: addDays(date, 15) }]);
  expect([late.status, late.body.code]).toEqual([422, 'promise_date_out_of_range']);
  const part = { amount: cny('1000.00'), promiseDate: addDays(date, 3) };
  expect((await take([part, part, part, part])).body.code).toBe('too_many_promises');
  const dollars = { amount: { amount: '10.00', currency: 'USD' }, promiseDate: date };
  expect((await take([dollars])).body.code).toBe('currency_mismatch');

  const again = await take([
    { amount: cny('4000.00'), promiseDate: addDays(date, 8) },
    { amount: cny('4661.90'), promiseDate: addDays(date, 4) },
  ]);
  expect(again.body.promises.map((each: { promiseDate: string }) => each.promiseDate)).toEqual([
    addDays(date, 4),
    addDays(date, 8),
  ]);
  const { body } = await owner.get(`${path}/${caseId}`);
  expect(body.promises.map((each: { status: string }) => each.status)).toEqual([
    'open',
    'open',
    'cancelled',
  ]);
  const listed = await owner.get(`${path}?search=${body.number}`);
  expect(listed.body.items[0].openPromise).toEqual({
    amount: cny('4661.90'),
    promiseDate: addDays(date, 4),
  });
});

test('a stop rests the case and all contact, until somebody lifts it', async () => {
  const { caseId, owner, date, customerId } = await lateCase();
  const collections = createCollectionActivities({ db });
  const stop = { flag: 'dispute', reason: 'disputes the amount' };
  const set = await owner.post(`${path}/${caseId}/stops`, stop);
  expect(set.body).toMatchObject({ untilDate: addDays(date, 29) });
  expect((await call(owner, caseId)).body.reasons).toMatchObject([{ code: 'stop_flag' }]);
  await collections.lookAtCase(caseId);
  const resting = await owner.get(`${path}/${caseId}`);
  expect(resting.body).toMatchObject({ status: 'suspended', stops: [{ isActive: true }] });

  const lifted = await owner.ask('DELETE', `${path}/${caseId}/stops/dispute`);
  expect(lifted.status).toBe(200);
  expect((await owner.ask('DELETE', `${path}/${caseId}/stops/dispute`)).status).toBe(404);
  await collections.lookAtCase(caseId);
  expect((await owner.get(`${path}/${caseId}`)).body.status).toBe('open');
  expect((await call(owner, caseId)).status).toBe(201);
  const death = await owner.post(`${path}/${caseId}/stops`, {
    flag: 'deceased',
    reason: 'son called',
  });
  expect(death.body.untilDate).toBeNull();
  expect(customerId).toBeDefined();
});

test('an ended case takes no more work', async () => {
  const { caseId, owner, loanId } = await lateCase();
  await seedPayment(db, loanId, '9000.00');
  await lookAt(db, loanId);
  await createCollectionActivities({ db }).lookAtCase(caseId);
  const refused = await call(owner, caseId);
  expect([refused.status, refused.body.code]).toEqual([409, 'case_ended']);
  expect((await owner.get(`${path}/${caseId}`)).body).toMatchObject({
    status: 'cured',
    actions: [],
  });
});

test('notices are read by whom they concern', async () => {
  const { caseId, customerId, owner, dueDate } = await lateCase();
  await runCaseUntil(db, caseId, addDays(dueDate, 5));
  const { body } = await owner.get(`/v1/notices?customerId=${customerId}&caseId=${caseId}`);
  expect(body.items.map((item: { template: string }) => item.template)).toEqual([
    'collection_courtesy',
    'overdue_soft',
    'overdue_soft',
  ]);
  expect(body.items[0].body).toContain('8,661.90 CNY');
  const mine = await owner.get(`/v1/notices?mine=true&caseId=${caseId}`);
  expect(mine.body.items).toMatchObject([{ template: 'case_step_due', channel: 'console' }]);
  expect(mine.body.items[0].body).toContain('王*明');
  expect((await stranger.get(`/v1/notices?customerId=${customerId}`)).body.total).toBe(0);
});
