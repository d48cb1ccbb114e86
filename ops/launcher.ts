/**
 * `npm start`: brings up the engines that are not given, the schema, the sample data of a first run, the worker and
 * the API; prints where they are; keeps them running; stops them in order.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareWorkflowBundle } from './bundle.ts';
import { readConfig, readLauncherConfig, type LauncherConfig } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { assertSpace, watchSpace } from './disk.ts';
import { keepEngines, type Engines } from './engines.ts';
import { exitWithFailure, OperatorError } from './failure.ts';
import { lockFolder } from './lock.ts';
import { ownProcess } from './own-process.ts';
import { assertPortFree, freePort } from './ports.ts';
import { prepareDatabase } from './prepare.ts';
import { forgetRunning, recordRunning, wasInterrupted } from './running.ts';
import { describePlatform } from './summary.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { prepareWeb } from './web-build.ts';

const HEALTH_PATIENCE_MS = 20_000;
/** A component that ends five times within two minutes will not come back by being started again. */
const PATIENCE = { firstPauseMs: 500, maxEnds: 5, windowMs: 120_000 };

const ASKED = Symbol('stop asked for');

interface Launch {
  readonly config: LauncherConfig;
  readonly folder: string;
  readonly supervisor: Supervisor;
}

try {
  process.exitCode = await launch(await withPort(readLauncherConfig()));
} catch (error) {
  exitWithFailure(error);
}

/** @returns the exit code: 0 after a stop that was asked for */
async function launch(config: LauncherConfig): Promise<number> {
  const asked = stopAsked();
  const folder = await openDataFolder(config.dataFolder);
  const lock = lockFolder(folder);
  const supervisor = createSupervisor({ tell, ...PATIENCE });
  const ended = Promise.race([asked, supervisor.gaveUp]);
  try {
    const started = start({ config, folder, supervisor }).then(() => ended);
    const reason = await Promise.race([started, ended]);
    tell(reason === ASKED ? 'Stopping …' : reason);
    await supervisor.stopAll();
    if (reason === ASKED) tell('Stopped; all data is kept.');
    return reason === ASKED ? 0 : 1;
  } catch (error) {
    await supervisor.stopAll();
    throw error;
  } finally {
    forgetRunning(folder);
    lock.release();
  }
}

async function start(launched: Launch): Promise<void> {
  const { config, folder, supervisor } = launched;
  assertSpace(folder);
  // After a crash the processes of the last run need a moment to notice that they are alone, and end.
  const graceMs = wasInterrupted(folder) ? 10_000 : 0;
  await assertPortFree(config.port, config.host, 'PORT', graceMs);
  tell(`Starting Daiban on the data in ${folder} …`);
  const [engines, workflowBundle] = await Promise.all([
    keepEngines({ config, folder, supervisor, tell }),
    config.workflowBundle ?? prepareWorkflowBundle(),
    prepareWeb(tell),
  ]);
  const environment = processEnvironment(launched, engines, workflowBundle);
  const ready = readConfig({ ...process.env, ...environment });
  const signIns = await prepareDatabase(ready);
  const url = await startProcesses(launched, environment);
  watchSpace(folder, tell);
  recordRunning(folder, {
    url,
    databaseUrl: ready.databaseUrl,
    temporalAddress: ready.temporal.address,
    temporalNamespace: ready.temporal.namespace,
    temporalUiUrl: engines.temporalUiUrl,
    keyFile: ready.keyFile,
  });
  tell(describePlatform({ config, folder, engines, url, signIns }));
}

/** @returns the address the API answers at */
async function startProcesses(
  { config, folder, supervisor }: Launch,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const logFolder = join(folder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  // Two processes cannot listen on one port: the worker's numbers are beside the API's.
  const metricsPort = config.metricsPort === null ? '' : String(config.metricsPort + 1);
  const forWorker = { ...environment, METRICS_PORT: metricsPort };
  const [, api] = await Promise.all([
    supervisor.start(ownProcess({ name: 'worker', logFolder, environment: forWorker })),
    supervisor.start(ownProcess({ name: 'api', logFolder, environment })),
  ]);
  const url = api.url ?? config.publicUrl;
  await untilHealthy(url);
  return url;
}

/** A free port is chosen once, so that an API that was started again answers where it did. */
async function withPort(config: LauncherConfig): Promise<LauncherConfig> {
  if (config.port !== 0) return config;
  const port = await freePort(config.host);
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

/** The API listens before its first query: ready is when the database answers through it. */
async function untilHealthy(url: string): Promise<void> {
  const deadline = Date.now() + HEALTH_PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/v1/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new OperatorError(
    `The API at ${url} does not reach its database; its log is in the data folder`,
  );
}

/** What the API and the worker are told, on top of the launcher's own environment. */
function processEnvironment(
  { config, folder }: Launch,
  engines: Engines,
  workflowBundle: string,
): Readonly<Record<string, string>> {
  return {
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: engines.databaseUrl,
    DATABASE_PASSWORD_FILE: '',
    TEMPORAL_ADDRESS: engines.temporalAddress,
    WORKFLOW_BUNDLE: workflowBundle,
    DAIBAN_DATA_DIR: folder,
    DAIBAN_TRAINING: String(config.isTraining),
    KEY_FILE: config.keyFile ?? join(folder, 'keys.json'),
    AUTH_SECRET_FILE: config.authSecretFile ?? join(folder, 'auth-secret'),
  };
}

/** Resolves on the first signal that asks for a stop; further ones change nothing, the stop is under way. */
function stopAsked(): Promise<typeof ASKED> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(ASKED));
    }
  });
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
