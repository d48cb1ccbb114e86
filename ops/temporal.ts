/**
 * The embedded Temporal server: the development server with its database in a file. It has one history shard and is
 * right for a branch or a demonstration; a larger installation brings its own by TEMPORAL_ADDRESS.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { lastLines, startChild, stopChild, type Child } from './child.ts';
import { OperatorError } from './failure.ts';
import { commandLineOf, endProcess } from './process-table.ts';

const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 20_000;

export interface TemporalOptions {
  /** From `findTemporalProgram()`. */
  readonly program: string;
  /** Holds the database file, the log and the id of the running server; made when missing. */
  readonly folder: string;
  readonly port: number;
  /** Null runs without the web interface. */
  readonly uiPort: number | null;
  /** False keeps everything in memory. */
  readonly isDurable: boolean;
  readonly namespaces: readonly string[];
  /** Server settings by key, written as the server reads them: a JSON value. */
  readonly dynamicConfig: Readonly<Record<string, string>>;
}

export interface TemporalServer {
  readonly address: string;
  readonly uiUrl: string | null;
  readonly child: Child;
  stop(): Promise<void>;
}

/**
 * Starts the server and waits until each namespace can be used.
 * @throws OperatorError when it cannot start; the message quotes its log
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  mkdirSync(options.folder, { recursive: true });
  await stopLeftoverTemporal(options.folder);
  const child = await startChild({
    command: options.program,
    args: serverArguments(options),
    logFile: join(options.folder, 'temporal.log'),
    options: { cwd: options.folder },
  });
  writeFileSync(pidFile(options.folder), String(child.pid));
  const address = `127.0.0.1:${options.port}`;
  await waitUntilReady(child, address, options.namespaces);
  return {
    address,
    uiUrl: options.uiPort === null ? null : `http://127.0.0.1:${options.uiPort}`,
    child,
    stop: () => stopServer(child, options.folder),
  };
}

function serverArguments(options: TemporalOptions): string[] {
  return [
    'server',
    'start-dev',
    ...flag('--ip', '127.0.0.1'),
    ...flag('--log-level', 'error'),
    ...flag('--port', String(options.port)),
    ...(options.uiPort === null ? ['--headless'] : flag('--ui-port', String(options.uiPort))),
    ...options.namespaces.flatMap((namespace) => flag('--namespace', namespace)),
    ...Object.entries(options.dynamicConfig).flatMap(([key, value]) =>
      flag('--dynamic-config-value', `${key}=${value}`),
    ),
    ...(options.isDurable ? databaseArguments(options.folder) : []),
  ];
}

/** Without these pragmas every step waits for the disk and a few hundred starts run into time-outs. */
function databaseArguments(folder: string): string[] {
  return [
    ...flag('--db-filename', join(folder, 'temporal.db')),
    ...flag('--sqlite-pragma', 'journal_mode=wal'),
    ...flag('--sqlite-pragma', 'synchronous=normal'),
  ];
}

function flag(name: string, value: string): [string, string] {
  return [name, value];
}

/** A launcher that was killed leaves its server running on the same file; the caller holds the folder's lock. */
export async function stopLeftoverTemporal(folder: string): Promise<void> {
  if (!existsSync(pidFile(folder))) return;
  const pid = Number(readFileSync(pidFile(folder), 'utf8'));
  if (!commandLineOf(pid).includes('start-dev')) return;
  await endProcess(pid, { ask: 'SIGTERM', patienceMs: STOP_PATIENCE_MS });
}

async function waitUntilReady(
  child: Child,
  address: string,
  namespaces: readonly string[],
): Promise<void> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (child.isRunning() && Date.now() < deadline) {
    if (await areReady(address, namespaces)) return;
    await sleep(50);
  }
  await stopChild(child, { ask: 'SIGTERM', patienceMs: STOP_PATIENCE_MS });
  throw startFailure(child.logFile);
}

/** The port opens before the namespaces exist, so they are asked for. */
async function areReady(address: string, namespaces: readonly string[]): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: '2 seconds' }).catch(
    () => null,
  );
  if (connection === null) return false;
  try {
    for (const namespace of namespaces) {
      await connection.workflowService.describeNamespace({ namespace });
    }
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

function startFailure(logFile: string): OperatorError {
  const log = lastLines(logFile, 8);
  const isFull = /no space left on device|database or disk is full/i.test(log);
  const reason = isFull ? 'The disk is full.' : `Its last words:\n${log}`;
  return new OperatorError(`Temporal did not start. ${reason}\nThe whole log: ${logFile}`);
}

async function stopServer(child: Child, folder: string): Promise<void> {
  await stopChild(child, { ask: 'SIGTERM', patienceMs: STOP_PATIENCE_MS });
  rmSync(pidFile(folder), { force: true });
}

function pidFile(folder: string): string {
  return join(folder, 'temporal.pid');
}
