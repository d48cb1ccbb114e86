/**
 * To whom work on a case may be given: transfer, advice, added signers and delegation all ask here. Whoever made the
 * case or is related to it never gets in by a colleague's hand, nor does somebody who sits or sat in the stage.
 */
import { DomainError } from '../errors.ts';
import type { Role } from '../roles.ts';
import type { StandingApproval } from './next-stage.ts';
import type { Seat, StageState } from './stage.ts';

export type Receiver = { readonly officerId: string; readonly roles: readonly Role[] };

export type ReceivingCase = {
  readonly stage: StageState;
  readonly makerIds: readonly string[];
  readonly relatedIds: readonly string[];
  readonly earlierApprovals: readonly StandingApproval[];
};

/** Who decides at all, from the lowest rank to the highest; equal numbers stand for each other. */
const ranks: { readonly [R in Role]?: number } = {
  credit_officer: 1,
  branch_head: 2,
  risk_manager: 3,
  committee_member: 3,
  chief_risk_officer: 4,
  general_manager: 5,
  board_member: 6,
};

export function isApprover(roles: readonly Role[]): boolean {
  return roles.some((role) => ranks[role] !== undefined);
}

/** Whether one of these roles is `role` or above it. */
export function hasRank(roles: readonly Role[], role: Role): boolean {
  const needed = ranks[role];
  if (roles.includes(role)) return true;
  return needed !== undefined && roles.some((own) => (ranks[own] ?? 0) > needed);
}

/**
 * A person who may take over this very seat: with its role, and not in the stage already.
 * @throws DomainError `four_eyes`, `conflict_of_interest`, `already_seated`, `already_approved`, `officer_lacks_role`
 */
export function assertMayTakeOver(person: Receiver, seat: Seat, where: ReceivingCase): void {
  assertNew(person.officerId, where);
  if (seat.role === null) return assertApprover(person);
  if (person.roles.includes(seat.role)) return;
  throw new DomainError('officer_lacks_role', { officerId: person.officerId, role: seat.role });
}

/**
 * A person who may sign as well: any approver who is not in the stage already.
 * @throws DomainError `four_eyes`, `conflict_of_interest`, `already_seated`, `already_approved`, `officer_lacks_role`
 */
export function assertMayJoin(person: Receiver, where: ReceivingCase): void {
  assertNew(person.officerId, where);
  assertApprover(person);
}

/**
 * A person who is not in the stage yet and may decide in it.
 * @throws DomainError `four_eyes`, `conflict_of_interest`, `already_seated`, `already_approved`
 */
export function assertNew(officerId: string, where: ReceivingCase): void {
  assertUnbiased(officerId, where);
  if (where.stage.seats.some((seat) => seat.officerId === officerId)) {
    throw new DomainError('already_seated', { officerId });
  }
  const before = where.earlierApprovals.find((approval) => approval.officerId === officerId);
  if (before !== undefined && where.stage.template.otherPerson) {
    throw new DomainError('already_approved', { officerId, stageNumber: before.stageNumber });
  }
}

function assertApprover({ officerId, roles }: Receiver): void {
  if (!isApprover(roles)) {
    throw new DomainError('officer_lacks_role', { officerId, role: 'credit_officer' });
  }
}

/** @throws DomainError `four_eyes`, `conflict_of_interest` */
export function assertUnbiased(
  officerId: string,
  { makerIds, relatedIds }: Pick<ReceivingCase, 'makerIds' | 'relatedIds'>,
): void {
  if (makerIds.includes(officerId)) throw new DomainError('four_eyes', { officerId });
  if (relatedIds.includes(officerId)) throw new DomainError('conflict_of_interest', { officerId });
}
