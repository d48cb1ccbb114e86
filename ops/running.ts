/** Where a running platform can be reached, written by the launcher for the commands that join it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf } from './lock.ts';

export interface RunningPlatform {
  readonly url: string;
  /** Holds the password: the record is for its owner only. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly temporalUiUrl: string | null;
  readonly keyFile: string;
}

export function recordRunning(folder: string, platform: RunningPlatform): void {
  writeFileSync(recordFile(folder), `${JSON.stringify(platform, null, 2)}\n`, { mode: 0o600 });
}

export function forgetRunning(folder: string): void {
  rmSync(recordFile(folder), { force: true });
}

/** The platform that runs on a data folder now, or null; a record without a living launcher says nothing. */
export function findRunning(folder: string): RunningPlatform | null {
  if (holderOf(folder) === null) return null;
  try {
    return JSON.parse(readFileSync(recordFile(folder), 'utf8')) as RunningPlatform;
  } catch {
    return null;
  }
}

/** Whether the last run on this folder ended without its orderly stop. */
export function wasInterrupted(folder: string): boolean {
  return existsSync(recordFile(folder));
}

function recordFile(folder: string): string {
  return join(folder, 'running.json');
}
