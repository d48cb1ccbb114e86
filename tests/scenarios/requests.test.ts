/**
 * The scenario table of requests, over the real API with a real worker: Lin asks for a limit of a new colleague, and
 * the people of the seeded matrix do what they would do with an application. What a step refuses and what it leads to
 * stands in the JSON files beside this one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wakeOverdue } from '../../activities/overdue.ts';
import { findRequest } from '../../db/queries/approval-requests.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { readClock } from '../../db/queries/clock.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import { addDays } from '../../domain/calendar.ts';
import { addWorkingMinutes } from '../../domain/work-calendar.ts';
import { testApi, type ApiAnswer, type Person } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar } from '../support/cases.ts';
import { recordHistory } from '../support/histories.ts';
import { moveClock, moveClockTo, seedOfficer } from '../support/lending.ts';
import { actions } from '../support/scenario-actions.ts';
import { engageCast, type CastName } from '../support/scenario-cast.ts';
import type { Step as AnyStep } from '../support/scenario-file.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

type Outcome = {
  /** Of the request. */
  readonly status?: string;
  /** The code with which an approved request lapsed. */
  readonly outcome?: string;
  readonly stage?: number;
  readonly attempt?: number;
  readonly tier?: string;
  readonly open?: readonly CastName[];
  readonly timeline?: readonly string[];
  /** The colleague's limit; null while they have none. */
  readonly limit?: string | null;
  readonly notice?: { readonly to: CastName; readonly template: string };
  readonly can?: Readonly<Record<string, true | string>>;
  /** Whether it stands in the queue of the step's person. */
  readonly inQueue?: { readonly queue: string; readonly is: boolean };
};
type Step = Omit<AnyStep, 'then'> & { readonly then?: Outcome };
type Scenario = {
  readonly title: string;
  /** The name under which what the engine wrote down goes into the corpus, when that is asked for. */
  readonly record?: string;
  readonly limit: string;
  /** Days from today on; today where nothing is said. */
  readonly effectiveInDays?: number;
  /** Moves the clock, so nothing may run beside it. */
  readonly alone?: boolean;
  readonly steps: readonly Step[];
};

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const temporal = await testTemporal();
await testWorker({ databaseUrl: api.config.databaseUrl, namespace: temporal.namespace });
const cast = await engageCast(api);
const nameOf = new Map(
  Object.entries(cast).map(([name, { officerId }]) => [officerId, name as CastName]),
);

const folder = new URL('./requests/', import.meta.url);
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted()
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario[]);

describe('requests that move the clock', () => {
  test.each(scenarios.filter(({ alone }) => alone === true).map((one) => [one.title, one]))(
    '%s',
    async (_title, scenario) => play(scenario as Scenario),
  );
});

describe.concurrent('requests that run beside each other', () => {
  test.each(scenarios.filter(({ alone }) => alone !== true).map((one) => [one.title, one]))(
    '%s',
    async (_title, scenario) => play(scenario as Scenario),
  );
});

test('each action of a request is taken once and refused once', () => {
  const steps = scenarios.flatMap((scenario) => scenario.steps);
  const taken = new Set(steps.filter((step) => step.refused === undefined).map(({ does }) => does));
  const refused = new Set(
    steps.filter((step) => step.refused !== undefined).map(({ does }) => does),
  );
  const all = ['approve', 'decline', 'return', 'hand_in_again', 'withdraw', 'transfer', 'ask'];
  const more = ['answer', 'add_signers', 'remove_signer', 'recuse', 'take_back', 'remind'];
  for (const does of [...all, ...more, 'seat', 'comment']) {
    expect([does, taken.has(does), refused.has(does)]).toEqual([does, true, true]);
  }
});

type Running = {
  readonly requestId: string;
  readonly colleagueId: string;
  readonly known: Map<string, string>;
};

async function play({ limit, effectiveInDays, steps, record }: Scenario): Promise<void> {
  const colleagueId = await seedOfficer(db, cast.Lin.branchId);
  const { businessDate } = await readClock(db);
  const asked = { subjectType: 'limit_change', officerId: colleagueId, limit: cny(limit) };
  const effectiveDate =
    effectiveInDays === undefined ? {} : { effectiveDate: addDays(businessDate, effectiveInDays) };
  const made = await cast.Lin.post('/v1/approval-requests', { ...asked, ...effectiveDate });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const running = { requestId: made.body.requestId, colleagueId, known: new Map() };
  for (const step of steps) {
    await settled(running);
    await take(running, step);
  }
  if (record === undefined) return;
  await settled(running);
  const { approvalId } = (await findRequest(db, running.requestId))!.approval;
  await recordHistory(temporal.client, record, { workflowId: `approval/${approvalId}` });
}

/** Until the workflow has done what follows. */
async function settled({ requestId }: Running): Promise<void> {
  await eventually(async () => {
    const { status, stage } = await stateOf(requestId);
    expect(status !== 'open' || stage?.status === 'open', status).toBe(true);
  });
}

async function stateOf(requestId: string) {
  const { request, approval } = (await findRequest(db, requestId))!;
  const stages = await listStagesOf(db, approval.approvalId);
  const stage = stages.find(({ status }) => status === 'open' || status === 'returned');
  return { ...request, tier: approval.tier, stages, stage };
}

async function take(running: Running, step: Step): Promise<void> {
  const label = `${step.by} ${step.does}`;
  if (step.does === 'wait') await wait(step);
  else if (step.does !== undefined) {
    const answer = await act(running, cast[step.by!], step);
    const got = answer.status < 300 ? 'taken' : (answer.body.code ?? answer.status);
    expect(got, `${label} ${JSON.stringify(answer.body)}`).toBe(step.refused ?? 'taken');
    if (typeof answer.body.adviceId === 'string') {
      running.known.set('adviceId', answer.body.adviceId);
    }
  }
  const { then } = step;
  if (then !== undefined) await eventually(() => hold(running, step, then, label));
}

async function act(running: Running, person: Person, step: Step): Promise<ApiAnswer> {
  const { requestId, known } = running;
  const given = step.with ?? {};
  const path = `/v1/approval-requests/${requestId}`;
  if (step.does === 'withdraw') return person.post(`${path}/withdrawals`, { reason: 'no need' });
  if (step.does === 'hand_in_again') {
    const limit = given['limit'] === undefined ? {} : { limit: cny(given['limit'] as string) };
    return person.post(`${path}/resubmissions`, { comment: 'as explained', ...limit });
  }
  const { stages } = await stateOf(requestId);
  const stage = stageAt(stages, step.at);
  const { businessDate } = await readClock(db);
  return actions[step.does!]!(person, given, {
    cast,
    known,
    businessDate,
    stageId: stage?.stageId ?? '',
    applicationId: '',
    customerId: '',
    product: 'limit_change',
    conditionIds: [],
  });
}

/** The stage at this position, newest attempt; the running or newest one where nothing is said. */
function stageAt(stages: readonly Stage[], number: number | undefined): Stage | undefined {
  const meant = number === undefined ? stages : stages.filter((stage) => stage.number === number);
  return meant.find(({ status }) => status === 'open' || status === 'returned') ?? meant.at(-1);
}

async function wait({ with: given = {} }: Step): Promise<void> {
  const { now } = await readClock(db);
  const { hours = 0, days = 0 } = given as Record<string, number>;
  const calendar = await readBranchCalendar(db, cast.Qin.branchId);
  const at =
    hours > 0
      ? addWorkingMinutes(now, hours * 60 + 1, calendar)
      : new Date(Date.parse(now) + days * 86_400_000).toISOString();
  await moveClockTo(db, at);
  await wakeOverdue(db);
}

async function hold(running: Running, step: Step, then: Outcome, label: string): Promise<void> {
  const state = await stateOf(running.requestId);
  if (then.status !== undefined) expect(state.status, label).toBe(then.status);
  if (then.outcome !== undefined) expect(state.outcomeCode, label).toBe(then.outcome);
  if (then.stage !== undefined) expect(state.stage?.number, label).toBe(then.stage);
  if (then.attempt !== undefined) expect(state.stage?.attempt, label).toBe(then.attempt);
  if (then.tier !== undefined) expect(state.tier, label).toBe(then.tier);
  if (then.open !== undefined) expect(openNames(state.stage), label).toEqual([...then.open].sort());
  if (then.limit !== undefined) {
    const { body } = await cast.Tao.get(`/v1/officers/${running.colleagueId}`);
    expect(body.limit?.amount ?? null, label).toBe(then.limit);
  }
  await holdWords(running, then, label);
  if (then.can !== undefined) await holdActions(state.stage!, step, then.can, label);
  if (then.inQueue !== undefined) await holdQueue(running, step, then.inQueue, label);
}

function openNames(stage: Stage | undefined): string[] {
  const open = stage?.seats.filter(({ status }) => status === 'open') ?? [];
  return open.map(({ officerId }) => nameOf.get(officerId) ?? '').sort();
}

async function holdWords({ requestId }: Running, then: Outcome, label: string): Promise<void> {
  if (then.timeline !== undefined) {
    const { body } = await cast.Lin.get(`/v1/approval-requests/${requestId}/timeline?size=100`);
    const kinds = body.items.map(({ kind }: { kind: string }) => kind);
    expect(kinds, label).toEqual(expect.arrayContaining([...then.timeline]));
  }
  if (then.notice === undefined) return;
  const { number } = (await findRequest(db, requestId))!.request;
  const rows = await db
    .selectFrom('notice')
    .select('template')
    .where('officer_id', '=', cast[then.notice.to].officerId)
    .where('body', 'like', `%${number}%`)
    .execute();
  expect(
    rows.map(({ template }) => template),
    label,
  ).toContain(then.notice.template);
}

async function holdActions(
  { stageId }: Stage,
  step: Step,
  can: Readonly<Record<string, true | string>>,
  label: string,
): Promise<void> {
  const { body } = await cast[step.by!].get(`/v1/stages/${stageId}`);
  const actual = Object.fromEntries(
    body.actions.map(({ action, allowed, reasonCode }: any) => [action, allowed || reasonCode]),
  );
  expect(actual, label).toMatchObject(can);
}

async function holdQueue(
  { requestId }: Running,
  step: Step,
  { queue, is }: { readonly queue: string; readonly is: boolean },
  label: string,
): Promise<void> {
  const { body } = await cast[step.by!].get(`/v1/stages?mine=${queue}&size=100`);
  const ids = body.items.map((item: { requestId: string | null }) => item.requestId);
  expect(ids.includes(requestId), `${label} in ${queue}`).toBe(is);
}
