/** The next case, follow-ups, contacts logged afterwards, allotment and the board, over HTTP. */
import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
import { testApi } from '../support/api.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { runDisbursement, runUntil, seedReleased, stateOf } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const collector = await api.person(['collector']);
const other = await api.person(['collector']);
const lead = await api.person(['collection_lead']);
const path = '/v1/collection-cases';

const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
const date = addDays((await stateOf(db, loanId)).rows[0]!.dueDate, 1);
await runUntil(db, loanId, date);
const { case_id: caseId } = await db
  .selectFrom('collection_case')
  .select('case_id')
  .where('customer_id', '=', accepted.customerId)
  .executeTakeFirstOrThrow();
await db.updateTable('collection_case').set({ owner_id: null }).execute();

test('the next case is claimed, and comes back only when its follow-up is due', async () => {
  const next = () => collector.post(`${path}/next`, {});
  expect((await next()).body).toEqual({ caseId, skippedCount: 0, nextOpensAt: null });
  expect((await collector.get(`${path}/${caseId}`)).body.ownerId).toBe(collector.officerId);
  expect((await other.post(`${path}/next`, {})).body.caseId).toBeNull();
  const said = { channel: 'voice', result: 'call_back', followUp: { date, time: '15:00' } };
  const past = { ...said, followUp: { date, time: '09:00' } };
  const refused = await collector.post(`${path}/${caseId}/contact-attempts`, past);
  expect([refused.status, refused.body.code]).toEqual([422, 'follow_up_not_ahead']);
  const letter = { ...said, channel: 'letter' };
  expect((await collector.post(`${path}/${caseId}/contact-attempts`, letter)).body.code).toBe(
    'result_not_offered',
  );
  expect((await collector.post(`${path}/${caseId}/contact-attempts`, said)).status).toBe(201);
  expect((await next()).body).toEqual({
    caseId: null,
    skippedCount: 0,
    nextOpensAt: `${date}T07:00:00.000Z`,
  });
  await moveClock(db, date, '15:00');
  expect((await next()).body.caseId).toBe(caseId);
  const { body } = await collector.get('/v1/collection-figures');
  expect(body).toMatchObject({ contactsTodayCount: 1, followUpsDueCount: 1 });
});

test('a contact against the rules is written down with its reason, and the lead sees it', async () => {
  await moveClock(db, date, '22:30');
  const said = { channel: 'voice', result: 'no_promise' };
  const url = `${path}/${caseId}/contact-attempts`;
  expect((await collector.post(url, said)).body.code).toBe('contact_not_allowed');
  const afterwards = { ...said, afterwardsReason: 'the debtor called back' };
  expect((await collector.post(url, afterwards)).status).toBe(201);
  const { body } = await lead.get('/v1/collection-board');
  expect(body.blocks).toMatchObject([
    { kind: 'afterwards', reason: 'the debtor called back', reasonCodes: ['quiet_hours'] },
    { kind: 'blocked', reason: null },
  ]);
  expect(body.total).toMatchObject({ caseCount: 1, blockedCount: 1, reachedCount: 2 });
});

test('cases are allotted one by one; what somebody works on is skipped and named', async () => {
  const given = { caseIds: [caseId], officerId: other.officerId, note: 'holiday' };
  const skipped = await lead.post('/v1/collection-allotments', given);
  expect(skipped.body).toMatchObject({
    givenCount: 0,
    skipped: [{ caseId, code: 'case_claimed' }],
  });
  await moveClock(db, addDays(date, 1), '10:00');
  expect((await lead.post('/v1/collection-allotments', given)).body.givenCount).toBe(1);
  const { body } = await lead.get('/v1/collectors');
  const names = body.items.map((one: { officerId: string }) => one.officerId);
  expect(names).toContain(other.officerId);
});
