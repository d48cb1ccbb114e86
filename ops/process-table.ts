/** Looks at processes of this machine by id: whether one lives, since when, and what it was started as. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A signal 0 that is refused by permission still proves that the process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Program and arguments of a process, empty when it is gone: ids are reused, so an id alone proves nothing. */
export function commandLineOf(pid: number): string {
  if (process.platform === 'linux') {
    return readProc(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  }
  return readPs(pid, 'args=');
}

/** An opaque mark of when a process began; equal ids with different marks are different processes. */
export function startMarkOf(pid: number): string {
  if (process.platform !== 'linux') return readPs(pid, 'lstart=');
  const stat = readProc(`/proc/${pid}/stat`);
  // The program's name stands in parentheses and may hold spaces; the 22nd field is the start in clock ticks.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Ends a process that is nobody's child here: asks, waits, and insists after `patienceMs`. */
export async function endProcess(
  pid: number,
  { ask, patienceMs }: { ask: NodeJS.Signals; patienceMs: number },
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  process.kill(pid, ask);
  while (isAlive(pid) && Date.now() < deadline) await sleep(20);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readPs(pid: number, field: string): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', field], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
