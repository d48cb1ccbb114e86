/**
 * One launcher for one data folder. The lock is a file with the holder's id and start; a holder that is gone left a
 * stale lock, which is taken over, so that a crash never needs a manual clean-up.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './failure.ts';
import { isAlive, startMarkOf } from './process-table.ts';

interface Holder {
  readonly pid: number;
  readonly startMark: string;
  readonly since: string;
}

export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a data folder.
 * @throws OperatorError when a living process holds it
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const lockFile = join(folder, 'lock.json');
  const mine = JSON.stringify({
    pid: process.pid,
    startMark: startMarkOf(process.pid),
    since: new Date().toISOString(),
  } satisfies Holder);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (claim(lockFile, mine)) return { release: () => release(lockFile, mine) };
    const holder = readHolder(lockFile);
    if (holder !== null && isLiving(holder)) throw heldBy(holder, folder);
    setAside(lockFile, holder);
  }
  throw new OperatorError(`The lock ${lockFile} changes hands all the time; try again in a moment`);
}

/** The process that runs on a data folder now, or null. */
export function holderOf(folder: string): { pid: number } | null {
  const holder = readHolder(join(folder, 'lock.json'));
  return holder !== null && isLiving(holder) ? { pid: holder.pid } : null;
}

/** A link appears with its whole content at once, so nobody reads a lock that is half written. */
function claim(lockFile: string, content: string): boolean {
  const draft = `${lockFile}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two starters may see the same stale lock: the one that moved a fresh lock by mistake puts it back. */
function setAside(lockFile: string, stale: Holder | null): void {
  const aside = `${lockFile}.${process.pid}.stale`;
  try {
    renameSync(lockFile, aside);
    const moved = readHolder(aside);
    if (moved !== null && moved.pid !== stale?.pid && isLiving(moved)) linkSync(aside, lockFile);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(lockFile: string, mine: string): void {
  if (readText(lockFile) === mine) rmSync(lockFile, { force: true });
}

function isLiving({ pid, startMark }: Holder): boolean {
  return isAlive(pid) && startMarkOf(pid) === startMark;
}

function readHolder(lockFile: string): Holder | null {
  try {
    return JSON.parse(readText(lockFile)) as Holder;
  } catch {
    return null;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function heldBy({ pid, since }: Holder, folder: string): OperatorError {
  return new OperatorError(
    `Daiban already runs on ${folder} (process ${pid}, since ${since}). ` +
      'Stop it first, or give this one a folder of its own by DAIBAN_DATA_DIR.',
  );
}
