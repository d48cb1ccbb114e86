/** Handing a returned request in again, with what each subject has to bring along. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, type Money } from '../../domain/money.ts';
import type { ApprovalRequest } from '../../db/queries/approval-requests.ts';
import type { DB } from '../../db/tables.ts';
import { lockOwnRequest, resubmitRequest, type Resubmission } from './approval-requests.ts';
import type { Caller } from './caller.ts';
import { quoteAgain } from './loan-changes.ts';

export type HandedInAgain = {
  readonly requestId: string;
  readonly comment: string;
  readonly limit?: Money | undefined;
};

/**
 * A policy version is handed in again by submitting its draft.
 * @throws DomainError as `resubmitRequest` and `quoteAgain`
 */
export async function handInAgain(
  trx: Transaction<DB>,
  caller: Caller,
  { requestId, comment, limit }: HandedInAgain,
): Promise<ApprovalRequest> {
  const { request } = await lockOwnRequest(trx, caller, requestId);
  if (request.status !== 'returned' || request.subjectType === 'policy_version') {
    const move = { from: request.status, to: 'open', event: 'resubmit' };
    throw new DomainError('illegal_transition', { subject: 'approval_request', ...move });
  }
  const changed = await changeOf(trx, caller, request, limit);
  return resubmitRequest(trx, caller, { requestId, comment, ...(changed && { changed }) });
}

async function changeOf(
  trx: Transaction<DB>,
  caller: Caller,
  request: ApprovalRequest,
  limit: Money | undefined,
): Promise<Resubmission['changed']> {
  switch (request.subjectType) {
    case 'loan_change':
    case 'loan_correction':
    case 'waiver':
    case 'write_off':
      return quoteAgain(trx, caller, request.subjectId);
    case 'limit_change':
      if (limit === undefined) return undefined;
      return { amount: limit, content: { ...request.content, limit: { ...toWireMoney(limit) } } };
    default:
      return undefined;
  }
}
