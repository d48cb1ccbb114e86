/** Whether a person may be given a role or a limit, on rows as they are now. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import type { DB } from '../tables.ts';
import { findBranch } from './branches.ts';
import { lockOfficer, type OfficerRow } from './officers.ts';

export type WishedRole = {
  readonly officerId: string;
  readonly role: Role;
  /** The officer's own branch if left out; null for the whole house. */
  readonly branchId?: string | null | undefined;
};

/** @throws DomainError `not_found` for an officer who has left or a branch that is none, `role_grant_exists` */
export async function assertMayReceive(
  trx: Transaction<DB>,
  { officerId, role, branchId: asked }: WishedRole,
): Promise<OfficerRow> {
  const officer = await assertMayReceiveLimit(trx, officerId);
  const branchId = asked === undefined ? officer.branchId : asked;
  if (branchId !== null && (await findBranch(trx, branchId)) === undefined) {
    throw new DomainError('not_found', { resource: 'branch' });
  }
  const hasIt = officer.grants.some((grant) => grant.role === role && grant.branchId === branchId);
  if (hasIt) throw new DomainError('role_grant_exists', { role });
  return officer;
}

/** @throws DomainError `not_found` for an officer who has left */
export async function assertMayReceiveLimit(
  trx: Transaction<DB>,
  officerId: string,
): Promise<OfficerRow> {
  const officer = await lockOfficer(trx, officerId);
  if (officer?.status !== 'active') throw new DomainError('not_found', { resource: 'officer' });
  return officer;
}
