/**
 * Keeps engines and processes running: what ends by itself is started again after a pause that grows, and what ends
 * again and again stops the whole platform with a message. The stop goes in the reverse order of the start.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, stopChild, type Child, type ChildExit, type StopManner } from './child.ts';
import { explainFailure } from './failure.ts';

/** Something that runs in a child process. */
export interface Running {
  readonly child: Child;
}

export interface Component<Part extends Running = Running> {
  readonly name: string;
  /** Resolves when the component is ready for work; rejects early when `stopping` is aborted. */
  start(stopping: AbortSignal): Promise<Part>;
  readonly stop: StopManner;
}

export interface Supervisor {
  /** Starts a component, waits until it is ready and looks after it from then on. */
  start<Part extends Running>(component: Component<Part>): Promise<Part>;
  /** Resolves with the reason when a component could not be kept running. */
  readonly gaveUp: Promise<string>;
  /** Stops everything that was started, last first. */
  stopAll(): Promise<void>;
}

export interface SupervisorOptions {
  readonly tell: (line: string) => void;
  readonly firstPauseMs: number;
  /** So many ends within `windowMs` are too many. */
  readonly maxEnds: number;
  readonly windowMs: number;
}

interface Kept {
  readonly component: Component;
  child: Child | null;
  /** The start or restart under way. */
  starting: Promise<Running | null>;
  endedAt: number[];
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const kept: Kept[] = [];
  const stopping = new AbortController();
  let giveUp: (reason: string) => void = () => undefined;
  const gaveUp = new Promise<string>((resolve) => {
    giveUp = resolve;
  });
  const parts: Parts = { options, stopping: stopping.signal, giveUp };
  return {
    gaveUp,
    start: async (component) => {
      const entry: Kept = { component, child: null, starting: Promise.resolve(null), endedAt: [] };
      kept.push(entry);
      const starting = component.start(stopping.signal);
      await look(entry, starting, parts);
      return starting;
    },
    stopAll: async () => {
      stopping.abort();
      for (const entry of kept.toReversed()) await stopEntry(entry);
    },
  };
}

interface Parts {
  readonly options: SupervisorOptions;
  readonly stopping: AbortSignal;
  readonly giveUp: (reason: string) => void;
}

/** Waits for a start and has the end of its process noticed. */
async function look(entry: Kept, starting: Promise<Running>, parts: Parts): Promise<void> {
  entry.starting = starting.catch(() => null);
  const { child } = await starting;
  entry.child = child;
  void child.exited.then((exit) => recover(entry, exit, parts));
}

/** Never rejects: it runs beside everything else, and its failure is the reason to give up. */
async function recover(entry: Kept, exit: ChildExit, parts: Parts): Promise<void> {
  const { options, stopping, giveUp } = parts;
  const { name } = entry.component;
  if (stopping.aborted) return;
  const logFile = entry.child?.logFile ?? '';
  const how = exit.signal ?? `code ${exit.code}`;
  entry.endedAt = [...entry.endedAt, Date.now()].filter((at) => Date.now() - at < options.windowMs);
  const ends = entry.endedAt.length;
  if (ends > options.maxEnds) {
    giveUp(`${name} ended ${ends} times in a row (${how}). ${lastWords(logFile)}`);
    return;
  }
  const pauseMs = options.firstPauseMs * 2 ** (ends - 1);
  options.tell(
    `${name} ended (${how}); starting it again in ${pauseMs / 1000} s. Its log: ${logFile}`,
  );
  try {
    await sleep(pauseMs, undefined, { signal: stopping });
    await look(entry, entry.component.start(stopping), parts);
    options.tell(`${name} is back`);
  } catch (error) {
    if (!stopping.aborted) giveUp(`${name} could not be started again: ${explainFailure(error)}`);
  }
}

async function stopEntry({ component, child: known, starting }: Kept): Promise<void> {
  const child = (await starting)?.child ?? known;
  if (child?.isRunning()) await stopChild(child, component.stop);
}

function lastWords(logFile: string): string {
  const words = lastLines(logFile, 5);
  if (words.includes('No space left on device') || words.includes('ENOSPC')) {
    return 'The disk is full: free some space and start again.';
  }
  return `Its last words:\n${words}\nThe whole log: ${logFile}`;
}
