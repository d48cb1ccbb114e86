/**
 * What processes have used, read from Linux's own books: CPU does not depend on who else is busy on the machine, as a
 * rate does. Elsewhere all readings are zero, and what is printed says so.
 */
import { readFileSync, readdirSync } from 'node:fs';

export const canMeter = process.platform === 'linux';

/** CPU since the process began, in milliseconds, and its resident memory. */
export type Reading = { readonly cpuMs: number; readonly bytes: number };

/** Linux counts in hundredths of a second for programs, whatever the kernel ticks at. */
const MS_PER_TICK = 10;

export function readProcess(pid: number): Reading {
  const fields = statOf(pid);
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  const resident = /VmRSS:\s+(\d+) kB/.exec(readProc(pid, 'status'))?.[1];
  return { cpuMs: ticks * MS_PER_TICK, bytes: Number(resident ?? 0) * 1_024 };
}

/** A process with its children, as the database has one for each session; those that ended count with their parent. */
export function readCpuOfFamily(pid: number): number {
  const ended = statOf(pid).slice(13, 15).map(Number);
  const endedMs = ended.reduce((total, ticks) => total + ticks, 0) * MS_PER_TICK;
  const living = [pid, ...childrenOf(pid)].map((each) => readProcess(each).cpuMs);
  return living.reduce((total, ms) => total + ms, endedMs);
}

function childrenOf(parent: number): number[] {
  if (!canMeter) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)[1]) === parent);
}

/** The fields after the program's name, which may hold spaces. */
function statOf(pid: number): string[] {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
