/** What each kind of request does when it takes effect, checked once more on rows as they are then. */
import type { Transaction } from 'kysely';
import type { LockedRequest } from '../../db/queries/approval-requests.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listStagesOf } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { startExport } from './export-effect.ts';
import { recordLoanChange } from './loan-change-effect.ts';
import { giveLimit, giveRole } from './rights-effects.ts';
import { scheduleVersion } from './version-effect.ts';

/** @throws DomainError what the rules of the subject refuse by now */
export async function carryOut(
  trx: Transaction<DB>,
  locked: LockedRequest,
  clock: BusinessClock,
): Promise<void> {
  const approved = { ...locked, approvedBy: await lastApprover(trx, locked) };
  switch (locked.request.subjectType) {
    case 'loan_change':
    case 'loan_correction':
    case 'waiver':
    case 'write_off':
      return recordLoanChange(trx, approved, clock);
    case 'role_grant':
      return giveRole(trx, approved, clock);
    case 'limit_change':
      return giveLimit(trx, approved, clock);
    case 'policy_version':
      return scheduleVersion(trx, approved, clock);
    case 'data_export':
      return startExport(trx, approved, clock);
  }
}

async function lastApprover(
  trx: Transaction<DB>,
  { approval }: LockedRequest,
): Promise<string | null> {
  const stages = await listStagesOf(trx, approval.approvalId);
  const votes = stages.flatMap((stage) => stage.votes.filter(({ answer }) => answer === 'approve'));
  return votes.toSorted((a, b) => (a.votedAt < b.votedAt ? -1 : 1)).at(-1)?.officerId ?? null;
}
