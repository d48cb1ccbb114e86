/** The API and the worker as children of the launcher. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, startChild, stopChild, type Child } from './child.ts';
import { projectRoot } from './data-folder.ts';
import type { ReadyMessage } from './entry.ts';
import { OperatorError } from './failure.ts';
import type { Component, Running } from './supervisor.ts';

const START_PATIENCE_MS = 120_000;
const STOP_MANNER = { ask: 'SIGTERM', patienceMs: 30_000 } as const;

export interface OwnProcess {
  readonly name: 'api' | 'worker';
  readonly logFolder: string;
  /** On top of the launcher's own environment. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface OwnPart extends Running {
  /** Where it answers, for a process that is asked over the network. */
  readonly url: string | null;
}

export function ownProcess({ name, logFolder, environment }: OwnProcess): Component<OwnPart> {
  return {
    name,
    stop: STOP_MANNER,
    start: async (stopping) => {
      const ready = deferReady();
      const child = await startChild({
        command: process.execPath,
        args: programArguments(name),
        logFile: join(logFolder, `${name}.log`),
        options: { cwd: projectRoot, env: { ...process.env, ...environment } },
        onMessage: ready.hear,
      });
      const endEarly = () => child.signal('SIGTERM');
      stopping.addEventListener('abort', endEarly);
      const url = await readyUrl(name, child, ready.message);
      stopping.removeEventListener('abort', endEarly);
      return { child, url };
    },
  };
}

/** The loader that runs TypeScript talks on the same line; only the process's own word counts. */
function deferReady() {
  let settle: (message: ReadyMessage) => void = () => undefined;
  const message = new Promise<ReadyMessage>((resolve) => {
    settle = resolve;
  });
  const hear = (heard: unknown): void => {
    const said = heard as Partial<ReadyMessage>;
    if (said.kind === 'ready') settle(heard as ReadyMessage);
  };
  return { message, hear };
}

async function readyUrl(
  name: string,
  child: Child,
  ready: Promise<ReadyMessage>,
): Promise<string | null> {
  const ended = child.exited.then(() => 'ended' as const);
  const late = sleep(START_PATIENCE_MS, 'late' as const, { ref: false });
  const outcome = await Promise.race([ready, ended, late]);
  if (outcome === 'late') await stopChild(child, STOP_MANNER);
  if (outcome === 'late' || outcome === 'ended') {
    const words = lastLines(child.logFile, 6);
    throw new OperatorError(
      `The ${name} did not start. Its last words:\n${words}\nThe whole log: ${child.logFile}`,
    );
  }
  return outcome.url;
}

/** From the sources by tsx, from `dist/` as it is. */
function programArguments(name: string): string[] {
  const here = fileURLToPath(import.meta.url);
  const isSource = here.endsWith('.ts');
  const program = join(dirname(here), `${name}.${isSource ? 'ts' : 'js'}`);
  return isSource ? ['--import', 'tsx', program] : [program];
}
