/**
 * The scenario table of tiered approval, over the real API with a real worker: one house, one cast, a product of its
 * own for each scenario. What a step refuses and what it leads to stands in the JSON files beside this one.
 */
import { describe, expect, test } from 'vitest';
import { wakeOverdue } from '../../activities/overdue.ts';
import { readClock } from '../../db/queries/clock.ts';
import { addWorkingMinutes } from '../../domain/work-calendar.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { testApi } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { recordHistory } from '../support/histories.ts';
import { moveClock, moveClockTo } from '../support/lending.ts';
import { actions, type ActionContext } from '../support/scenario-actions.ts';
import { engageCast, type CastName } from '../support/scenario-cast.ts';
import {
  readScenarios,
  type Expectation,
  type Scenario,
  type Step,
} from '../support/scenario-file.ts';
import { makePolicies } from '../support/scenario-policies.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

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

const scenarios = readScenarios();
const beside = scenarios.filter(({ alone }) => alone !== true);
const alone = scenarios.filter((scenario) => scenario.alone === true);

describe('scenarios that move the clock or stand in for somebody', () => {
  test.each(alone.map((scenario) => [scenario.file, scenario.title, scenario] as const))(
    '%s: %s',
    async (_file, _title, scenario) => play(scenario),
  );
});

describe.concurrent('scenarios that run beside each other', () => {
  test.each(beside.map((scenario) => [scenario.file, scenario.title, scenario] as const))(
    '%s: %s',
    async (_file, _title, scenario) => play(scenario),
  );
});

test('the table has eighty scenarios, and each action is taken once and refused once', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(80);
  const steps = scenarios.flatMap((scenario) => scenario.steps);
  const taken = new Set(
    steps.filter(({ refused }) => refused === undefined).map(({ does }) => does),
  );
  const refused = new Set(
    steps.filter((step) => step.refused !== undefined).map(({ does }) => does),
  );
  const all = Object.keys(actions).filter((name) => !['look', 'file'].includes(name));
  expect(all.filter((name) => !taken.has(name))).toEqual([]);
  expect(all.filter((name) => !refused.has(name))).toEqual([]);
});

type Running = {
  readonly applicationId: string;
  readonly customerId: string;
  readonly product: string;
  readonly known: Map<string, string>;
};

let played = 0;

async function play(scenario: Scenario): Promise<void> {
  played += 1;
  const product = await makePolicies(db, cast, scenario, `scenario-${played}`);
  const changes = {
    product,
    amount: cny(scenario.amount ?? '20000.00'),
    installmentCount: scenario.months ?? 12,
  };
  const made = await submitCase(api, cast[scenario.maker ?? 'Lin'], changes);
  const running: Running = { ...made, product, known: new Map() };
  for (const [index, step] of scenario.steps.entries()) {
    await take(running, step, `step ${index + 1}: ${step.by ?? ''} ${step.does ?? 'then'}`);
  }
  if (scenario.record !== undefined) await record(scenario.record, running.applicationId);
}

async function record(name: string, applicationId: string): Promise<void> {
  await settled(applicationId);
  const workflowId = `application/${applicationId}/1`;
  await recordHistory(temporal.client, name, { workflowId });
}

async function take(running: Running, step: Step, label: string): Promise<void> {
  await settled(running.applicationId);
  if (step.does === 'wait') return wait(running, step);
  let body: any = null;
  if (step.does !== undefined) {
    const act = actions[step.does];
    if (act === undefined || step.by === undefined) throw new Error(`${label} is no action`);
    const context = await contextOf(running, step);
    const answer = await act(cast[step.by], step.with ?? {}, context);
    const got = answer.status < 300 ? 'taken' : (answer.body.code ?? answer.status);
    expect(got, `${label} ${JSON.stringify(answer.body)}`).toBe(step.refused ?? 'taken');
    body = answer.body;
    remember(running, body);
  }
  if (step.then === undefined) return;
  const then = step.then;
  await eventually(() => hold(running, step, then, { body, label }));
}

/** Until the workflow has done what follows: a stage is open, or the case rests or has ended. */
async function settled(applicationId: string): Promise<void> {
  await eventually(async () => {
    const { status, stageStatus } = await stateOf(applicationId);
    const rests = !['submitted', 'in_review', 'approved'].includes(status);
    expect(rests || (status === 'in_review' && stageStatus === 'open'), status).toBe(true);
  });
}

async function stateOf(applicationId: string) {
  const row = await db
    .selectFrom('application')
    .leftJoin('approval', (join) =>
      join
        .onRef('approval.subject_id', '=', 'application.application_id')
        .onRef('approval.round', '=', 'application.round'),
    )
    .leftJoin('stage', (join) =>
      join
        .onRef('stage.approval_id', '=', 'approval.approval_id')
        .on('stage.status', 'in', ['open', 'returned']),
    )
    .select([
      'application.status',
      'application.amount_minor',
      'approval.tier',
      'stage.stage_id',
      'stage.number',
      'stage.attempt',
      'stage.status as stage_status',
    ])
    .where('application.application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  return { ...row, stageStatus: row.stage_status };
}

async function contextOf(running: Running, step: Step): Promise<ActionContext> {
  const { applicationId } = running;
  const { businessDate } = await readClock(db);
  const conditions = await db
    .selectFrom('condition_precedent')
    .select('condition_id')
    .where('application_id', '=', applicationId)
    .orderBy('condition_id')
    .execute();
  return {
    ...running,
    cast,
    businessDate,
    stageId: await stageOf(applicationId, step.at),
    conditionIds: conditions.map((row) => row.condition_id),
  };
}

async function stageOf(applicationId: string, number: number | undefined): Promise<string> {
  const query = db
    .selectFrom('stage')
    .innerJoin('approval', 'approval.approval_id', 'stage.approval_id')
    .select('stage_id')
    .where('approval.subject_id', '=', applicationId)
    .orderBy((stage) =>
      stage.case().when('stage.status', 'in', ['open', 'returned']).then(0).else(1).end(),
    )
    .orderBy('stage.opened_at', 'desc')
    .orderBy('stage.attempt', 'desc');
  const row = await (number === undefined ? query : query.where('stage.number', '=', number))
    .limit(1)
    .executeTakeFirst();
  return row?.stage_id ?? '00000000-0000-7000-8000-000000000000';
}

function remember({ known }: Running, body: Record<string, unknown>): void {
  for (const key of ['adviceId', 'counterOfferId', 'delegationId', 'documentId']) {
    if (typeof body[key] === 'string') known.set(key, body[key]);
  }
}

/** Moves business time on by working hours of the branch, or by calendar days. */
async function wait({ applicationId }: Running, step: Step): Promise<void> {
  const { now } = await readClock(db);
  const { hours = 0, days = 0, minutes = 0 } = (step.with ?? {}) as Record<string, number>;
  const calendar = await readBranchCalendar(db, cast.An.branchId);
  const at =
    hours > 0
      ? addWorkingMinutes(now, hours * 60 + 1, calendar)
      : new Date(Date.parse(now) + days * 86_400_000 + minutes * 60_000).toISOString();
  await moveClockTo(db, at);
  await wakeOverdue(db);
  if (step.then === undefined) return;
  const then = step.then;
  await eventually(() =>
    hold({ applicationId } as Running, step, then, { body: null, label: 'wait' }),
  );
}

type Outcome = { readonly body: unknown; readonly label: string };

async function hold(
  running: Running,
  step: Step,
  then: Expectation,
  { body, label }: Outcome,
): Promise<void> {
  const { applicationId } = running;
  const state = await stateOf(applicationId);
  if (then.status !== undefined) expect(state.status, label).toBe(then.status);
  if (then.stage !== undefined) expect(state.number, label).toBe(then.stage);
  if (then.attempt !== undefined) expect(state.attempt, label).toBe(then.attempt);
  if (then.tier !== undefined) expect(state.tier, label).toBe(then.tier);
  if (then.amount !== undefined) {
    expect(state.amount_minor, label).toBe(BigInt(then.amount.replace('.', '')));
  }
  if (then.open !== undefined) {
    expect(await openSeats(state.stage_id), label).toEqual(
      [...then.open].toSorted((a, b) => a.localeCompare(b, 'en')),
    );
  }
  if (then.answer !== undefined) expect(body, label).toMatchObject(then.answer);
  await holdRecord(applicationId, then, label);
  if (then.can !== undefined) await holdActions(running, step, then.can, label);
  if (then.notice !== undefined) await holdNotice(applicationId, then.notice, label);
}

async function openSeats(stageId: string | null): Promise<string[]> {
  const seats = await db
    .selectFrom('seat')
    .select('officer_id')
    .where('stage_id', '=', stageId)
    .where('status', '=', 'open')
    .execute();
  return seats
    .map((seat) => nameOf.get(seat.officer_id) ?? '')
    .toSorted((a, b) => a.localeCompare(b, 'en'));
}

async function holdRecord(applicationId: string, then: Expectation, label: string): Promise<void> {
  if (then.timeline !== undefined || then.never !== undefined) {
    const rows = await db
      .selectFrom('approval_event')
      .select('kind')
      .where('application_id', '=', applicationId)
      .execute();
    const kinds = rows.map(({ kind }) => kind);
    expect(kinds, label).toEqual(expect.arrayContaining([...(then.timeline ?? [])]));
    for (const kind of then.never ?? []) expect(kinds, label).not.toContain(kind);
  }
  if (then.conditions === undefined) return;
  const conditions = await db
    .selectFrom('condition_precedent')
    .select('status')
    .where('application_id', '=', applicationId)
    .orderBy('condition_id')
    .execute();
  expect(
    conditions.map(({ status }) => status),
    label,
  ).toEqual(then.conditions);
}

async function holdActions(
  running: Running,
  step: Step,
  can: Readonly<Record<string, true | string>>,
  label: string,
): Promise<void> {
  const stageId = await stageOf(running.applicationId, step.at);
  const { body } = await cast[step.by!].get(`/v1/stages/${stageId}`);
  const actual = Object.fromEntries(
    body.actions.map(({ action, allowed, reasonCode }: any) => [action, allowed || reasonCode]),
  );
  expect(actual, label).toMatchObject(can);
}

async function holdNotice(
  applicationId: string,
  { to, template }: { readonly to: CastName; readonly template: string },
  label: string,
): Promise<void> {
  const rows = await db
    .selectFrom('notice')
    .select('template')
    .where('application_id', '=', applicationId)
    .where('officer_id', '=', cast[to].officerId)
    .execute();
  expect(
    rows.map((row) => row.template),
    label,
  ).toContain(template);
}
