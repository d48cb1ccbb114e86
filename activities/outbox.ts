/**
 * The relay: carries the lines of the outbox to Temporal after the commit that wrote them. It is woken by `NOTIFY`
 * and by a slow poll, takes lines under a lease, and gives none up: a line waits, with growing pauses, until the
 * engine has it or nobody needs it any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { listen } from '../db/listen.ts';
import { readClock } from '../db/queries/clock.ts';
import {
  claimOutbox,
  findStartLine,
  postponeOutbox,
  settleOutboxLines,
  type ClaimedMessage,
} from '../db/queries/outbox.ts';
import { findProcess } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import type { Logger } from '../ops/log.ts';
import { forEachConcurrently } from './concurrency.ts';
import { signalWorkflow, startWorkflow, type Engine, type SentClock } from './engine.ts';

export type RelayParts = {
  readonly db: Kysely<DB>;
  /** For the connection that listens. */
  readonly databaseUrl: string;
  readonly engine: Engine;
  readonly log: Logger;
};

export type Relay = { readonly stop: () => Promise<void> };

type Fate =
  | { readonly fate: 'sent' | 'not_needed' }
  | { readonly fate: 'postponed'; readonly delayMs: number; readonly error: unknown };

const BATCH_SIZE = 200;
const CONCURRENT_WORKFLOWS = 32;
/** Longer than any call to the engine, so that a lease lapses only when its relay is dead. */
const LEASE_MS = 20_000;
const POLL_MS = 1_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

/** Carries lines until it is stopped; an outage of either side is waited out. */
export function startRelay(parts: RelayParts): Relay {
  const stopping = new AbortController();
  const bell = createBell();
  const listener = listen(parts.databaseUrl, 'outbox', bell.ring);
  const running = keepRelaying(parts, bell, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      bell.ring();
      await Promise.all([running, listener.stop()]);
    },
  };
}

async function keepRelaying(parts: RelayParts, bell: Bell, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    bell.silence();
    try {
      const { claimedCount, retryInMs } = await relayOnce(parts);
      failures = 0;
      // A full batch may have left lines behind; what came after any other has rung the bell.
      if (claimedCount < BATCH_SIZE || retryInMs !== null) await bell.wait(retryInMs ?? POLL_MS);
    } catch (error) {
      failures += 1;
      parts.log.warn({ err: error, failures }, 'the relay cannot reach its database');
      await bell.wait(delayAfter(failures));
    }
  }
}

/**
 * Carries one batch.
 * @returns how many lines it held, and in how many milliseconds the first postponed one may be tried again
 */
export async function relayOnce(
  parts: Omit<RelayParts, 'databaseUrl'>,
): Promise<{ claimedCount: number; retryInMs: number | null }> {
  const lines = await claimOutbox(parts.db, BATCH_SIZE, LEASE_MS);
  if (lines.length === 0) return { claimedCount: 0, retryInMs: null };
  const clock = await readClock(parts.db);
  const fates = new Map<ClaimedMessage, Fate>();
  await forEachConcurrently(byWorkflow(lines), CONCURRENT_WORKFLOWS, async (group) => {
    for (const [line, fate] of await sendGroup(parts, group, clock)) fates.set(line, fate);
  });
  return { claimedCount: lines.length, retryInMs: await settle(parts, fates) };
}

/** Starts before signals, and each kind of signal once: a look answers all that came before it. */
async function sendGroup(
  parts: Omit<RelayParts, 'databaseUrl'>,
  group: readonly ClaimedMessage[],
  clock: SentClock,
): Promise<Map<ClaimedMessage, Fate>> {
  const fates = new Map<ClaimedMessage, Fate>();
  const told = new Map<string, Fate>();
  const starts = group.filter((line) => line.action === 'start');
  const signals = group.filter((line) => line.action === 'signal');
  for (const line of [...starts, ...signals]) {
    const key = `${line.action} ${line.name}`;
    const fate = told.get(key) ?? (await send(parts, line, clock));
    told.set(key, fate);
    fates.set(line, fate);
  }
  return fates;
}

async function send(
  parts: Omit<RelayParts, 'databaseUrl'>,
  line: ClaimedMessage,
  clock: SentClock,
): Promise<Fate> {
  try {
    if (line.action === 'signal') return await sendSignal(parts, line, clock);
    await startWorkflow(parts.engine, line, clock);
    return { fate: 'sent' };
  } catch (error) {
    return { fate: 'postponed', delayMs: delayAfter(line.attemptCount), error };
  }
}

/** A workflow that does not answer has ended, was not started yet, or was lost by the engine: the rows say which. */
async function sendSignal(
  parts: Omit<RelayParts, 'databaseUrl'>,
  line: ClaimedMessage,
  clock: SentClock,
): Promise<Fate> {
  try {
    await signalWorkflow(parts.engine, line, clock);
    return { fate: 'sent' };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  const process = await findProcess(parts.db, line.workflowId);
  if (process?.status !== 'open') return { fate: 'not_needed' };
  const start = await findStartLine(parts.db, line.workflowId);
  if (start === undefined) return { fate: 'not_needed' };
  if ((await startWorkflow(parts.engine, start, clock)) === 'closed') {
    parts.log.error(
      { workflowId: line.workflowId },
      'a process is open but its workflow has ended',
    );
    return { fate: 'not_needed' };
  }
  await signalWorkflow(parts.engine, line, clock);
  return { fate: 'sent' };
}

async function settle(
  { db, log }: Omit<RelayParts, 'databaseUrl'>,
  fates: ReadonlyMap<ClaimedMessage, Fate>,
): Promise<number | null> {
  const lines = [...fates];
  const idsOf = (wanted: Fate['fate']) =>
    lines.filter(([, { fate }]) => fate === wanted).map(([line]) => line.outboxId);
  await settleOutboxLines(db, idsOf('sent'), 'sent');
  await settleOutboxLines(db, idsOf('not_needed'), 'not_needed');
  let retryInMs: number | null = null;
  for (const [line, fate] of lines) {
    if (fate.fate !== 'postponed') continue;
    const { delayMs, error } = fate;
    if (retryInMs === null)
      log.warn({ err: error, workflowId: line.workflowId }, 'lines must wait');
    await postponeOutbox(db, line.outboxId, { delayMs, error: String(error) });
    retryInMs = Math.min(retryInMs ?? delayMs, delayMs);
  }
  return retryInMs;
}

function byWorkflow(lines: readonly ClaimedMessage[]): ClaimedMessage[][] {
  const groups = new Map<string, ClaimedMessage[]>();
  for (const line of lines) {
    const group = groups.get(line.workflowId);
    if (group === undefined) groups.set(line.workflowId, [line]);
    else group.push(line);
  }
  return [...groups.values()];
}

/** 100 ms, doubled with each attempt, at most 5 s: the engine may come back at any moment. */
function delayAfter(attemptCount: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attemptCount - 1, 10), LONGEST_DELAY_MS);
}

/** Rung from anywhere; one who waits hears it even when it rang while they were at work. */
type Bell = {
  readonly ring: () => void;
  readonly silence: () => void;
  readonly wait: (ms: number) => Promise<void>;
};

function createBell(): Bell {
  let hasRung = false;
  let pause: AbortController | null = null;
  return {
    ring: () => {
      hasRung = true;
      pause?.abort();
    },
    silence: () => {
      hasRung = false;
    },
    wait: async (ms) => {
      if (hasRung) return;
      pause = new AbortController();
      await sleep(ms, undefined, { signal: pause.signal }).catch(() => undefined);
    },
  };
}
