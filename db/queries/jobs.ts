/**
 * Jobs: work that outlasts a request, such as a simulation or an export. A command calls `requestJob` of
 * `api/commands/jobs.ts` and answers 202 with `/v1/jobs/<jobId>`; the workflow `runJob` then asks the runner of the
 * job's kind (`activities/jobs/runners.ts`) for one slice after the other. Each slice is one transaction that also
 * saves how far it came, so a killed worker goes on with the slice it was in. A new kind is a name in `jobKinds`
 * and a runner; large results belong into a table of their own, with their id in `result`.
 */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Json } from '../once.ts';
import type { DB, JobTable } from '../tables.ts';

export const jobKinds = ['policy_simulation', 'data_export', 'sample_restoration'] as const;
export type JobKind = (typeof jobKinds)[number];
export const jobStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

export type JobData = { readonly [key: string]: Json };

export type Job = {
  readonly jobId: string;
  readonly kind: JobKind;
  /** What it is about, such as a policy version; null where nothing is. */
  readonly subjectId: string | null;
  readonly params: JobData;
  readonly status: JobStatus;
  /** Where the runner goes on; null before the first slice. Nobody else reads it. */
  readonly state: JobData | null;
  readonly doneCount: number;
  /** Null until the runner knows how much there is. */
  readonly totalCount: number | null;
  readonly result: JobData | null;
  /** Code and facts of what ended it; null unless it failed. */
  readonly failure: JobData | null;
  readonly requestedById: string;
  readonly requestedAt: Instant;
  readonly endedAt: Instant | null;
};

export type NewJob = Pick<
  Job,
  'jobId' | 'kind' | 'subjectId' | 'params' | 'requestedById' | 'requestedAt'
>;

export async function insertJob(trx: Transaction<DB>, job: NewJob): Promise<Job> {
  const row = await trx
    .insertInto('job')
    .values({
      job_id: job.jobId,
      kind: job.kind,
      subject_id: job.subjectId,
      params: JSON.stringify(job.params),
      requested_by_id: job.requestedById,
      requested_at: job.requestedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function findJob(db: Kysely<DB>, jobId: string): Promise<Job | undefined> {
  const row = await db.selectFrom('job').selectAll().where('job_id', '=', jobId).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

export async function lockJob(trx: Transaction<DB>, jobId: string): Promise<Job | undefined> {
  const row = await trx
    .selectFrom('job')
    .selectAll()
    .where('job_id', '=', jobId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Newest first. */
export async function listJobsOf(
  db: Kysely<DB>,
  { requestedById, kind, limit }: { requestedById: string; kind?: JobKind; limit: number },
): Promise<Job[]> {
  let query = db.selectFrom('job').selectAll().where('requested_by_id', '=', requestedById);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  const rows = await query.orderBy('requested_at', 'desc').limit(limit).execute();
  return rows.map(fromRow);
}

/** Of one kind and subject, whoever asked, newest first. */
export async function listJobsAbout(
  db: Kysely<DB>,
  { kind, subjectId, limit }: { kind: JobKind; subjectId: string; limit: number },
): Promise<Job[]> {
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .orderBy('requested_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export type JobProgress = {
  readonly state: JobData | null;
  readonly doneCount: number;
  readonly totalCount: number | null;
};

/** After a slice: the job goes on from here. */
export async function saveJobProgress(
  trx: Transaction<DB>,
  jobId: string,
  { state, doneCount, totalCount }: JobProgress,
): Promise<void> {
  await trx
    .updateTable('job')
    .set({
      status: 'running',
      state: state === null ? null : JSON.stringify(state),
      done_count: doneCount,
      total_count: totalCount,
    })
    .where('job_id', '=', jobId)
    .execute();
}

export type JobEnd =
  | { readonly status: 'done'; readonly result: JobData }
  | { readonly status: 'failed'; readonly failure: JobData }
  | { readonly status: 'cancelled' };

export async function endJob(
  trx: Transaction<DB>,
  jobId: string,
  end: JobEnd & { readonly endedAt: Instant },
): Promise<void> {
  await trx
    .updateTable('job')
    .set({
      status: end.status,
      result: end.status === 'done' ? JSON.stringify(end.result) : null,
      failure: end.status === 'failed' ? JSON.stringify(end.failure) : null,
      state: null,
      ended_at: end.endedAt,
    })
    .where('job_id', '=', jobId)
    .execute();
}

function fromRow(row: Selectable<JobTable>): Job {
  return {
    jobId: row.job_id,
    kind: row.kind as JobKind,
    subjectId: row.subject_id,
    params: row.params as JobData,
    status: row.status,
    state: row.state as JobData | null,
    doneCount: row.done_count,
    totalCount: row.total_count,
    result: row.result as JobData | null,
    failure: row.failure as JobData | null,
    requestedById: row.requested_by_id,
    requestedAt: row.requested_at,
    endedAt: row.ended_at,
  };
}
