/** What the clocks of a case do, on real rows with business time moved by the test, and what they never do. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { newId } from '../../db/ids.ts';
import { testApi, type Person } from '../support/api.ts';
import { caseDesk } from '../support/case-desk.ts';
import { runClocksTo, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock, moveClockTo } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const riskChief = await api.person(['chief_risk_officer'], 'head_office');
await api.person(['process_admin'], 'head_office');
const steps = createApprovalActivities({ db });
const { inReview, statusOf, noticesOf, kindsOf } = caseDesk(api, officer);

const approve = (person: Person, stageId: string | null, comment: string | null = null) =>
  person.post(`/v1/stages/${stageId}/votes`, { answer: 'approve', comment });

test('a stage reminds, adds people and calls the process admin in working hours, and never decides', async () => {
  await moveClock(db, '2036-03-03', '09:00');
  const { applicationId, stageId, ...position } = await inReview();
  // Eight hours from Monday 09:00 at 3 and 4 hours a day: half of them at 14:30, all of them next morning at 10:00.
  const clocks = await db
    .selectFrom('stage_deadline')
    .select(['kind', 'due_at'])
    .where('stage_id', '=', stageId!)
    .where('kind', 'not like', 'review_%')
    .orderBy('due_at')
    .execute();
  expect(clocks.map(({ kind, due_at: dueAt }) => [kind, local(dueAt)])).toEqual([
    ['reminder_50', '2036-03-03 14:30'],
    ['reminder_80', '2036-03-03 16:54'],
    ['escalation_100', '2036-03-04 10:00'],
    ['process_admin_150', '2036-03-04 15:30'],
  ]);
  const last = await runClocksTo(db, { stageId, ...position }, 'process_admin_150');
  expect(last).toMatchObject({ status: 'open', next: { kind: 'review_notice' } });
  expect(await statusOf(applicationId)).toBe('in_review');
  expect((await kindsOf(applicationId)).slice(4)).toEqual([
    'stage.opened',
    'stage.reminded',
    'stage.reminded',
    'stage.escalated',
    'stage.reported',
  ]);
  const seats = await db
    .selectFrom('seat')
    .select(['officer_id', 'source'])
    .where('stage_id', '=', stageId!)
    .where('source', '=', 'escalated')
    .execute();
  expect(seats).toEqual([{ officer_id: head.officerId, source: 'escalated' }]);
  // The head who was called in can decide in place of those who are silent.
  expect((await approve(head, stageId)).body.verdict).toBe('approve');
});

test('runStageDeadline() twice reminds once', async () => {
  const { applicationId, stageId, next, nextAt } = await inReview();
  await moveClockTo(db, nextAt!);
  await Promise.all([
    steps.runStageDeadline(stageId!, next!),
    steps.runStageDeadline(stageId!, next!),
  ]);
  const reminded = (await kindsOf(applicationId)).filter((kind) => kind === 'stage.reminded');
  expect(reminded).toHaveLength(1);
  const notices = (await noticesOf(applicationId)).filter((name) => name === 'approval_reminder');
  // One to each of the two credit officers.
  expect(notices).toHaveLength(2);
});

test('a case in review for 30 days is told to the chief risk officer, and after 90 days it expires', async () => {
  const { applicationId, approvalId, stageId, ...position } = await inReview();
  const noticed = await runClocksTo(db, { stageId, ...position }, 'review_notice');
  expect(await noticesOf(applicationId)).toContain('review_overdue');
  const expired = await runClocksTo(db, noticed, 'review_expiry');
  expect(expired.status).toBe('ended');
  expect(await statusOf(applicationId)).toBe('expired');
  expect(await steps.openNextStage(approvalId)).toMatchObject({ status: 'ended', stageId: null });
  expect(await steps.lookAtApplication(applicationId)).toMatchObject({ status: 'ended' });
  expect(await noticesOf(applicationId)).toContain('application_expired');
  const process = await db
    .selectFrom('process')
    .select(['status', 'next_wake_at'])
    .where('workflow_id', '=', `application/${applicationId}/1`)
    .executeTakeFirstOrThrow();
  expect(process).toEqual({ status: 'ended', next_wake_at: null });
});

test('a returned case is reminded at 5 and 10 days and expires at 15', async () => {
  const { applicationId, stageId } = await inReview();
  await first.post(`/v1/stages/${stageId}/votes`, {
    answer: 'return',
    reasonCode: 'facts_unclear',
    comment: 'what is the money for?',
  });
  const waiting = await steps.lookAtStage(stageId!);
  await runClocksTo(db, waiting, 'returned_expiry');
  expect(await statusOf(applicationId)).toBe('expired');
  expect(
    (await noticesOf(applicationId)).filter((name) => name.startsWith('application_')),
  ).toEqual([
    'application_submitted',
    'application_returned',
    'application_return_reminder',
    'application_return_reminder',
    'application_expired',
  ]);
});

test('the clocks of a stage stand still while the case is returned and go on with the time left', async () => {
  await moveClock(db, '2037-03-02', '09:00');
  const { applicationId, approvalId, stageId } = await inReview();
  await moveClock(db, '2037-03-02', '11:00');
  await first.post(`/v1/stages/${stageId}/votes`, {
    answer: 'return',
    reasonCode: 'documents_missing',
    comment: 'income proof please',
  });
  await moveClock(db, '2037-03-05', '09:00');
  await officer.post(`/v1/applications/${applicationId}/submissions`);
  const next = await steps.openNextStage(approvalId);
  const escalation = await db
    .selectFrom('stage_deadline')
    .select('due_at')
    .where('stage_id', '=', next.stageId!)
    .where('kind', '=', 'escalation_100')
    .executeTakeFirstOrThrow();
  // Two of eight hours were used: six are left, three in the morning and three after 13:30.
  expect(local(escalation.due_at)).toBe('2037-03-05 16:30');
});

test('an offer that nobody accepts expires after 30 days', async () => {
  const { applicationId, approvalId, stageId } = await inReview();
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  await approve(second, last.stageId);
  await steps.openNextStage(approvalId);
  const offered = await steps.lookAtApplication(applicationId);
  expect(offered).toMatchObject({ status: 'open', next: { kind: 'offer_expiry' } });
  const early = await steps.runApplicationDeadline(applicationId, {
    ...offered.next!,
    businessDate: '2036-01-01',
  });
  expect(early).toEqual(offered);
  await moveClockTo(db, offered.nextAt!);
  const expired = await steps.runApplicationDeadline(applicationId, offered.next!);
  expect(expired).toMatchObject({ status: 'ended' });
  expect(await statusOf(applicationId)).toBe('expired');
  expect(await noticesOf(applicationId)).toContain('offer_expired');
});

test('an accepted case expires after 60 days unless its money is on the way', async () => {
  const { applicationId, approvalId, stageId } = await inReview();
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  await approve(second, last.stageId);
  await steps.openNextStage(approvalId);
  const { contentHash } = (await officer.get(`/v1/applications/${applicationId}/offer`)).body;
  const consent = { channel: 'in_person', note: 'signed at the counter' };
  await officer.post(`/v1/applications/${applicationId}/acceptances`, { contentHash, consent });
  const accepted = await steps.lookAtApplication(applicationId);
  expect(accepted.next).toMatchObject({ kind: 'acceptance_expiry' });
  const { offerId } = (await officer.get(`/v1/applications/${applicationId}/offer`)).body;
  const disbursementId = await seedDisbursement(applicationId, offerId);
  expect(await steps.lookAtApplication(applicationId)).toMatchObject({
    status: 'open',
    next: null,
  });
  expect(await steps.runApplicationDeadline(applicationId, accepted.next!)).toMatchObject({
    status: 'open',
  });
  await db
    .updateTable('disbursement')
    .set({ status: 'refused' })
    .where('disbursement_id', '=', disbursementId)
    .execute();
  await moveClockTo(db, accepted.nextAt!);
  expect(await steps.runApplicationDeadline(applicationId, accepted.next!)).toMatchObject({
    status: 'ended',
  });
  expect(await statusOf(applicationId)).toBe('expired');
});

function local(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Released and not answered yet. */
async function seedDisbursement(applicationId: string, offerId: string): Promise<string> {
  const disbursementId = newId();
  await db
    .insertInto('disbursement')
    .values({
      disbursement_id: disbursementId,
      application_id: applicationId,
      offer_id: offerId,
      status: 'released',
      amount_minor: 2_000_000n,
      currency: 'CNY',
      made_by: head.officerId,
      released_by: riskChief.officerId,
      released_at: null,
      rail_reference: null,
      refusal_code: null,
      effective_date: null,
    })
    .execute();
  return disbursementId;
}
