/** Holders of child processes: an engine or a process of ours, with its log file, its end and an orderly stop. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a child ended: by itself with a code, or by a signal. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number;
  readonly logFile: string;
  /** Resolves, never rejects, when the process has ended. */
  readonly exited: Promise<ChildExit>;
  isRunning(): boolean;
  signal(name: NodeJS.Signals): void;
}

export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Both output streams are appended here. */
  readonly logFile: string;
  /** What the child gets should this process end before it: SIGTERM unless the program wants another one. */
  readonly lastSignal?: NodeJS.Signals;
  /** Called with what a process of ours sends; a program of others has no such line. */
  readonly onMessage?: (message: unknown) => void;
  readonly options?: SpawnOptions;
}

/**
 * Starts a program with its output in a file and in a process group of its own: a Ctrl-C in the terminal reaches the
 * launcher alone, which then stops its children in order.
 * @throws the system's error when the program cannot be started
 */
export async function startChild(start: ChildCommand): Promise<Child> {
  const { command, args, logFile, options, onMessage, lastSignal = 'SIGTERM' } = start;
  const log = openSync(logFile, 'a');
  try {
    const line = onMessage === undefined ? [] : (['ipc'] as const);
    const stdio: SpawnOptions = { stdio: ['ignore', log, log, ...line], detached: true };
    const child = spawn(command, [...args], { ...options, ...stdio });
    if (onMessage !== undefined) child.on('message', onMessage);
    const exited = exitOf(child);
    await hasStarted(child);
    endWithThisProcess(child, lastSignal);
    return holdChild(child, logFile, exited);
  } finally {
    closeSync(log);
  }
}

const living = new Map<ChildProcess, NodeJS.Signals>();

/** An orderly stop leaves nothing to do here; a defect that ends this process must not leave its children behind. */
function endWithThisProcess(child: ChildProcess, lastSignal: NodeJS.Signals): void {
  if (living.size === 0) process.on('exit', endLiving);
  living.set(child, lastSignal);
  child.once('exit', () => {
    living.delete(child);
    if (living.size === 0) process.off('exit', endLiving);
  });
}

function endLiving(): void {
  for (const [child, signal] of living) child.kill(signal);
}

function holdChild(child: ChildProcess, logFile: string, exited: Promise<ChildExit>): Child {
  let running = true;
  void exited.then(() => {
    running = false;
  });
  return {
    pid: child.pid ?? 0,
    logFile,
    exited,
    isRunning: () => running,
    signal: (name) => {
      if (running) child.kill(name);
    },
  };
}

function exitOf(child: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

function hasStarted(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

/** Asks a child to end, and insists by SIGKILL when it has not ended after `patienceMs`. */
export async function stopChild(child: Child, { ask, patienceMs }: StopManner): Promise<ChildExit> {
  child.signal(ask);
  const ended = await Promise.race([child.exited, sleep(patienceMs, null, { ref: false })]);
  if (ended !== null) return ended;
  child.signal('SIGKILL');
  return child.exited;
}

export interface StopManner {
  readonly ask: NodeJS.Signals;
  readonly patienceMs: number;
}

/** The last lines a child wrote, for the message about its end; where in the code it happened is left to the log. */
export function lastLines(logFile: string, count: number): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .slice(-count)
    .join('\n');
}

/** Runs a program to its end, its output collected. Never throws for an exit code. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output: Buffer.concat(chunks).toString('utf8').trim() });
    });
  });
}
