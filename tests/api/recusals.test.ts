/** Whoever steps aside from a case loses sight of it: its stage, its request and its lines in every queue. */
import { expect, test } from 'vitest';
import { testApi, type Person } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock, seedAcceptedCase } from '../support/lending.ts';
import { openStage as openRequestStage } from '../support/requests.ts';
import { runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const maker = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);

const declaration = { kind: 'family', comment: 'the applicant is my cousin' };
const queues = ['todo', 'done', 'delegated', 'advice', 'copied', 'team', 'all'] as const;

/** The queues of a person in which a stage stands, each with as many lines as it counts. */
async function queuesWith(person: Person, stageId: string): Promise<string[]> {
  const found: string[] = [];
  const counts = (await person.get('/v1/queue-counts')).body;
  for (const queue of queues) {
    const { status, body } = await person.get(`/v1/stages?mine=${queue}&size=200`);
    expect(status, queue).toBe(200);
    if (queue !== 'copied') expect([queue, counts[queue]]).toEqual([queue, body.total]);
    if (body.items.some((line: any) => line.stage?.stageId === stageId)) found.push(queue);
  }
  return found;
}

test('a recused approver sees neither stage nor application nor a line of it, and others do', async () => {
  const { applicationId } = await submitCase(api, maker, { amount: cny('20000.00') });
  const { stageId } = await openStage(db, applicationId);
  const copy = { officerIds: [first.officerId], note: 'for your information' };
  const copied = await second.post(`/v1/stages/${stageId}/copies`, copy);
  expect(copied.status, JSON.stringify(copied.body)).toBeLessThan(300);
  expect(await queuesWith(first, stageId!)).toEqual(['todo', 'copied', 'team', 'all']);
  expect((await first.get(`/v1/stages/${stageId}`)).status).toBe(200);

  expect((await first.post(`/v1/stages/${stageId}/recusals`, declaration)).status).toBe(201);
  expect(await queuesWith(first, stageId!)).toEqual([]);
  for (const path of [`/v1/stages/${stageId}`, `/v1/applications/${applicationId}`])
    expect([path, (await first.get(path)).status]).toEqual([path, 404]);
  // Acting in it is refused by name, so that nobody wonders where their seat went.
  const vote = await first.post(`/v1/stages/${stageId}/votes`, { answer: 'approve' });
  expect(vote.body.code).toBe('conflict_of_interest');

  expect(await queuesWith(second, stageId!)).toEqual(['todo', 'team', 'all']);
  expect((await second.get(`/v1/stages/${stageId}`)).status).toBe(200);
});

test('a recused approver of a request does not read it any more', async () => {
  const operations = await api.person(['operations']);
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const asked = await operations.post(`/v1/loans/${loanId}/changes`, {
    kind: 'rate_change',
    annualRatePpm: 50_000,
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const { requestId } = asked.body;
  const heads = [await api.person(['branch_head']), await api.person(['branch_head'])];
  const { stageId } = await openRequestStage(api, requestId);
  const holds = async (person: Person) =>
    (await person.get(`/v1/stages/${stageId}`)).body.seats?.some(
      ({ officerId }: { officerId: string }) => officerId === person.officerId,
    );
  const [head] = heads;
  expect(await holds(head!)).toBe(true);
  expect((await head!.get(`/v1/approval-requests/${requestId}`)).status).toBe(200);
  expect((await head!.post(`/v1/stages/${stageId}/recusals`, declaration)).status).toBe(201);
  expect((await head!.get(`/v1/approval-requests/${requestId}`)).status).toBe(404);
  expect((await head!.get(`/v1/stages/${stageId}`)).status).toBe(404);
  expect(await queuesWith(head!, stageId!)).toEqual([]);
  expect((await operations.get(`/v1/approval-requests/${requestId}`)).status).toBe(200);
});
