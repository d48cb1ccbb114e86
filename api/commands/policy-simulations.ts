/** Asks for the simulation of a draft matrix on cases of the past, which takes longer than a request may. */
import type { Transaction } from 'kysely';
import { addDays } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { localInstant } from '../../domain/instant.ts';
import type { Job } from '../../db/queries/jobs.ts';
import { findActiveVersion, findVersion } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { requestJob } from './jobs.ts';

export type SimulationInput = {
  readonly policyVersionId: string;
  /** The newest so many cases. */
  readonly caseLimit: number;
  /** Handed in within so many days; null for any time. */
  readonly days: number | null;
};

/**
 * Against the version in force now, whatever comes into force while it runs.
 * @throws DomainError `not_found` for what is no matrix, or where none is in force to compare with
 */
export async function requestSimulation(
  trx: Transaction<DB>,
  caller: Caller,
  { policyVersionId, caseLimit, days }: SimulationInput,
): Promise<Job> {
  const draft = await findVersion(trx, policyVersionId);
  if (draft?.kind !== 'matrix') throw new DomainError('not_found', { resource: 'policy_version' });
  const active = await findActiveVersion(trx, 'matrix', draft.name);
  if (active === undefined) throw new DomainError('not_found', { resource: 'policy_version' });
  const { businessDate, timeZone, now } = caller.clock;
  const since =
    days === null ? null : localInstant(addDays(businessDate, -days), '00:00', timeZone);
  return requestJob(trx, caller, {
    kind: 'policy_simulation',
    subjectId: policyVersionId,
    params: {
      policyVersionId,
      version: draft.version,
      activeVersionId: active.policyVersionId,
      matrixName: draft.name,
      caseLimit,
      since,
      until: now,
    },
  });
}
