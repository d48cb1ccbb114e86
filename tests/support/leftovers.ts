/** Engines of an earlier run that was killed: they are stopped and their folders removed before a new run begins. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf } from '../../ops/lock.ts';
import { commandLineOf, endProcess } from '../../ops/process-table.ts';

const PREFIX = 'daiban-test-';

/** A fresh folder for one run. */
export function makeRunFolder(): string {
  return mkdtempSync(join(tmpdir(), PREFIX));
}

/** Cleans up after runs whose process is gone; a run in progress holds its folder's lock and is left alone. */
export async function removeLeftovers(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    if (isYoungOrHeld(folder)) continue;
    await Promise.all(
      engineIds(folder).map((pid) => endProcess(pid, { ask: 'SIGTERM', patienceMs: 5000 })),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder without a lock file was made a moment ago by another run, or by another test. */
function isYoungOrHeld(folder: string): boolean {
  return !readText(join(folder, 'lock.json')) || holderOf(folder) !== null;
}

function engineIds(folder: string): number[] {
  const files = ['postgres/cluster/postmaster.pid', 'temporal/temporal.pid'];
  return files
    .map((file) => Number(readText(join(folder, file)).split('\n')[0]))
    .filter((pid) => pid > 1 && /postgres|start-dev/.test(commandLineOf(pid)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
