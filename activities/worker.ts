/**
 * A worker process: it serves task queues, and beside the main one it runs the relay and the loops that keep time and
 * notices going. All of them may run in several processes at once: rows are claimed, never assumed.
 */
import { fileURLToPath } from 'node:url';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createDatabase } from '../db/client.ts';
import type { Config, QueueName } from '../ops/config.ts';
import { openKeyFile, type KeyRing } from '../ops/keys.ts';
import { createLogger, type Logger } from '../ops/log.ts';
import { startCodeSender } from './code-loop.ts';
import { startDayStarter } from './day-starter.ts';
import { startDebitSender } from './debit-loop.ts';
import { refusalInterceptor } from './failures.ts';
import { createOwnActivities, createRailActivities } from './index.ts';
import { startNoticeSender } from './notice-loop.ts';
import { startLagMeter } from './outbox-lag.ts';
import { startRelay } from './outbox.ts';
import { startOverdueWatch } from './overdue.ts';
import type { ActivityParts, Ports } from './parts.ts';
import { connectPorts } from './ports/connect.ts';
import { installRuntime } from './runtime.ts';
import { connectTemporal } from './temporal-connection.ts';

export type RunningWorker = {
  /** Takes no new work, lets the steps in hand end, closes all connections. */
  stop(): Promise<void>;
};

export type WorkerOverrides = {
  readonly log?: Logger;
  readonly ports?: Ports;
  readonly keys?: KeyRing;
  readonly stepsPerRun?: number;
};

type Stoppable = { stop(): Promise<void> };

/** About a year of a loan: some seven steps a month. */
const STEPS_PER_RUN = 90;
const NOTICE_POLL_MS = 500;
const CODE_POLL_MS = 500;
const DEBIT_POLL_MS = 1_000;
/** After this a move of the training clock is asked to stop; its retry goes on where it was. */
const GRACE_MS = 2_000;
/** Above the longest step that cannot stop, which is a call to the rail. */
const FORCE_MS = 20_000;

/**
 * Serves the queues of `config.workerQueues`.
 * @throws when the database or Temporal cannot be reached, or the key file cannot be used
 */
export async function startWorker(
  config: Config,
  overrides: WorkerOverrides = {},
): Promise<RunningWorker> {
  const log = overrides.log ?? createLogger({ name: 'worker', level: config.logLevel });
  installRuntime(log);
  const lines = await connectTemporal(config.temporal);
  const db = createDatabase({
    connectionString: config.databaseUrl,
    maxConnections: config.databasePoolSize,
  });
  const parts: ActivityParts = {
    db,
    keys: overrides.keys ?? openKeyFile(config.keyFile),
    ports: overrides.ports ?? connectPorts(config),
    engine: {
      client: lines.client,
      taskQueue: config.taskQueues.main,
      railTaskQueue: config.taskQueues.payments,
      stepsPerRun: overrides.stepsPerRun ?? STEPS_PER_RUN,
    },
    log,
  };
  const running = await startQueues(config, parts, lines.native);
  return {
    stop: async () => {
      const stopped = await Promise.allSettled(running.map((part) => part.stop()));
      await parts.ports.rail?.close();
      await db.destroy();
      const failed = stopped.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      await lines.close();
    },
  };
}

async function startQueues(
  config: Config,
  parts: ActivityParts,
  connection: NativeConnection,
): Promise<Stoppable[]> {
  const starters: { readonly [Q in QueueName]: () => Promise<Stoppable[]> } = {
    main: () => startMain(config, parts, connection),
    payments: () => startPayments(config, parts, connection),
    notices: async () => [startNotices(parts), ...startCodes(parts)],
  };
  const started: Stoppable[] = [];
  for (const name of config.workerQueues) started.push(...(await starters[name]()));
  return started;
}

/** The workflows and the steps on our own rows, with the relay and the loops beside them. */
async function startMain(
  config: Config,
  parts: ActivityParts,
  connection: NativeConnection,
): Promise<Stoppable[]> {
  const worker = await serve(connection, config, {
    taskQueue: config.taskQueues.main,
    activities: createOwnActivities(parts),
    ...workflowSource(config),
    maxCachedWorkflows: config.maxCachedWorkflows,
  });
  const { db, engine, log } = parts;
  const relay = startRelay({ db, databaseUrl: config.databaseUrl, engine, log });
  const loops = [startOverdueWatch(db, log), startDayStarter(db, log), startLagMeter(db, log)];
  return [worker, relay, ...loops];
}

async function startPayments(
  config: Config,
  parts: ActivityParts,
  connection: NativeConnection,
): Promise<Stoppable[]> {
  const { rail } = parts.ports;
  const debits = startDebits(parts);
  if (rail === null) {
    parts.log.warn('no payment rail is connected: disbursements wait until a worker has one');
    return debits;
  }
  const { payments: taskQueue } = config.taskQueues;
  const activities = createRailActivities(parts, rail);
  return [await serve(connection, config, { taskQueue, activities }), ...debits];
}

function startDebits({ db, keys, ports, log }: ActivityParts): Stoppable[] {
  if (ports.debits === null) return [];
  return [startDebitSender({ db, keys, debits: ports.debits, log, pollMs: DEBIT_POLL_MS })];
}

function startNotices({ db, ports, log }: ActivityParts): Stoppable {
  return startNoticeSender({ db, senders: ports.notices, log, pollMs: NOTICE_POLL_MS });
}

function startCodes({ db, keys, ports, log }: ActivityParts): Stoppable[] {
  const { sms } = ports;
  if (sms === null) {
    log.warn('no SMS gateway is connected: nobody can sign in by phone');
    return [];
  }
  return [startCodeSender({ db, keys, gateway: sms, log, pollMs: CODE_POLL_MS })];
}

async function serve(
  connection: NativeConnection,
  config: Config,
  options: Omit<WorkerOptions, 'connection' | 'namespace'>,
): Promise<Stoppable> {
  const worker = await Worker.create({
    ...options,
    connection,
    namespace: config.temporal.namespace,
    interceptors: { activity: [() => ({ inbound: refusalInterceptor })] },
    shutdownGraceTime: GRACE_MS,
    shutdownForceTime: FORCE_MS,
  });
  // Nobody waits for it but `stop`: should a worker fail by itself, its lost promise ends the process.
  const running = worker.run();
  return {
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    },
  };
}

/** The bundle that was made before, or the sources, bundled now. */
function workflowSource({
  workflowBundle,
}: Config): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  if (workflowBundle !== null) return { workflowBundle: { codePath: workflowBundle } };
  const isSource = import.meta.url.endsWith('.ts');
  const entry = new URL(`../workflows/index.${isSource ? 'ts' : 'js'}`, import.meta.url);
  return { workflowsPath: fileURLToPath(entry) };
}
