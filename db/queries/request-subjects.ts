/** What happens to the subject of a request that does not come about: everything stays as it was, and says so. */
import { sql, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import type { RequestStatus } from '../../domain/approval/request-names.ts';
import type { ApprovalRequest } from './approval-requests.ts';
import { insertAudit } from './audit.ts';
import { lockVersion, updateVersion } from './policy-versions.ts';

/** By the decision, the requester, a clock, or the refusal met on the effective date. */
export type DroppedStatus = Extract<
  RequestStatus,
  'returned' | 'declined' | 'withdrawn' | 'expired' | 'lapsed'
>;

export async function dropSubject(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  by: { readonly actorId: string | null; readonly businessDate: IsoDate },
): Promise<void> {
  const status = request.status as DroppedStatus;
  if (request.subjectType === 'policy_version') return backToDraft(trx, request, by);
  // A returned change of a loan keeps its quote until it is handed in again.
  if (status !== 'returned') await endLoanChange(trx, request.requestId, status);
}

async function endLoanChange(
  trx: Transaction<DB>,
  requestId: string,
  status: Exclude<DroppedStatus, 'returned'>,
): Promise<void> {
  await trx
    .updateTable('loan_change')
    .set({
      status: status === 'declined' ? 'rejected' : status,
      version: sql<number>`version + 1`,
    })
    .where('request_id', '=', requestId)
    .where('status', '=', 'quoted')
    .execute();
}

async function backToDraft(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  { actorId, businessDate }: { readonly actorId: string | null; readonly businessDate: IsoDate },
): Promise<void> {
  const version = await lockVersion(trx, request.subjectId);
  if (version?.status !== 'pending_second_person') return;
  await updateVersion(trx, version.policyVersionId, {
    status: 'draft',
    effectiveDate: null,
  });
  await insertAudit(trx, {
    actorId,
    action: 'policy_version.sent_back',
    subjectType: 'policy_version',
    subjectId: version.policyVersionId,
    before: { status: version.status },
    after: { status: 'draft', requestId: request.requestId, requestStatus: request.status },
    businessDate,
  });
}
