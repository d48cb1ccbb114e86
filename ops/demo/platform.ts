/** The platform the demonstration talks to: the one that runs on this data folder, or one it starts and stops itself. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLauncherConfig } from '../config.ts';
import { findDataFolder } from '../data-folder.ts';
import { OperatorError } from '../failure.ts';
import { findRunning } from '../running.ts';

export interface Platform {
  readonly url: string;
  readonly folder: string;
  /** Stops what was started for this; a platform that ran before goes on. */
  leave(): Promise<void>;
}

const START_PATIENCE_MS = 180_000;
const POLL_MS = 200;

/** @throws OperatorError when it does not come up */
export async function joinPlatform(): Promise<Platform> {
  const folder = findDataFolder(readLauncherConfig().dataFolder);
  const running = findRunning(folder);
  if (running !== null) return { url: running.url, folder, leave: async () => {} };
  return startPlatform();
}

async function startPlatform(): Promise<Platform> {
  const launcher = fileURLToPath(new URL('../launcher.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', launcher], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const leave = () => stop(child);
  for (let waited = 0; waited < START_PATIENCE_MS; waited += POLL_MS) {
    const folder = findDataFolder(readLauncherConfig().dataFolder);
    const running = findRunning(folder);
    if (running !== null) return { url: running.url, folder, leave };
    if (child.exitCode !== null) throw new OperatorError('The platform did not start.');
    await sleep(POLL_MS);
  }
  await leave();
  throw new OperatorError('The platform was not ready within three minutes.');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
