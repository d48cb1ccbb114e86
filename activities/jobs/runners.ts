/** Who does the slices of a job, by its kind. */
import type { Transaction } from 'kysely';
import type { BusinessClock } from '../../db/queries/clock.ts';
import type { Job, JobData, JobKind, JobProgress } from '../../db/queries/jobs.ts';
import type { DB } from '../../db/tables.ts';
import type { ActivityParts } from '../parts.ts';
import { exportData } from './export-data.ts';
import { runSimulationSlice } from './policy-simulation.ts';
import { restoreSample } from './restore-sample.ts';

/** After one slice: the end with its result, or where the next one goes on. */
export type Slice =
  | { readonly done: false; readonly progress: JobProgress }
  | { readonly done: true; readonly result: JobData; readonly progress: JobProgress };

/**
 * One slice, at most a second or two of work, in the transaction that also saves its progress. It may run again after
 * a crash, from the `state` of the job it is handed. A `DomainError` ends the job as failed.
 */
export type JobRunner<Needed extends keyof ActivityParts = 'keys' | 'engine'> = (
  trx: Transaction<DB>,
  job: Job,
  parts: { readonly clock: BusinessClock } & Pick<ActivityParts, Needed>,
) => Promise<Slice>;

export const jobRunners: { readonly [K in JobKind]?: JobRunner } = {
  data_export: exportData,
  policy_simulation: runSimulationSlice,
  sample_restoration: restoreSample,
};
