/**
 * What it costs to do nothing: many applications that wait for their SLA timers, beside as many bare workflows that
 * wait for theirs. Each side has engines of its own, so that neither carries the other's rows.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Child } from '../ops/child.ts';
import { seedDrafts } from './applications.ts';
import { inProcess } from './desk.ts';
import { startEngines, type House } from './house.ts';
import { canMeter, readCpuOfFamily, readProcess, type Reading } from './meter.ts';
import { inLanes } from './numbers.ts';
import type { bareApproval } from './yardstick/bare-approval.ts';
import { bareQueue } from './yardstick/queue.ts';

const CALLERS = 8;
const SETTLE_MS = 20_000;
const IDLE_MS = 60_000;
const POLL_MS = 250;

type Contender = {
  readonly startWorker: (house: House) => Promise<Child>;
  /** Makes what can be made before; the result sets `count` of them waiting. */
  readonly prepare: (house: House, count: number) => Promise<() => Promise<void>>;
};

const daiban: Contender = {
  startWorker: (house) => house.startWorker(),
  prepare: async (house, count) => {
    const drafts = await seedDrafts(house, { count, firstSerial: 1 });
    return () => handIn(house, drafts);
  },
};

const bare: Contender = {
  startWorker: (house) => house.startBareWorker(),
  prepare: async (house, count) => () => startBare(house, count),
};

const parts = ['worker', 'temporal', 'postgres'] as const;
/** For the database, bytes are those of our rows. */
type Meter = { readonly [part in (typeof parts)[number]]: Reading };

/** Per cent of one core, and bytes for each one that waits. */
type Cost = {
  readonly [part in keyof Meter]: { readonly percent: number; readonly bytes: number };
};

export async function benchWaiting(scale: number): Promise<string[]> {
  if (!canMeter) return ['is measured on Linux only, from /proc'];
  const count = Math.max(CALLERS, Math.round(10_000 * scale));
  const ours = await measure(daiban, count);
  const theirs = await measure(bare, count);
  const percent = (cost: Cost) =>
    parts.map((part) => `${part} ${cost[part].percent.toFixed(1)} %`).join(', ');
  const memory = (cost: Cost) =>
    `worker ${kib(cost.worker.bytes)}, Temporal ${kib(cost.temporal.bytes)}`;
  return [
    `idle CPU of one core with ${count.toLocaleString('en')} waiting: ${percent(ours)}; bare: ${percent(theirs)}`,
    `memory for each one waiting: ${memory(ours)}; bare: ${memory(theirs)} (a worker keeps 1,000 workflows in its cache)`,
    `rows in our database for each one waiting: ${kib(ours.postgres.bytes)}`,
  ];
}

function kib(bytes: number): string {
  return `${(bytes / 1_024).toFixed(1)} KiB`;
}

async function measure(contender: Contender, count: number): Promise<Cost> {
  const engines = await startEngines(['waiting']);
  try {
    const house = await engines.openHouse('waiting');
    try {
      return await measureHouse(contender, house, count);
    } finally {
      await house.close();
    }
  } finally {
    await engines.stop();
  }
}

async function measureHouse(
  { startWorker, prepare }: Contender,
  house: House,
  count: number,
): Promise<Cost> {
  const launch = await prepare(house, count);
  const worker = await startWorker(house);
  const read = () => readMeter(house, worker.pid);
  await sleep(SETTLE_MS / 4);
  const before = await read();
  await launch();
  await sleep(SETTLE_MS);
  const full = await read();
  await sleep(IDLE_MS);
  const idle = await read();
  const costOf = (part: keyof Meter) => ({
    percent: ((idle[part].cpuMs - full[part].cpuMs) * 100) / IDLE_MS,
    bytes: (full[part].bytes - before[part].bytes) / count,
  });
  return {
    worker: costOf('worker'),
    temporal: costOf('temporal'),
    postgres: costOf('postgres'),
  };
}

/** Resolves when every stage is open and waits. */
async function handIn(house: House, drafts: readonly string[]): Promise<void> {
  const maker = await inProcess(house)('ja.loan1');
  await inLanes(drafts, CALLERS, async (applicationId) => {
    await maker.post(`/v1/applications/${applicationId}/submissions`, {});
  });
  const openCount = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from stage where status = 'open'`.execute(house.db);
    return rows[0]?.count ?? 0;
  };
  while ((await openCount()) < drafts.length) await sleep(POLL_MS);
}

/** Resolves when the worker has run the last of them up to its timer. */
async function startBare({ client }: House, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => `bare/${index}`);
  await inLanes(ids, CALLERS, async (workflowId) => {
    await client.workflow.start<typeof bareApproval>('bareApproval', {
      workflowId,
      taskQueue: bareQueue,
      args: [],
    });
  });
  for (const workflowId of ids.slice(-CALLERS)) {
    const hasTimer = async () => {
      const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
      return (events ?? []).some((event) => event.timerStartedEventAttributes);
    };
    while (!(await hasTimer())) await sleep(POLL_MS);
  }
}

async function readMeter(house: House, workerPid: number): Promise<Meter> {
  const { rows } = await sql<{ bytes: bigint }>`
    select pg_database_size(current_database()) as bytes`.execute(house.db);
  return {
    worker: readProcess(workerPid),
    temporal: readProcess(house.enginePids.temporal),
    postgres: {
      cpuMs: readCpuOfFamily(house.enginePids.postgres),
      bytes: Number(rows[0]?.bytes ?? 0n),
    },
  };
}
