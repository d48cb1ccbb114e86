/** A whole platform as the launcher brings it up, on a folder and ports of its own, with parts that can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { runProgram } from '../../ops/child.ts';
import { projectRoot } from '../../ops/data-folder.ts';
import { commandLineOf } from '../../ops/process-table.ts';
import { findRunning } from '../../ops/running.ts';
import { tempFolder } from './temp-folder.ts';

export type Part = 'worker' | 'PostgreSQL';

export type TestPlatform = {
  readonly url: string;
  /** Everything the launcher has said. */
  readonly output: () => string;
  /** Ends a part as a power cut would; the launcher has to bring it back. */
  readonly kill: (part: Part) => Promise<void>;
  /** Resolves when the launcher has said `times` times that the part is back. */
  readonly untilBack: (part: Part, times?: number) => Promise<void>;
  /** What the reconciliation prints about this platform. */
  readonly reconcile: () => Promise<{ readonly code: number | null; readonly output: string }>;
  readonly stop: () => Promise<void>;
};

const START_PATIENCE_MS = 180_000;
const BACK_PATIENCE_MS = 60_000;
const POLL_MS = 50;

/** Only where processes can be looked up by their parent without another program. */
export const canKillParts = process.platform === 'linux';

/** It is stopped after the file's last test unless the test stopped it itself. */
export async function testPlatform(): Promise<TestPlatform> {
  const folder = tempFolder();
  const environment = {
    ...process.env,
    DAIBAN_DATA_DIR: folder,
    PORT: '0',
    TEMPORAL_UI_PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const launcher = spawn(process.execPath, ['--import', 'tsx', 'ops/launcher.ts'], {
    cwd: projectRoot,
    env: environment,
  });
  const output = collectOutput(launcher);
  const stop = () => end(launcher);
  afterAll(stop);
  await until(() => output().includes('Daiban is ready'), START_PATIENCE_MS, launcher, output);
  const record = findRunning(folder);
  if (record === null) throw new Error('a platform that is ready has left no record');
  return {
    url: record.url,
    output,
    kill: async (part) => {
      process.kill(await pidOf(part, folder, launcher.pid ?? 0), 'SIGKILL');
    },
    untilBack: (part, times = 1) =>
      until(
        () => output().split(`${part} is back`).length > times,
        BACK_PATIENCE_MS,
        launcher,
        output,
      ),
    reconcile: () =>
      runProgram(process.execPath, ['--import', 'tsx', 'ops/reconcile.ts'], {
        cwd: projectRoot,
        env: environment,
      }),
    stop,
  };
}

function collectOutput(launcher: ChildProcess): () => string {
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString('utf8');
  };
  launcher.stdout?.on('data', collect);
  launcher.stderr?.on('data', collect);
  return () => text;
}

async function until(
  isTrue: () => boolean,
  patienceMs: number,
  launcher: ChildProcess,
  output: () => string,
): Promise<void> {
  for (let waitedMs = 0; !isTrue(); waitedMs += POLL_MS) {
    if (launcher.exitCode !== null || waitedMs > patienceMs)
      throw new Error(`The platform said, and no more:\n${output()}`);
    await sleep(POLL_MS);
  }
}

async function end(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  const ended = once(launcher, 'exit');
  launcher.kill('SIGTERM');
  await ended;
}

/** A part that has just been killed has no process for a moment. */
async function pidOf(part: Part, folder: string, launcherPid: number): Promise<number> {
  for (let waitedMs = 0; waitedMs < BACK_PATIENCE_MS; waitedMs += POLL_MS) {
    const pid = childrenOf(launcherPid).find((child) => isPart(part, folder, child));
    if (pid !== undefined) return pid;
    await sleep(POLL_MS);
  }
  throw new Error(`the launcher has no ${part}`);
}

function isPart(part: Part, folder: string, pid: number): boolean {
  if (part === 'worker') return commandLineOf(pid).includes('ops/worker.ts');
  return commandLineOf(pid).includes(join(folder, 'postgres', 'cluster'));
}

/** The parent stands second after the program's name, which may hold spaces. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const stat = readProc(pid, 'stat');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    })
    .map(Number);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}
