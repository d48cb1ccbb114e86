/**
 * Turns of a job: slices one after the other for a few seconds, each in one transaction with its progress. A job that
 * was cancelled ends at its next slice; one that breaks a rule, or breaks again and again, ends as failed.
 */
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { Transaction } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import { invariant } from '../domain/invariant.ts';
import { toWire } from '../domain/wire.ts';
import { readClock } from '../db/queries/clock.ts';
import { endJob, lockJob, saveJobProgress, type JobData } from '../db/queries/jobs.ts';
import { saveNextWake } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import { jobWorkflowId } from '../workflows/messages.ts';
import { jobRunners } from './jobs/runners.ts';
import type { ActivityParts } from './parts.ts';

export type JobParts = Pick<ActivityParts, 'db' | 'keys' | 'engine' | 'log'>;

const TURN_MS = 3_000;
const HEARTBEAT_MS = 3_000;
/** An outage passes in less; what fails longer than this is a defect, and whoever waits must hear of it. */
const MOST_ATTEMPTS = 12;

export function createJobActivities(parts: JobParts) {
  return {
    /** @returns done when the job has ended, also when it had ended before */
    runJobTurn: async (jobId: string): Promise<{ done: boolean }> => {
      const beat = setInterval(() => heartbeat(), HEARTBEAT_MS);
      const untilMs = Date.now() + TURN_MS;
      try {
        for (;;) {
          if (await runSlice(parts, jobId)) return { done: true };
          if (Date.now() >= untilMs || cancellationSignal().aborted) return { done: false };
        }
      } catch (error) {
        const failure = failureOf(error);
        if (failure === null) throw error;
        parts.log.error({ err: error, jobId }, 'a job has failed');
        await parts.db.transaction().execute((trx) => fail(trx, jobId, failure));
        return { done: true };
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** @returns whether the job has ended */
async function runSlice({ db, keys, engine }: JobParts, jobId: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const job = await lockJob(trx, jobId);
    invariant(job !== undefined, 'a job is written down before its workflow starts');
    if (job.status !== 'queued' && job.status !== 'running') return closeProcess(trx, jobId);
    const runner = jobRunners[job.kind];
    invariant(runner !== undefined, 'every kind of job that is asked for has a runner');
    const clock = await readClock(trx);
    const slice = await runner(trx, job, { clock, keys, engine });
    await saveJobProgress(trx, jobId, slice.progress);
    if (!slice.done) return false;
    await endJob(trx, jobId, { status: 'done', result: slice.result, endedAt: clock.now });
    return closeProcess(trx, jobId);
  });
}

/** Null for what passes by itself. */
function failureOf(error: unknown): JobData | null {
  if (error instanceof DomainError) {
    // Every fact of the catalogue that is money carries its currency, so the one named here is never used.
    return { code: error.code, detail: error.message, facts: toWire(error.data, 'CNY') as JobData };
  }
  if (activityInfo().attempt < MOST_ATTEMPTS) return null;
  return { code: 'internal', detail: 'The job has failed again and again; the log says why' };
}

async function fail(trx: Transaction<DB>, jobId: string, failure: JobData): Promise<void> {
  const job = await lockJob(trx, jobId);
  if (job?.status === 'queued' || job?.status === 'running') {
    const { now } = await readClock(trx);
    await endJob(trx, jobId, { status: 'failed', failure, endedAt: now });
  }
  await closeProcess(trx, jobId);
}

async function closeProcess(trx: Transaction<DB>, jobId: string): Promise<true> {
  await saveNextWake(trx, jobWorkflowId(jobId), { status: 'ended', nextAt: null });
  return true;
}
