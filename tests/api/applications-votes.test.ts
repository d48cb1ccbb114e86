/** Votes over HTTP: who may, who may not, and what two people at the same instant do to a stage. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { testApi, type Person } from '../support/api.ts';
import {
  cny,
  completeApplication,
  goodApplicant,
  openStage,
  runClocksTo,
  seedApplicant,
  seedPoliciesAndCalendar,
  submitCase,
} from '../support/cases.ts';
import { moveClock, moveClockTo } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const makerWhoApproves = await api.person(['loan_officer', 'credit_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const riskManager = await api.person(['risk_manager'], 'head_office');
const processAdmin = await api.person(['process_admin'], 'head_office');
const steps = createApprovalActivities({ db });

const vote = (person: Person, stageId: string | null, body: object) =>
  person.post(`/v1/stages/${stageId}/votes`, body);
const approve = (person: Person, stageId: string | null, comment: string | null = null) =>
  vote(person, stageId, { answer: 'approve', comment });
const decline = { answer: 'decline', reasonCode: 'debt_too_high', comment: 'too much debt' };
const giveBack = {
  answer: 'return',
  reasonCode: 'documents_missing',
  comment: 'income proof please',
};

const statusOf = async (applicationId: string) =>
  (await officer.get(`/v1/applications/${applicationId}`)).body.status;

async function messagesTo(applicationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('name')
    .where('workflow_id', '=', `application/${applicationId}/1`)
    .orderBy('seq')
    .execute();
  return rows.map(({ name }) => name);
}

async function caseInReview(changes: Record<string, unknown> = {}) {
  const { applicationId } = await submitCase(api, officer, changes);
  return { applicationId, ...(await openStage(db, applicationId)) };
}

test('castVote() lets exactly one of two approvers at the same instant close the stage', async () => {
  const { applicationId, stageId } = await caseInReview();
  const answers = await Promise.all([approve(first, stageId), approve(second, stageId)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('stage_not_open');
  expect(await messagesTo(applicationId)).toEqual(['approveApplication', 'stageClosed']);
});

test('castVote() and an escalation at the same instant agree on who was first', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { stageId, ...position } = await caseInReview();
    const reminded = await runClocksTo(db, { stageId, ...position }, 'reminder_80');
    await moveClockTo(db, reminded.nextAt!);
    const [voted, escalated] = await Promise.all([
      approve(first, stageId),
      steps.runStageDeadline(stageId!, reminded.next!),
    ]);
    expect(voted.status).toBe(201);
    const seats = await db
      .selectFrom('seat')
      .select('source')
      .where('stage_id', '=', stageId!)
      .execute();
    const wasFirst = seats.some(({ source }) => source === 'escalated');
    const done = await db
      .selectFrom('stage_deadline')
      .select('done_at')
      .where('stage_id', '=', stageId!)
      .where('kind', '=', 'escalation_100')
      .executeTakeFirstOrThrow();
    expect(done.done_at !== null).toBe(wasFirst);
    if (!wasFirst) expect(escalated).toMatchObject({ status: 'ended' });
  }
});

test('castVote() refuses a vote after the stage closed, a second vote, and a person without a seat', async () => {
  const { stageId } = await caseInReview();
  expect(await approve(head, stageId)).toMatchObject({ status: 403, body: { code: 'no_seat' } });
  expect((await approve(first, stageId)).status).toBe(201);
  expect(await approve(first, stageId)).toMatchObject({
    status: 409,
    body: { code: 'stage_not_open' },
  });
});

test('castVote() refuses the maker of the case, seated or not', async () => {
  const customerId = await seedApplicant(db, officer);
  const made = await makerWhoApproves.post('/v1/applications', completeApplication(customerId));
  await officer.post(`/v1/applications/${made.body.applicationId}/submissions`);
  const { stageId } = await openStage(db, made.body.applicationId);
  const { body } = await makerWhoApproves.get(`/v1/stages/${stageId}`);
  expect(body.seats.map(({ officerId }: { officerId: string }) => officerId)).not.toContain(
    makerWhoApproves.officerId,
  );
  expect(body.actions[0]).toEqual({ action: 'approve', allowed: false, reasonCode: 'four_eyes' });
  expect(await approve(makerWhoApproves, stageId)).toMatchObject({
    status: 403,
    body: { code: 'four_eyes' },
  });
});

test('castVote() refuses an officer who is related to the applicant, though seated before it was known', async () => {
  const { applicationId, stageId } = await caseInReview();
  const { body } = await officer.get(`/v1/applications/${applicationId}`);
  const spouseId = await seedApplicant(db, officer);
  const { user_id: userId } = await db
    .selectFrom('officer')
    .select('user_id')
    .where('officer_id', '=', second.officerId)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('customer')
    .set({ user_id: userId })
    .where('customer_id', '=', spouseId)
    .execute();
  await db
    .insertInto('customer_relation')
    .values({
      customer_id: spouseId,
      related_customer_id: body.customerId,
      kind: 'spouse',
      share_ppm: null,
    })
    .execute();
  expect(await approve(second, stageId)).toMatchObject({
    status: 403,
    body: { code: 'conflict_of_interest' },
  });
  expect((await approve(first, stageId)).status).toBe(201);
  await db
    .updateTable('customer')
    .set({ user_id: null })
    .where('customer_id', '=', spouseId)
    .execute();
});

test('castVote() refuses a role that was taken away a moment ago', async () => {
  const third = await api.person(['credit_officer']);
  const { stageId } = await caseInReview();
  await db
    .updateTable('role_grant')
    .set({ revoked_at: '2036-02-13T02:00:00.000Z' })
    .where('officer_id', '=', third.officerId)
    .execute();
  // The permission goes with the role, so the route refuses first; the seat is refused as well.
  expect((await approve(third, stageId)).status).toBe(403);
});

test('castVote() refuses an approve above the personal limit where the decision falls, and takes a decline', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  await db
    .updateTable('officer')
    .set({ limit_minor: 100_000n, limit_currency: 'CNY' })
    .where('officer_id', '=', second.officerId)
    .execute();
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  expect(await approve(second, last.stageId)).toMatchObject({
    status: 403,
    body: { code: 'authority_exceeded', limit: cny('1000.00') },
  });
  expect(await vote(second, last.stageId, decline)).toMatchObject({
    status: 201,
    body: { verdict: 'decline', applicationStatus: 'declined' },
  });
  expect(await statusOf(applicationId)).toBe('declined');
  await db
    .updateTable('officer')
    .set({ limit_minor: null, limit_currency: null })
    .where('officer_id', '=', second.officerId)
    .execute();
});

test('castVote() asks for reason and comment on a decline, and the applicant hears why', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  const silent = { answer: 'decline', reasonCode: null };
  expect(await vote(first, stageId, silent)).toMatchObject({ body: { code: 'reason_required' } });
  const short = { ...decline, comment: 'no' };
  expect(await vote(first, stageId, short)).toMatchObject({ body: { code: 'comment_required' } });
  expect((await vote(first, stageId, decline)).status).toBe(201);
  expect(await steps.openNextStage(approvalId)).toMatchObject({ status: 'ended', stageId: null });
  expect(await steps.lookAtApplication(applicationId)).toMatchObject({ status: 'ended' });
  const { body } = await db
    .selectFrom('notice')
    .select('body')
    .where('application_id', '=', applicationId)
    .where('template', '=', 'application_declined')
    .executeTakeFirstOrThrow();
  expect(body).toContain('Existing debt is too high');
  expect(body).not.toContain('too much debt');
});

test('a returned case goes on where it was, with the same people and a new attempt', async () => {
  const { applicationId, stageId } = await caseInReview();
  expect((await vote(first, stageId, giveBack)).body).toMatchObject({
    verdict: 'return',
    applicationStatus: 'returned',
  });
  const waiting = await steps.lookAtStage(stageId!);
  expect(waiting).toMatchObject({ status: 'open', next: { kind: 'returned_reminder_5' } });
  const { version } = (await officer.get(`/v1/applications/${applicationId}`)).body;
  const path = `/v1/applications/${applicationId}`;
  await officer.patch(path, { applicant: { residenceYears: 5 } }, { version });
  const again = await officer.post(`${path}/submissions`);
  expect(again.body).toMatchObject({ status: 'in_review', submissionNumber: 2, path: 'resumes' });
  expect(await steps.lookAtStage(stageId!)).toMatchObject({ status: 'ended' });
  const { approvalId } = await steps.assessApplication(applicationId);
  const next = await steps.openNextStage(approvalId!);
  expect(next.stageId).not.toBe(stageId);
  const stage = (await first.get(`/v1/stages/${next.stageId}`)).body;
  expect(stage).toMatchObject({ number: 1, attempt: 2, submissionNumber: 2, status: 'open' });
  expect((await approve(first, next.stageId)).body.verdict).toBe('approve');
});

test('a returned case that asks for more begins its path again', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  await vote(second, last.stageId, giveBack);
  const path = `/v1/applications/${applicationId}`;
  const { version } = (await officer.get(path)).body;
  await officer.patch(path, { amount: cny('60000.00') }, { version });
  const again = await officer.post(`${path}/submissions`);
  expect(again.body).toMatchObject({ status: 'submitted', path: 'runs_again' });
  const anew = await steps.openNextStage(approvalId);
  const stage = (await first.get(`/v1/stages/${anew.stageId}`)).body;
  expect(stage).toMatchObject({ number: 1, attempt: 2, tier: 'T2', key: 'credit_officer' });
  // The approve of the smaller amount does not count: the path needs both stages anew.
  await approve(second, anew.stageId);
  const head2 = await steps.openNextStage(approvalId);
  expect((await approve(head, head2.stageId)).body.verdict).toBe('approve');
  expect(await steps.openNextStage(approvalId)).toMatchObject({ status: 'ended' });
  expect(await statusOf(applicationId)).toBe('offered');
});

test('withdrawing closes the running stage, and a vote in the same instant is either before or refused', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  const [withdrawn, voted] = await Promise.all([
    officer.post(`/v1/applications/${applicationId}/withdrawals`, {
      reason: 'found a cheaper loan',
    }),
    approve(first, stageId),
  ]);
  expect(withdrawn.status).toBe(201);
  expect([201, 409]).toContain(voted.status);
  expect(await statusOf(applicationId)).toBe('withdrawn');
  expect(await steps.openNextStage(approvalId)).toMatchObject({ status: 'ended', stageId: null });
});

test('the actions of an application are what its officer may do with it then', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  const path = `/v1/applications/${applicationId}`;
  const actionsFor = async (person: Person) => (await person.get(path)).body.actions;
  expect(await actionsFor(officer)).toEqual(['application.recall', 'application.withdraw']);
  expect(await actionsFor(first)).toEqual([]);
  const terms = { amount: cny('15000.00'), installmentCount: 12, comment: 'less is safer' };
  await first.post(`/v1/stages/${stageId}/counter-offers`, terms);
  await steps.openNextStage(approvalId);
  expect(await actionsFor(officer)).toContain('counter-offer.answer');
  const { counterOfferId } = (await officer.get(`${path}/counter-offers`)).body.items[0];
  const answers = `/v1/counter-offers/${counterOfferId}/answers`;
  const unproved = await officer.post(answers, { answer: 'accept' });
  expect(unproved).toMatchObject({ status: 422, body: { code: 'reason_required' } });
  const consent = { channel: 'phone', note: 'called back on the number on file' };
  expect((await officer.post(answers, { answer: 'accept', consent })).status).toBe(201);
  expect(await actionsFor(officer)).not.toContain('counter-offer.answer');
});

test('a declined application may be looked at once more, within its days', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  const path = `/v1/applications/${applicationId}`;
  expect((await vote(first, stageId, decline)).status).toBe(201);
  await steps.openNextStage(approvalId);
  expect(await statusOf(applicationId)).toBe('declined');
  expect((await officer.get(path)).body.actions).toEqual(['application.reconsider']);
  const again = { reason: 'a new job since' };
  expect((await officer.post(`${path}/reconsiderations`, again)).status).toBe(201);
  expect((await officer.get(path)).body.actions).not.toContain('application.reconsider');
});

test('the queue holds what waits for me, in the order of its deadlines, and what I have done', async () => {
  const mine = await api.person(['credit_officer'], 'beijing');
  const other = await api.person(['credit_officer'], 'beijing');
  const maker = await api.person(['loan_officer'], 'beijing');
  const one = await submitCase(api, maker);
  const two = await submitCase(api, maker);
  const stageOne = await openStage(db, one.applicationId);
  await openStage(db, two.applicationId);
  const { body } = await mine.get('/v1/stages?mine=todo&size=1');
  expect(body.total).toBe(2);
  expect((await mine.get('/v1/queue-counts')).body).toMatchObject({ todo: 2, done: 0, started: 0 });
  expect(body.items).toMatchObject([
    { applicationId: one.applicationId, customerName: '王*明', stage: { number: 1, mode: 'any' } },
  ]);
  expect(body.items[0].actions[0]).toEqual({ action: 'approve', allowed: true, reasonCode: null });
  await approve(other, stageOne.stageId);
  const after = (await mine.get('/v1/stages?mine=todo')).body;
  expect(after.items.map((line: { applicationId: string }) => line.applicationId)).toEqual([
    two.applicationId,
  ]);
  const done = (await other.get('/v1/stages?mine=done')).body;
  expect(done.items).toMatchObject([
    {
      applicationId: one.applicationId,
      myVote: { answer: 'approve' },
      stage: { status: 'closed' },
    },
  ]);
  const started = (await maker.get('/v1/stages?mine=started')).body;
  expect(started.items).toMatchObject([
    { applicationId: two.applicationId, stage: { status: 'open' } },
    { applicationId: one.applicationId, stage: null },
  ]);
});

test('a vote is taken while no worker runs, and its message waits', async () => {
  const { applicationId, stageId } = await caseInReview();
  expect((await approve(first, stageId)).status).toBe(201);
  const waiting = await db
    .selectFrom('outbox')
    .select(['name', 'status'])
    .where('workflow_id', '=', `application/${applicationId}/1`)
    .where('status', '=', 'waiting')
    .execute();
  expect(waiting.map(({ name }) => name)).toEqual(['approveApplication', 'stageClosed']);
});

test('the process admin seats a person where the house has too few, but never a maker or one who may not vote', async () => {
  const { stageId } = await caseInReview({
    amount: cny('150000.00'),
    applicant: {
      ...goodApplicant,
      checkingStatus: 'overdrawn',
      savings: 'none_known',
      employment: 'unemployed',
    },
  });
  const seat = (officerId: string) =>
    processAdmin.post(`/v1/stages/${stageId}/seats`, { officerId, reason: 'nobody else is there' });
  expect(await seat(officer.officerId)).toMatchObject({ status: 403, body: { code: 'four_eyes' } });
  expect(await seat(processAdmin.officerId)).toMatchObject({
    body: { code: 'officer_lacks_role' },
  });
  expect((await seat(riskManager.officerId)).status).toBe(201);
  expect((await riskManager.get('/v1/stages')).body.items).toMatchObject([
    { stage: { stageId }, actions: [{ allowed: true }, { allowed: true }, { allowed: true }] },
  ]);
});
