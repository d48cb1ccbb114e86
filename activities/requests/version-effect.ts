/** An approved policy version waits for its date, if it is still what was approved. */
import type { Transaction } from 'kysely';
import { versionMachine } from '../../domain/approval/version-states.ts';
import { addDays } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { nextState } from '../../domain/state-machine.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { lockVersion, updateVersion } from '../../db/queries/policy-versions.ts';
import { openProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { startVersion, tellVersionChanged, versionWorkflowId } from '../../workflows/messages.ts';
import type { ApprovedRequest } from './approved-request.ts';

/** @throws DomainError `not_found`, `illegal_transition`, `stale_version`, `effective_date_too_early` */
export async function scheduleVersion(
  trx: Transaction<DB>,
  { request, approvedBy }: ApprovedRequest,
  { businessDate }: BusinessClock,
): Promise<void> {
  const pending = await lockVersion(trx, request.subjectId);
  if (pending === undefined) throw new DomainError('not_found', { resource: 'policy_version' });
  const status = nextState(versionMachine, pending.status, 'confirm');
  const expected = request.content['version'] as number;
  if (pending.version !== expected) {
    throw new DomainError('stale_version', { expected, actual: pending.version });
  }
  const effectiveDate = pending.effectiveDate ?? businessDate;
  const earliestDate = addDays(businessDate, 1);
  if (effectiveDate < earliestDate) {
    throw new DomainError('effective_date_too_early', { effectiveDate, earliestDate });
  }
  const { policyVersionId, kind, name, number, contentHash } = pending;
  await updateVersion(trx, policyVersionId, { status, confirmedById: approvedBy });
  await insertAudit(trx, {
    actorId: approvedBy,
    action: 'policy_version.confirmed',
    subjectType: 'policy_version',
    subjectId: policyVersionId,
    after: { kind, name, number, status, contentHash, effectiveDate, requestId: request.requestId },
    businessDate,
  });
  // A version sent back after its confirmation still has its process, which needs to look rather than to start.
  const workflowId = versionWorkflowId(kind, policyVersionId);
  await openProcess(trx, { workflowId, kind: 'version', subjectId: policyVersionId });
  await insertOutbox(trx, startVersion(kind, policyVersionId));
  await insertOutbox(trx, tellVersionChanged(kind, policyVersionId));
}
