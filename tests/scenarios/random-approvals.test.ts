/**
 * Random people do random things to applications and requests at random times: they vote, hand on, stand in for each
 * other, lose a role or get a limit in the middle, two at the same instant, while the clock runs on and the worker is
 * stopped and started. Whatever they do, what the record says must hold (`approval-invariants.ts`), and in the end
 * database and workflow agree. `APPROVAL_SEED` looks elsewhere, `APPROVAL_RUNS` and `APPROVAL_SECONDS` look longer.
 */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { wakeOverdue } from '../../activities/overdue.ts';
import { startWorker, type RunningWorker } from '../../activities/worker.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { readClock } from '../../db/queries/clock.ts';
import { addWorkingMinutes } from '../../domain/work-calendar.ts';
import { testApi, type ApiAnswer, type Person } from '../support/api.ts';
import {
  holdInvariants,
  readStanding,
  runningOf,
  type Standing,
  type Subject,
} from '../support/approval-invariants.ts';
import { cny, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock, moveClockTo, seedOfficer } from '../support/lending.ts';
import { endedStatuses, given, people, paths, type ActionName } from '../support/random-actions.ts';
import { actions } from '../support/scenario-actions.ts';
import { engageCast, type CastName } from '../support/scenario-cast.ts';
import { makePolicies } from '../support/scenario-policies.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const SEED = Number(process.env['APPROVAL_SEED'] ?? 20_261_124);
const RUN_COUNT = Number(process.env['APPROVAL_RUNS'] ?? 14);
const BUDGET_MS = Number(process.env['APPROVAL_SECONDS'] ?? 45) * 1_000;

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const temporal = await testTemporal();
const first = await testWorker({
  databaseUrl: api.config.databaseUrl,
  namespace: temporal.namespace,
});
let worker: RunningWorker = first;
afterAll(() => worker.stop());
const cast = await engageCast(api);
const products: string[] = [];
for (const [index, path] of paths.entries()) {
  const title = `random-${index + 1}`;
  products.push(await makePolicies(db, cast, { title, path, steps: [] }, title));
}

type World = Subject & {
  readonly workflowId: string;
  readonly customerId: string;
  readonly product: string;
  readonly known: Map<string, string>;
  readonly seen: Set<string>;
  readonly taken: string[];
  /** Who was asked to stand in for whom. */
  readonly standIns: Map<CastName, CastName>;
};
type Model = {
  restartCount: number;
  daysPassed: number;
  /** What was tried after the case had ended: a little of that is enough. */
  lateCount: number;
};
type Command = fc.AsyncCommand<Model, World>;

const LATE_COUNT = 3;
const nowhere = '00000000-0000-7000-8000-000000000000';
const originators: readonly string[] = ['recall', 'hand_in_again', 'answer_terms', 'withdraw'];
const nameOf = new Map(people.map((name) => [cast[name].officerId, name]));

/** One thing one person does. */
class Act implements Command {
  readonly name: ActionName;
  readonly by: CastName;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly aim: number;
  constructor(name: ActionName, by: CastName, args: Record<string, unknown>, aim: number) {
    this.name = name;
    this.by = by;
    this.arguments = args;
    this.aim = aim;
  }
  check({ lateCount }: Readonly<Model>): boolean {
    return lateCount < LATE_COUNT;
  }
  async run(model: Model, world: World): Promise<void> {
    // Mostly after the workflow has caught up, now and then in the middle of it.
    const standing = await (this.aim < 4 ? caughtUp : standingOf)(world);
    if (endedStatuses.includes(standing.status)) model.lateCount += 1;
    await this.take(world, standing);
    await holdInvariants(db, world, world.seen);
  }
  async take(world: World, { stages }: Standing): Promise<void> {
    const open = runningOf(stages);
    // Mostly at the open stage, now and then at any that was ever there.
    const aimed = this.aim < 4 ? open : stages[this.aim % Math.max(1, stages.length)];
    const stageId = (aimed ?? open)?.stageId ?? nowhere;
    const actor = this.actor(open, world);
    const answer = await act(this, cast[actor], world, stageId);
    expect(answer.status, `${String(this)} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
    for (const key of ['adviceId', 'counterOfferId', 'delegationId']) {
      if (typeof answer.body?.[key] === 'string') world.known.set(key, answer.body[key]);
    }
    if (answer.status >= 300) return;
    world.taken.push(this.name);
    if (this.name === 'delegate') world.standIns.set(actor, this.arguments['to'] as CastName);
  }
  /** Mostly somebody with a seat that waits, their stand-in or the originator; otherwise whoever comes along. */
  private actor(open: Standing['stages'][number] | undefined, { standIns }: World): CastName {
    if (originators.includes(this.name) && this.aim !== 5) return 'Lin';
    const holders = open?.seats.filter(({ status }) => status === 'open') ?? [];
    const holder = holders[this.aim % Math.max(1, holders.length)];
    if (this.aim === 5 || holder === undefined) return this.by;
    const name = nameOf.get(holder.officerId) ?? this.by;
    return this.aim % 2 === 0 ? (standIns.get(name) ?? name) : name;
  }
  toString(): string {
    return `${this.by} ${this.name} ${JSON.stringify(this.arguments)} (${this.aim})`;
  }
}

async function act(
  { name, arguments: args }: Act,
  person: Person,
  world: World,
  stageId: string,
): Promise<ApiAnswer> {
  const { kind, subjectId } = world;
  const path = `/v1/approval-requests/${subjectId}`;
  if (kind === 'request' && name === 'withdraw')
    return person.post(`${path}/withdrawals`, { reason: 'no need' });
  if (kind === 'request' && name === 'hand_in_again')
    return person.post(`${path}/resubmissions`, { comment: 'as explained' });
  const { businessDate } = await readClock(db);
  const applicationId = kind === 'application' ? subjectId : nowhere;
  const context = { ...world, applicationId, cast, stageId, businessDate, conditionIds: [] };
  return actions[name]!(person, args, context);
}

/** Two people at the same instant, or one of them twice: neither knows of the other. */
class Together implements Command {
  readonly acts: readonly Act[];
  constructor(acts: readonly Act[]) {
    this.acts = acts;
  }
  check({ lateCount }: Readonly<Model>): boolean {
    return lateCount < LATE_COUNT;
  }
  async run(_model: Model, world: World): Promise<void> {
    const standing = await caughtUp(world);
    await Promise.all(this.acts.map((one) => one.take(world, standing)));
    await holdInvariants(db, world, world.seen);
  }
  toString(): string {
    return `at once: ${this.acts.map(String).join(' | ')}`;
  }
}

/** Somebody loses every role they have, or has them again. */
class ChangeRoles implements Command {
  readonly name: CastName;
  readonly isTaken: boolean;
  constructor(name: CastName, isTaken: boolean) {
    this.name = name;
    this.isTaken = isTaken;
  }
  check({ lateCount }: Readonly<Model>): boolean {
    return lateCount < LATE_COUNT;
  }
  async run(_model: Model, world: World): Promise<void> {
    const { now } = await readClock(db);
    await db
      .updateTable('role_grant')
      .set({ revoked_at: this.isTaken ? now : null })
      .where('officer_id', '=', cast[this.name].officerId)
      .execute();
    await holdInvariants(db, world, world.seen);
  }
  toString(): string {
    return `${this.name} ${this.isTaken ? 'loses' : 'has'} their roles`;
  }
}

class SetLimit implements Command {
  readonly name: CastName;
  readonly minor: bigint | null;
  constructor(name: CastName, minor: bigint | null) {
    this.name = name;
    this.minor = minor;
  }
  check({ lateCount }: Readonly<Model>): boolean {
    return lateCount < LATE_COUNT;
  }
  async run(): Promise<void> {
    await setLimit(cast[this.name], this.minor);
  }
  toString(): string {
    return `${this.name} may decide ${this.minor ?? 'anything'} alone`;
  }
}

/** Working hours of the branch, or days: reminders, escalation, the process admin, lapsed claims, expiry. */
class PassTime implements Command {
  readonly hours: number;
  readonly days: number;
  constructor(hours: number, days: number) {
    this.hours = hours;
    this.days = days;
  }
  check({ daysPassed, lateCount }: Readonly<Model>): boolean {
    return daysPassed < 100 && lateCount < LATE_COUNT;
  }
  async run(model: Model, world: World): Promise<void> {
    model.daysPassed += this.days;
    const { now } = await readClock(db);
    const calendar = await readBranchCalendar(db, cast.An.branchId);
    const later = new Date(Date.parse(now) + this.days * 86_400_000).toISOString();
    await moveClockTo(db, addWorkingMinutes(later, this.hours * 60 + 1, calendar));
    await wakeOverdue(db);
    await holdInvariants(db, world, world.seen);
  }
  toString(): string {
    return `${this.days} days and ${this.hours} working hours pass`;
  }
}

let restartCount = 0;

class Restart implements Command {
  check(model: Readonly<Model>): boolean {
    return model.restartCount < 1 && restartCount < 4 && model.lateCount < LATE_COUNT;
  }
  async run(model: Model): Promise<void> {
    model.restartCount += 1;
    restartCount += 1;
    await worker.stop();
    worker = await startWorker(first.config);
  }
  toString(): string {
    return 'the worker restarts';
  }
}

const anybody = fc.constantFrom(...people);
/** Approves come often, or no case would ever get anywhere. */
const names: readonly ActionName[] = [
  ...Array.from({ length: 11 }, () => 'approve' as const),
  ...(Object.keys(given) as ActionName[]),
];
const acts = fc
  .constantFrom(...names)
  .chain((name) =>
    fc
      .tuple(anybody, given[name] as fc.Arbitrary<Record<string, unknown>>, fc.nat(5))
      .map(([by, args, aim]) => new Act(name, by, args, aim)),
  );
const votes = fc
  .tuple(anybody, fc.constantFrom('approve' as const, 'decline' as const), fc.nat(5))
  .map(([by, name, aim]) => new Act(name, by, {}, aim));
const pairs = fc.tuple(votes, fc.oneof(votes, acts)).map((two) => new Together(two));
const changes: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(anybody, fc.boolean()).map(([name, isTaken]) => new ChangeRoles(name, isTaken)),
  fc
    .tuple(anybody, fc.constantFrom(null, 1_000_000n, 1_500_000n, 100_000_000n))
    .map(([name, minor]) => new SetLimit(name, minor)),
);
const times = fc
  .tuple(fc.constantFrom(1, 3, 5, 9, 13), fc.constantFrom(0, 0, 0, 0, 1, 6, 16, 31))
  .map(([hours, days]) => new PassTime(hours, days));
const restarts = fc.constant(new Restart());
const all: fc.Arbitrary<Command>[] = [acts, acts, acts, acts, acts, acts, pairs, changes, times];

test(
  `no order of actions breaks what must hold of a case (seed ${SEED})`,
  async () => {
    const taken: string[] = [];
    const ends: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...products, 'request', 'request'),
        fc.commands([...all, restarts], { maxCommands: 45, size: 'max' }),
        async (matter, commands) => {
          await startOver();
          const world = await begin(matter, taken);
          const setup = () => ({
            model: { restartCount: 0, daysPassed: 0, lateCount: 0 },
            real: world,
          });
          await fc.asyncModelRun(setup, commands);
          ends.push(`${matter} ${await holdAgreement(world)}`);
        },
      ),
      {
        // The same people do the same things at each run; another seed looks elsewhere.
        seed: SEED,
        numRuns: RUN_COUNT,
        interruptAfterTimeLimit: BUDGET_MS,
        markInterruptAsFailure: false,
        endOnFailure: true,
      },
    );
    // A test in which nothing ever happened would hold as well; a slow machine comes through one case at least.
    expect(new Set(taken).size, `${ends.join(', ')}: ${taken.join(' ')}`).toBeGreaterThan(1);
  },
  BUDGET_MS + 90_000,
);

async function setLimit({ officerId }: Person, minor: bigint | null): Promise<void> {
  const limit_currency = minor === null ? null : 'CNY';
  await db
    .updateTable('officer')
    .set({ limit_minor: minor, limit_currency })
    .where('officer_id', '=', officerId)
    .execute();
}

/** Nobody brings along what befell them in the case before. */
async function startOver(): Promise<void> {
  const { now } = await readClock(db);
  await db.updateTable('role_grant').set({ revoked_at: null }).execute();
  await db.updateTable('officer').set({ limit_minor: null, limit_currency: null }).execute();
  await db
    .updateTable('delegation')
    .set({ ended_at: now, end_reason: 'the next case begins' })
    .where('ended_at', 'is', null)
    .execute();
}

async function begin(matter: string, taken: string[]): Promise<World> {
  const fresh = {
    known: new Map<string, string>(),
    seen: new Set<string>(),
    standIns: new Map<CastName, CastName>(),
    taken,
  };
  if (matter !== 'request') {
    const changes = { product: matter, amount: cny('20000.00') };
    const { applicationId, customerId } = await submitCase(api, cast.Lin, changes);
    const workflowId = `application/${applicationId}/1`;
    const subject = { kind: 'application', subjectId: applicationId } as const;
    return { ...fresh, ...subject, workflowId, customerId, product: matter };
  }
  const officerId = await seedOfficer(db, cast.Lin.branchId);
  const asked = { subjectType: 'limit_change', officerId, limit: cny('2000000.00') };
  const { status, body } = await cast.Lin.post('/v1/approval-requests', asked);
  expect(status, JSON.stringify(body)).toBe(201);
  const subject = { kind: 'request', subjectId: body.requestId } as const;
  const { approval } = await readStanding(db, subject);
  const workflowId = `approval/${approval!.approvalId}`;
  return { ...fresh, ...subject, workflowId, customerId: nowhere, product: 'limit_change' };
}

const standingOf = (world: World) => readStanding(db, world);
const underWay: readonly string[] = ['submitted', 'in_review', 'open'];

async function caughtUp(world: World): Promise<Standing> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const standing = await standingOf(world);
    if (runningOf(standing.stages) !== undefined || !underWay.includes(standing.status))
      return standing;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return standingOf(world);
}

const restingStatuses: readonly string[] = ['in_review', 'returned', 'open'];

/** Left alone, the workflow comes to where the rows say the case is. */
async function holdAgreement(world: World): Promise<string> {
  let end = '';
  await eventually(async () => {
    const { status, stages } = await standingOf(world);
    const isRunning = runningOf(stages) !== undefined;
    expect(isRunning, `${status} with a running stage`).toBe(restingStatuses.includes(status));
    const handle = temporal.client.workflow.getHandle(world.workflowId);
    const engine = (await handle.describe()).status.name;
    const isEnded = endedStatuses.includes(status);
    expect(engine, status).toBe(isEnded ? 'COMPLETED' : 'RUNNING');
    const process = await db
      .selectFrom('process')
      .select(['status', 'next_wake_at'])
      .where('workflow_id', '=', world.workflowId)
      .executeTakeFirstOrThrow();
    if (!isEnded) expect(process.next_wake_at, status).not.toBeNull();
    end = status;
  });
  await holdInvariants(db, world, world.seen);
  return end;
}
