/** An approved export becomes a job of whoever asked; its rows are read then, and only then. */
import type { Transaction } from 'kysely';
import { invariant } from '../../domain/invariant.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { insertJob } from '../../db/queries/jobs.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { jobWorkflowId, startJob } from '../../workflows/messages.ts';
import type { ApprovedRequest } from './approved-request.ts';

export async function startExport(
  trx: Transaction<DB>,
  { request }: ApprovedRequest,
  { now, businessDate }: BusinessClock,
): Promise<void> {
  const { requestId, requestedBy, content } = request;
  invariant(requestedBy !== null, 'an export is asked for by a person');
  const jobId = newId();
  await insertJob(trx, {
    jobId,
    kind: 'data_export',
    subjectId: requestId,
    params: content,
    requestedById: requestedBy,
    requestedAt: now,
  });
  await openProcess(trx, { workflowId: jobWorkflowId(jobId), kind: 'job', subjectId: jobId });
  await insertOutbox(trx, startJob(jobId));
  await insertAudit(trx, {
    actorId: requestedBy,
    action: 'job.requested',
    subjectType: 'job',
    subjectId: jobId,
    after: { kind: 'data_export', subjectId: requestId, params: content },
    businessDate,
  });
}
