/** Work queues narrowed and ordered, the next task, and what guests of a case may read. */
import { expect, test } from 'vitest';
import { testApi, type Person } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const maker = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const abroad = await api.person(['branch_head'], 'beijing');

async function caseOf(amount: string) {
  const { applicationId } = await submitCase(api, maker, { amount: cny(amount) });
  const { stageId } = await openStage(db, applicationId);
  if (stageId === null) throw new Error('the case has no stage');
  const row = await db
    .selectFrom('application')
    .select('number')
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  return { applicationId, stageId, number: row.number };
}

const small = await caseOf('12000.00');
const large = await caseOf('48000.00');
const middle = await caseOf('30000.00');

async function due(stageId: string, dueAt: string): Promise<void> {
  await db.updateTable('stage').set({ due_at: dueAt }).where('stage_id', '=', stageId).execute();
  await db.updateTable('seat').set({ due_at: dueAt }).where('stage_id', '=', stageId).execute();
}
// Now is 01:30 UTC: one is late, one is due today, one later.
await due(middle.stageId, '2036-02-12T09:00:00.000Z');
await due(large.stageId, '2036-02-13T08:00:00.000Z');
await due(small.stageId, '2036-02-15T08:00:00.000Z');

async function ask(person: Person, query: string): Promise<string[]> {
  const { status, body } = await person.get(`/v1/stages?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.total, query).toBe(body.items.length);
  return body.items.map(({ number }: { number: string }) => number);
}

test('a line says all that a table shows', async () => {
  const { body } = await first.get('/v1/stages?mine=todo&size=1');
  expect(body.total).toBe(3);
  expect(body.asOf).toBeDefined();
  expect(body.items[0]).toMatchObject({
    kind: 'application',
    number: middle.number,
    customerName: '王*明',
    product: 'consumer',
    amount: cny('30000.00'),
    installmentCount: 12,
    grade: expect.stringMatching(/^[AB]$/),
    branchName: 'Shanghai',
    officerName: maker.userName,
    version: expect.any(Number),
    flags: expect.arrayContaining(['first']),
    arrivedAt: expect.any(String),
    stage: {
      key: 'credit_officer',
      number: 1,
      stageCount: 2,
      approveCount: 0,
      neededCount: 1,
      holders: [first.userName, second.userName],
      claim: null,
      dueAt: '2036-02-12T09:00:00.000Z',
    },
  });
});

const everything = [
  ['', [middle, large, small]],
  ['sla=overdue', [middle]],
  ['sla=today', [large]],
  ['sla=later', [small]],
  ['sla=paused', []],
  ['product=consumer', [middle, large, small]],
  ['product=business', []],
  ['fromAmount=30000.00', [middle, large]],
  ['fromAmount=12000.00&toAmount=30000.00', [middle, small]],
  ['toAmount=1.00&currency=USD', []],
  ['stageKey=credit_officer', [middle, large, small]],
  ['stageKey=branch_head', []],
  ['tier=T9', []],
  ['grade=E', []],
  ['flag=first', [middle, large, small]],
  ['flag=resubmitted', []],
  ['flag=added', []],
  ['kind=request', []],
  ['kind=application', [middle, large, small]],
  [`text=${encodeURIComponent('王')}`, [middle, large, small]],
  [`text=${small.number.slice(-4)}`, [small]],
  ['sort=-amount', [large, middle, small]],
  ['sort=amount', [small, middle, large]],
  ['sort=number', [small, large, middle]],
  ['sort=-due', [small, large, middle]],
  ['sort=arrived', [small, large, middle]],
] as const;
test.each(everything)(
  'a queue narrowed by "%s" shows what fits, in order',
  async (query, cases) => {
    const numbers = cases.map(({ number }) => number);
    for (const mine of ['todo', 'team', 'all']) {
      // Who was added to a stage is known of one's own seat only.
      if (query.startsWith('flag=added') && mine !== 'todo') continue;
      expect(await ask(first, `mine=${mine}&${query}`), mine).toEqual(numbers);
    }
  },
);

test('what stands in a queue came by the clock of the house, not by the machine’s', async () => {
  for (const [person, mine] of [
    [first, 'todo'],
    [first, 'team'],
    [first, 'all'],
    [maker, 'started'],
  ] as const) {
    const { body } = await person.get(`/v1/stages?mine=${mine}`);
    const days = body.items.map(({ arrivedAt }: { arrivedAt: string }) => arrivedAt.slice(0, 10));
    expect(days, mine).toEqual(['2036-02-13', '2036-02-13', '2036-02-13']);
  }
});

test('a queue of a branch that nobody asked about is empty, and a foreign one is not shown', async () => {
  const { branchIds } = api;
  expect(await ask(first, `mine=all&branchId=${branchIds.beijing}`)).toEqual([]);
  expect(await ask(first, `mine=all&branchId=${branchIds.shanghai}`)).toHaveLength(3);
  expect(await ask(abroad, 'mine=all')).toEqual([]);
});

test.each(['sort=name', 'sla=soon', 'fromAmount=lots', 'flag=red', 'unknown=1'])(
  'a queue cannot be narrowed by "%s"',
  async (query) => {
    const { status, body } = await first.get(`/v1/stages?${query}`);
    expect([status, body.code]).toEqual([422, 'request_invalid']);
  },
);

test('GET /v1/next-task leads on, past what a colleague is at', async () => {
  const next = async (query = '') => {
    const { body } = await first.get(`/v1/next-task?mine=todo${query}`);
    return [body.task?.number ?? null, body.remaining];
  };
  expect(await next()).toEqual([middle.number, 3]);
  expect(await next(`&exceptStageId=${middle.stageId}`)).toEqual([large.number, 2]);
  expect((await second.post(`/v1/stages/${middle.stageId}/claims`)).status).toBe(201);
  expect(await next()).toEqual([large.number, 2]);
  const claimed = (await first.get('/v1/stages?mine=todo&size=1')).body.items[0];
  expect(claimed.stage.claim).toMatchObject({ name: second.userName });
  expect((await second.get('/v1/next-task')).body.task.number).toBe(middle.number);
  expect(await next('&sla=later')).toEqual([small.number, 1]);
  expect(await next('&grade=E')).toEqual([null, 0]);
});

test('GET /v1/queue-counts counts each queue once, and what is late', async () => {
  const { body } = await first.get('/v1/queue-counts');
  expect(body).toMatchObject({
    todo: 3,
    overdue: 1,
    done: 0,
    started: 0,
    copied: 0,
    team: 3,
    all: 3,
  });
  expect((await maker.get('/v1/queue-counts')).body).toMatchObject({ todo: 0, started: 3 });
});

test('whoever got a copy reads the case, cannot write, is on record once a day, and marks it as read', async () => {
  const path = `/v1/applications/${large.applicationId}`;
  expect((await abroad.get(path)).status).toBe(404);
  const copies = { officerIds: [abroad.officerId], note: 'for your information' };
  expect((await first.post(`/v1/stages/${large.stageId}/copies`, copies)).status).toBe(201);
  const seen = await abroad.get(path);
  expect(seen.status).toBe(200);
  expect(seen.body.actions).toEqual([]);
  for (const part of ['timeline', 'path', 'assessments', 'decision-record']) {
    expect((await abroad.get(`${path}/${part}`)).status, part).toBe(200);
  }
  expect((await abroad.post(`${path}/withdrawals`, { reason: 'not mine' })).status).toBe(403);
  const readings = await db
    .selectFrom('audit_event')
    .select('actor_id')
    .where('action', '=', 'application.read_as_guest')
    .execute();
  expect(readings).toEqual([{ actor_id: abroad.officerId }]);
  expect(await ask(abroad, 'mine=copied&isRead=false')).toEqual([large.number]);
  await abroad.post(`${path}/copy-readings`);
  expect(await ask(abroad, 'mine=copied&isRead=false')).toEqual([]);
  expect(await ask(abroad, 'mine=copied')).toEqual([large.number]);
});

test('whoever is asked for advice reads the case; whoever steps aside loses sight of it', async () => {
  const path = `/v1/applications/${small.applicationId}`;
  expect((await first.get(path)).status).toBe(200);
  const question = { officerId: head.officerId, question: 'Do you know the employer?' };
  expect((await second.post(`/v1/stages/${small.stageId}/advices`, question)).status).toBe(201);
  expect((await head.get(path)).status).toBe(200);
  const interest = { kind: 'family', comment: 'a cousin of mine' };
  expect((await first.post(`/v1/stages/${small.stageId}/recusals`, interest)).status).toBe(201);
  expect((await first.get(path)).status).toBe(404);
});

test('a saved view keeps what a queue can be narrowed by', async () => {
  const filter = { sla: 'overdue', fromAmount: '100000.00', sort: '-amount', flag: 'exception' };
  const view = { name: 'large and late', queue: 'todo', filter, isShared: true };
  expect((await first.post('/v1/saved-views', view)).status).toBe(201);
  expect((await second.get('/v1/saved-views')).body.items).toMatchObject([{ filter }]);
  const wrong = await first.post('/v1/saved-views', { ...view, filter: { colour: 'red' } });
  expect(wrong.body.code).toBe('request_invalid');
});
