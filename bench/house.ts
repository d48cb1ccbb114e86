/**
 * What the measurements run on: the embedded engines in a folder that goes away, and houses on them. A house is a
 * database, a namespace and, when asked for, a worker and an API as processes of their own, as in operation.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { createDatabase } from '../db/client.ts';
import type { DB } from '../db/tables.ts';
import { prepareWorkflowBundle, writeWorkflowBundle } from '../ops/bundle.ts';
import { startChild, stopChild, type Child } from '../ops/child.ts';
import { readConfig, type Config } from '../ops/config.ts';
import { projectRoot } from '../ops/data-folder.ts';
import { openKeyFile, type KeyRing } from '../ops/keys.ts';
import { ownProcess } from '../ops/own-process.ts';
import { freePort } from '../ops/ports.ts';
import { ensureDatabase, startPostgres, type PostgresServer } from '../ops/postgres.ts';
import { prepareDatabase } from '../ops/prepare.ts';
import { startTemporal, type TemporalServer } from '../ops/temporal.ts';
import { findTemporalProgram } from '../ops/temporal-program.ts';

const MAX_CONNECTIONS = 100;
const STOP_MANNER = { ask: 'SIGTERM', patienceMs: 30_000 } as const;

export type House = {
  readonly config: Config;
  readonly db: Kysely<DB>;
  readonly keys: KeyRing;
  readonly client: Client;
  /** The process ids of the engines below it, which all houses share. */
  readonly enginePids: { readonly postgres: number; readonly temporal: number };
  /** The worker, as `npm start` runs it. */
  readonly startWorker: () => Promise<Child>;
  /** @returns the address the API answers at */
  readonly startApi: () => Promise<string>;
  /** The yardstick's worker beside ours, on the same server and the same database. */
  readonly startBareWorker: () => Promise<Child>;
  /** Ends its processes and closes its connections; the data stays until the engines stop. */
  readonly close: () => Promise<void>;
};

export type Engines = {
  readonly postgres: PostgresServer;
  readonly temporal: TemporalServer;
  /** @param name one of the names the engines were started for */
  readonly openHouse: (name: string) => Promise<House>;
  readonly stop: () => Promise<void>;
};

/** As durable as an installation: both engines wait for their disk as they do in operation. */
export async function startEngines(names: readonly string[]): Promise<Engines> {
  const folder = mkdtempSync(join(tmpdir(), 'daiban-bench-'));
  // The database's user has to enter it when root measures.
  chmodSync(folder, 0o755);
  const tearDown: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    await Promise.all(tearDown.map((end) => end()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [postgres, temporal] = await Promise.all([
      keep(tearDown, startDurablePostgres(folder)),
      keep(tearDown, startDurableTemporal(folder, names)),
    ]);
    const parts = { folder, postgres, temporal };
    return { postgres, temporal, stop, openHouse: (name) => openHouse(parts, name) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function keep<Engine extends { stop(): Promise<void> }>(
  tearDown: (() => Promise<unknown>)[],
  starting: Promise<Engine>,
): Promise<Engine> {
  const engine = await starting;
  tearDown.push(() => engine.stop());
  return engine;
}

async function startDurablePostgres(folder: string): Promise<PostgresServer> {
  return startPostgres({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    maxConnections: MAX_CONNECTIONS,
    isDurable: true,
  });
}

async function startDurableTemporal(
  folder: string,
  names: readonly string[],
): Promise<TemporalServer> {
  return startTemporal({
    program: await findTemporalProgram((line) => process.stderr.write(`${line}\n`)),
    folder: join(folder, 'temporal'),
    port: await freePort(),
    uiPort: null,
    isDurable: true,
    namespaces: ['default', ...names],
    dynamicConfig: {},
  });
}

type Parts = Pick<Engines, 'postgres' | 'temporal'> & { readonly folder: string };

async function openHouse(parts: Parts, name: string): Promise<House> {
  const folder = join(parts.folder, name);
  mkdirSync(folder);
  await ensureDatabase(parts.postgres, name);
  const environment = await environmentOf(parts, name, folder);
  const config = readConfig(environment);
  await prepareDatabase(config);
  const db = createDatabase({ connectionString: config.databaseUrl, maxConnections: 10 });
  const connection = await Connection.connect({ address: config.temporal.address });
  const children: Child[] = [];
  const adopt = (child: Child): Child => {
    children.push(child);
    return child;
  };
  const own = async (program: 'api' | 'worker') => {
    const part = ownProcess({ name: program, logFolder: folder, environment });
    const { child, url } = await part.start(new AbortController().signal);
    return { child: adopt(child), url: url ?? '' };
  };
  return {
    config,
    db,
    keys: openKeyFile(config.keyFile),
    client: new Client({ connection, namespace: name }),
    enginePids: { postgres: parts.postgres.child.pid, temporal: parts.temporal.child.pid },
    startWorker: async () => (await own('worker')).child,
    startApi: async () => (await own('api')).url,
    startBareWorker: async () => adopt(await startBareWorker(folder, environment)),
    close: async () => {
      await Promise.all(children.map((child) => stopChild(child, STOP_MANNER)));
      await db.destroy();
      await connection.close();
    },
  };
}

async function environmentOf(
  { postgres, temporal }: Parts,
  name: string,
  folder: string,
): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    DATABASE_URL: postgres.urlOf(name),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: name,
    WORKFLOW_BUNDLE: await prepareWorkflowBundle(),
    DAIBAN_DATA_DIR: folder,
    DAIBAN_TRAINING: 'true',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
    WORKER_CACHED_WORKFLOWS: '1000',
  };
}

/** Resolves when it says that it polls. */
async function startBareWorker(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Child> {
  const bundle = join(folder, 'bare-approval.js');
  await writeWorkflowBundle(join(projectRoot, 'bench', 'yardstick', 'bare-approval.ts'), bundle);
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const child = await startChild({
    command: process.execPath,
    args: ['--import', 'tsx', join(projectRoot, 'bench', 'bare-worker.ts')],
    logFile: join(folder, 'bare-worker.log'),
    options: { cwd: projectRoot, env: { ...process.env, ...environment, BARE_BUNDLE: bundle } },
    onMessage: (message) => {
      if (message === 'ready') isReady();
    },
  });
  const ended = child.exited.then(() => {
    throw new Error(`The yardstick's worker ended; its log is ${child.logFile}`);
  });
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return child;
}
