/** What is left of a decision: the record, the reasons for the applicant, the queues it passed, and the flow. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { testApi } from '../support/api.ts';
import { openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const outsider = await api.person(['credit_officer'], 'beijing');
const steps = createApprovalActivities({ db });

async function declined() {
  const { applicationId } = await submitCase(api, officer);
  const { stageId, approvalId } = await openStage(db, applicationId);
  await first.post(`/v1/stages/${stageId}/comments`, { text: 'income looks thin' });
  await first.post(`/v1/stages/${stageId}/votes`, {
    answer: 'decline',
    reasonCode: 'income_insufficient',
    comment: 'between us: the employer is in trouble',
  });
  await steps.openNextStage(approvalId);
  return applicationId;
}

test('the decision record holds every stage, vote, reason and step, and reads the same twice', async () => {
  const applicationId = await declined();
  const path = `/v1/applications/${applicationId}/decision-record`;
  const { status, body } = await second.get(path);
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'declined', round: 1 });
  expect(body.stages).toHaveLength(1);
  expect(body.stages[0].votes).toMatchObject([
    { officerId: first.officerId, answer: 'decline', reason: { code: 'income_insufficient' } },
  ]);
  expect(body.stages[0].votes[0].reason['zh-CN']).not.toBe(body.stages[0].votes[0].reason.en);
  expect(body.assessments).toHaveLength(1);
  expect(body.submissions).toHaveLength(1);
  expect(body.steps.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining([
      'application.submitted',
      'application.assessed',
      'stage.opened',
      'case.commented',
      'vote.cast',
      'stage.closed',
      'application.declined',
    ]),
  );
  expect((await head.get(path)).body.contentHash).toBe(body.contentHash);
  expect((await outsider.get(path)).status).toBe(404);
});

test('the applicant is told the reason in plain words and nothing from the inside', async () => {
  const applicationId = await declined();
  const { body } = await officer.get(`/v1/applications/${applicationId}/decline-reasons`);
  expect(body.reasons.map(({ code }: { code: string }) => code)).toEqual(['income_insufficient']);
  expect(JSON.stringify(body)).not.toContain('employer');
  expect(JSON.stringify(body)).not.toContain(first.officerId);
});

test('each queue holds what it says, and its count is the number of its rows', async () => {
  const { applicationId } = await submitCase(api, officer);
  const { stageId } = await openStage(db, applicationId);
  await first.post(`/v1/stages/${stageId}/copies`, { officerIds: [outsider.officerId] });
  await first.post(`/v1/stages/${stageId}/advices`, { officerId: head.officerId, question: 'Ok?' });
  const today = '2036-02-13';
  const delegation = { toOfficerId: head.officerId, startsDate: today, endsDate: today };
  expect((await second.post('/v1/delegations', delegation)).status).toBe(201);
  const idsOf = async (person: typeof first, queue: string) => {
    const { body } = await person.get(`/v1/stages?mine=${queue}&size=200`);
    expect(body.total, queue).toBe(body.items.length);
    const { body: counts } = await person.get('/v1/queue-counts');
    const unread = body.items.filter((item: { readAt: string | null }) => item.readAt === null);
    expect(counts[queue], queue).toBe(unread.length);
    return body.items.map((item: { applicationId: string }) => item.applicationId);
  };
  expect(await idsOf(outsider, 'copied')).toEqual([applicationId]);
  expect(await idsOf(head, 'advice')).toEqual([applicationId]);
  expect(await idsOf(head, 'delegated')).toEqual([applicationId]);
  expect(await idsOf(first, 'team')).toEqual([applicationId]);
  expect(await idsOf(first, 'all')).toEqual([applicationId]);
  expect(await idsOf(outsider, 'all')).toEqual([]);
  await outsider.post(`/v1/applications/${applicationId}/copy-readings`);
  expect(await idsOf(outsider, 'copied')).toEqual([applicationId]);
  const unread = await outsider.get('/v1/stages?mine=copied&isRead=false');
  expect(unread.body.items).toEqual([]);
});

test('a shared view is seen by the branch, and deleted by its owner alone', async () => {
  const view = { name: 'urgent', queue: 'todo', filter: { tier: 'T1' }, isShared: true };
  const { savedViewId } = (await first.post('/v1/saved-views', view)).body;
  expect((await second.get('/v1/saved-views')).body.items).toMatchObject([{ name: 'urgent' }]);
  expect((await outsider.get('/v1/saved-views')).body.items).toEqual([]);
  const path = `/v1/saved-views/${savedViewId}`;
  expect((await second.ask('DELETE', path)).status).toBe(404);
  expect((await first.ask('DELETE', path)).status).toBe(200);
});

test('the flow counts decisions, stages and people of the period', async () => {
  const period = 'fromDate=2036-02-01&toDate=2036-02-28';
  const { body } = await head.get(`/v1/approval-flow?${period}`);
  expect(body.decided).toEqual([{ outcome: 'declined', count: 2 }]);
  expect(body.stages).toMatchObject([{ key: 'credit_officer', count: 2, slaHitPpm: 1_000_000 }]);
  expect(body.people).toMatchObject([{ officerId: first.officerId, count: 2, returnCount: 0 }]);
  expect(body.stages[0].sharePpm).toBe(body.stages[0].waitingMinutes > 0 ? 1_000_000 : 0);
  const [day] = body.days;
  expect(day).toMatchObject({ date: '2036-02-13', declined: 2, approved: 0, ended: 0 });
  expect(day.submitted).toBeGreaterThanOrEqual(2);
  const before = await head.get('/v1/approval-flow?fromDate=2036-01-01&toDate=2036-01-31');
  expect(before.body.stages).toEqual([]);
});
