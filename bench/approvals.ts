/**
 * Applications decided per second and the wait of one who votes, beside the least a Temporal workflow can do for the
 * same two stages and three votes. Both sides run in turn on one server, each with a worker of its own, with as many
 * callers; our side writes case, seats, votes, deadlines, timeline, audit and offer besides.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { seedDrafts, useThreeVotes } from './applications.ts';
import { bareVoteUpdate, type bareApproval } from './yardstick/bare-approval.ts';
import { bareQueue } from './yardstick/queue.ts';
import { inProcess, overHttp, signIn, type Desk, type OpenDesk } from './desk.ts';
import type { House } from './house.ts';
import { canMeter, readCpuOfFamily, readProcess } from './meter.ts';
import { against, inLanes, quantile, spread, timed } from './numbers.ts';

const CALLERS = 8;
const ROUNDS = 3;
/** How often the callers ask together what has moved on. */
const WATCH_MS = 20;
/** A case that does not move on is a defect, and the run says so instead of waiting for ever. */
const PATIENCE_MS = 60_000;
const MAKER = 'ja.loan1';
const VOTERS = ['ja.credit1', 'ja.credit2', 'ja.credit3', 'ja.credit4'];

/** What the runs of one side add up to. */
type Tally = { count: number; ms: number; readonly voteMs: number[]; readonly cpuMs: CpuMs };

const cpuParts = ['worker', 'temporal', 'postgres', 'callers'] as const;
type CpuMs = { [part in (typeof cpuParts)[number]]: number };

export async function benchApprovals(house: House, scale: number): Promise<string[]> {
  const perRound = Math.max(CALLERS, Math.round(80 * scale));
  await useThreeVotes(house);
  const [worker, bareWorker] = await Promise.all([house.startWorker(), house.startBareWorker()]);
  const url = await house.startApi();
  const sides = {
    ours: { decide: await decideBy(house, inProcess(house)), workerPid: worker.pid },
    bare: { decide: decideBare(house), workerPid: bareWorker.pid },
    http: { decide: await decideBy(house, overHttp(url)), workerPid: worker.pid },
  };
  const warm = Math.max(CALLERS, Math.round(perRound / 4));
  const perHttpRound = Math.ceil(perRound / 2);
  // Three sides warm up, and two of them take drafts alone in the end.
  const count = 5 * warm + ROUNDS * (perRound + perHttpRound);
  const drafts = await seedDrafts(house, { count, firstSerial: 1 });
  const take = (count: number) => drafts.splice(0, count);
  const run = (side: Side, ids: readonly string[], tally: Tally, callers = CALLERS) =>
    runSide(house, side, { ids, callers }, tally);
  for (const side of Object.values(sides)) await run(side, take(warm), newTally());
  const tallies = { ours: newTally(), bare: newTally(), http: newTally() };
  const alone = { ours: newTally(), bare: newTally(), http: newTally() };
  for (let round = 0; round < ROUNDS; round += 1) {
    await run(sides.ours, take(perRound), tallies.ours);
    await run(sides.bare, bareIds(round, perRound), tallies.bare);
    await run(sides.http, take(perHttpRound), tallies.http);
  }
  await run(sides.ours, take(warm), alone.ours, 1);
  await run(sides.bare, bareIds(ROUNDS, warm), alone.bare, 1);
  await run(sides.http, take(warm), alone.http, 1);
  return [...report(tallies), reportAlone(alone), await reportSignIn(url)];
}

type Decide = (id: string, voteMs: number[]) => Promise<void>;

type Side = { readonly decide: Decide; readonly workerPid: number };

async function runSide(
  house: House,
  { decide, workerPid }: Side,
  { ids, callers }: { readonly ids: readonly string[]; readonly callers: number },
  tally: Tally,
): Promise<void> {
  const before = readCpu(house, workerPid);
  const { ms } = await timed(() => inLanes(ids, callers, (id) => decide(id, tally.voteMs)));
  const after = readCpu(house, workerPid);
  for (const part of cpuParts) tally.cpuMs[part] += after[part] - before[part];
  tally.count += ids.length;
  tally.ms += ms;
}

function readCpu({ enginePids }: House, workerPid: number): CpuMs {
  const { user, system } = process.cpuUsage();
  return {
    worker: readProcess(workerPid).cpuMs,
    temporal: readProcess(enginePids.temporal).cpuMs,
    postgres: readCpuOfFamily(enginePids.postgres),
    callers: (user + system) / 1_000,
  };
}

function newTally(): Tally {
  const cpuMs = { worker: 0, temporal: 0, postgres: 0, callers: 0 };
  return { count: 0, ms: 0, voteMs: [], cpuMs };
}

function bareIds(round: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `bare/${round}/${index}`);
}

/** Hands in, votes as soon as a stage is open, and waits until the approval has its outcome. */
async function decideBy(house: House, open: OpenDesk): Promise<Decide> {
  const makerDesk = await open(MAKER);
  const voters = await Promise.all(VOTERS.map((userName) => open(userName)));
  const watch = watchCases(house);
  let turn = 0;
  return async (applicationId, voteMs) => {
    const own = turn;
    turn += 1;
    const voter = (step: number) => voters[(own + step) % voters.length]!;
    const vote = async (desk: Desk, stageId: string) => {
      const body = { answer: 'approve', comment: 'complete and affordable' };
      voteMs.push((await timed(() => desk.post(`/v1/stages/${stageId}/votes`, body))).ms);
    };
    await makerDesk.post(`/v1/applications/${applicationId}/submissions`, {});
    await vote(voter(0), await watch(applicationId, 1));
    const second = await watch(applicationId, 2);
    await vote(voter(1), second);
    await vote(voter(2), second);
    await watch(applicationId, 'decided');
  };
}

type Goal = number | 'decided';
type Waiting = {
  readonly goal: Goal;
  readonly giveUpAt: number;
  readonly resolve: (stageId: string) => void;
};
type Row = { applicationId: string; status: string; number: number | null; stageId: string | null };

/** One query at a time for all who wait: what a console that is looked at would ask. */
function watchCases({ db }: House): (applicationId: string, goal: Goal) => Promise<string> {
  const waiting = new Map<string, Waiting>();
  let isLooking = false;
  const look = async () => {
    isLooking = true;
    while (waiting.size > 0) {
      for (const row of await readCases(db, [...waiting.keys()])) settle(waiting, row);
      assertMoving(waiting);
      await sleep(WATCH_MS);
    }
    isLooking = false;
  };
  return (applicationId, goal) =>
    new Promise((resolve, reject) => {
      waiting.set(applicationId, { goal, resolve, giveUpAt: Date.now() + PATIENCE_MS });
      if (!isLooking) look().catch(reject);
    });
}

function assertMoving(waiting: ReadonlyMap<string, Waiting>): void {
  for (const [applicationId, { goal, giveUpAt }] of waiting)
    if (Date.now() > giveUpAt)
      throw new Error(`application ${applicationId} did not reach ${goal}`);
}

async function readCases(db: House['db'], ids: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select approval.subject_id as "applicationId", approval.status, stage.number,
      stage.stage_id as "stageId"
    from approval left join stage on stage.approval_id = approval.approval_id and stage.status = 'open'
    where approval.subject_type = 'application' and approval.subject_id = any(${ids}::uuid[])
  `.execute(db);
  return rows;
}

function settle(waiting: Map<string, Waiting>, row: Row): void {
  const one = waiting.get(row.applicationId);
  if (one === undefined) return;
  const isReached = one.goal === 'decided' ? row.status !== 'open' : row.number === one.goal;
  if (!isReached) return;
  waiting.delete(row.applicationId);
  one.resolve(row.stageId ?? '');
}

function decideBare({ client }: House): Decide {
  return async (workflowId, voteMs) => {
    const handle = await client.workflow.start<typeof bareApproval>('bareApproval', {
      workflowId,
      taskQueue: bareQueue,
      args: [],
    });
    for (const voter of ['first', 'second', 'third']) {
      const update = () => handle.executeUpdate(bareVoteUpdate, { args: [voter] });
      voteMs.push((await timed(update)).ms);
    }
    await handle.result();
  };
}

type Tallies = Record<'ours' | 'bare' | 'http', Tally>;

function report({ ours, bare, http }: Tallies): string[] {
  const rate = ({ count, ms }: Tally) => (count * 1_000) / ms;
  const share = rate(ours) / rate(bare);
  return [
    `applications decided: ${rate(ours).toFixed(1)} a second, ${share.toFixed(2)} times the bare workflow's ${rate(bare).toFixed(1)} (${against('at least 1.0', share >= 1)}; ${ours.count} and ${bare.count} of them, ${CALLERS} callers)`,
    `one vote, p50 / p95: ${compareVotes(ours, bare)}`,
    `CPU for each application: ${describeCpu(ours)}; bare: ${describeCpu(bare)}`,
    `the same over HTTP with sessions: ${rate(http).toFixed(1)} applications a second, ${(rate(http) / rate(bare)).toFixed(2)} times the bare workflow's; one vote ${spread(http.voteMs)}`,
  ];
}

/** What one who votes waits for on a machine that has time for it. */
function reportAlone({ ours, bare, http }: Tallies): string {
  return `one vote with one caller at a time, p50 / p95: ${compareVotes(ours, bare)}; over HTTP ${spread(http.voteMs)}`;
}

function compareVotes(ours: Tally, bare: Tally): string {
  const wait = quantile(ours.voteMs, 0.95) / quantile(bare.voteMs, 0.95);
  return `${spread(ours.voteMs)}; p95 is ${wait.toFixed(2)} of the bare update's, which takes ${spread(bare.voteMs)} (${against('at most 0.20', wait <= 0.2)})`;
}

function describeCpu({ count, cpuMs }: Tally): string {
  if (!canMeter) return 'read on Linux only';
  const each = cpuParts.map((part) => `${part} ${(cpuMs[part] / count).toFixed(1)}`);
  const total = cpuParts.reduce((sum, part) => sum + cpuMs[part], 0) / count;
  return `${total.toFixed(1)} ms (${each.join(', ')})`;
}

async function reportSignIn(url: string): Promise<string> {
  const ms: number[] = [];
  for (let index = 0; index < 10; index += 1)
    ms.push((await timed(() => signIn(url, 'admin1'))).ms);
  return `one sign-in by password: ${spread(ms)}`;
}
