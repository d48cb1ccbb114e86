/**
 * What an approved request changes by itself: rights and limits. Waivers, write-offs, changes of loans, versions and
 * exports are carried out by their own commands, which look whether the approval is there.
 */
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { fromWireMoney, type WireMoney } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';
import type { ApprovalRequest } from './approval-requests.ts';

export async function applyRequest(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  at: Instant,
): Promise<void> {
  if (request.subjectType === 'role_grant') await grantRole(trx, request, at);
  if (request.subjectType === 'limit_change') await setLimit(trx, request);
}

async function grantRole(
  trx: Transaction<DB>,
  { content, branchId, requestedBy }: ApprovalRequest,
  at: Instant,
): Promise<void> {
  await trx
    .insertInto('role_grant')
    .values({
      role_grant_id: newId(),
      officer_id: content['officerId'] as string,
      role: content['role'] as string,
      branch_id: branchId,
      granted_by: requestedBy,
      granted_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function setLimit(trx: Transaction<DB>, { content }: ApprovalRequest): Promise<void> {
  const limit = fromWireMoney(content['limit'] as unknown as WireMoney);
  await trx
    .updateTable('officer')
    .set((officer) => ({
      limit_minor: limit.minor,
      limit_currency: limit.currency,
      version: officer('version', '+', 1),
    }))
    .where('officer_id', '=', content['officerId'] as string)
    .execute();
}
