/** Jobs are asked for by commands and may be stopped by whoever asked. */
import type { Kysely, Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  endJob,
  findJob,
  insertJob,
  lockJob,
  type Job,
  type JobKind,
} from '../../db/queries/jobs.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { jobWorkflowId, startJob } from '../../workflows/messages.ts';
import type { Actor } from '../context.ts';
import type { Caller } from './caller.ts';

export type JobRequest = {
  readonly kind: JobKind;
  readonly subjectId: string | null;
  readonly params: Job['params'];
};

/** Writes the job with the start of its workflow and an audit event; the caller has checked who may ask for it. */
export async function requestJob(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  request: JobRequest,
): Promise<Job> {
  const jobId = newId();
  const asked = { ...request, jobId, requestedById: actor.actorId, requestedAt: clock.now };
  const job = await insertJob(trx, asked);
  await openProcess(trx, { workflowId: jobWorkflowId(jobId), kind: 'job', subjectId: jobId });
  await insertOutbox(trx, startJob(jobId));
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'job.requested',
    subjectType: 'job',
    subjectId: jobId,
    after: { kind: job.kind, subjectId: job.subjectId, params: job.params },
    businessDate: clock.businessDate,
    requestId,
  });
  return job;
}

/** A job is shown to whoever asked for it. @throws DomainError `not_found` */
export async function readOwnJob(db: Kysely<DB>, actor: Actor, jobId: string): Promise<Job> {
  return assertOwn(await findJob(db, jobId), actor);
}

/** It stops at its next slice. @throws DomainError `not_found`, `job_ended` */
export async function cancelJob(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  jobId: string,
): Promise<Job> {
  const job = assertOwn(await lockJob(trx, jobId), actor);
  if (job.status !== 'queued' && job.status !== 'running') {
    throw new DomainError('job_ended', { status: job.status });
  }
  await endJob(trx, jobId, { status: 'cancelled', endedAt: clock.now });
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'job.cancelled',
    subjectType: 'job',
    subjectId: jobId,
    before: { status: job.status },
    businessDate: clock.businessDate,
    requestId,
  });
  return { ...job, status: 'cancelled', state: null, endedAt: clock.now };
}

function assertOwn(job: Job | undefined, { actorId }: Actor): Job {
  if (job?.requestedById !== actorId) throw new DomainError('not_found', { resource: 'job' });
  return job;
}
