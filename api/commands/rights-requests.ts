/**
 * More rights, by role or by limit, are asked for and approved by somebody else; what takes rights away works at once.
 * The same is checked when it is asked for and again when it takes effect, because people leave in between.
 */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, zero, type Money } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import type { LockedRequest } from '../../db/queries/approval-requests.ts';
import { assertMayReceive, assertMayReceiveLimit } from '../../db/queries/rights.ts';
import type { DB } from '../../db/tables.ts';
import { requestApproval } from './approval-requests.ts';
import type { Caller } from './caller.ts';

export type AskedRole = {
  readonly officerId: string;
  readonly role: Role;
  /** The officer's own branch if left out; null for the whole house. */
  readonly branchId?: string | null | undefined;
  readonly effectiveDate?: IsoDate | undefined;
};

/** @throws DomainError `own_rights`, `not_found`, `role_grant_exists`, `request_open` */
export async function requestRole(
  trx: Transaction<DB>,
  caller: Caller,
  { officerId, role, branchId: asked, effectiveDate }: AskedRole,
): Promise<LockedRequest> {
  assertNotOwn(caller, officerId);
  const officer = await assertMayReceive(trx, { officerId, role, branchId: asked });
  const { userName, displayName, branchId } = officer;
  const unit = asked === undefined ? branchId : asked;
  const content = { officerId, userName, displayName, role, branchId: unit };
  return requestApproval(trx, caller, {
    subjectType: 'role_grant',
    subjectId: `${officerId}/${role}/${unit ?? 'house'}`,
    title: `${displayName}: ${role}`,
    content,
    amount: zero('CNY'),
    customerId: null,
    ...(effectiveDate && { effectiveDate }),
  });
}

export type AskedLimit = {
  readonly officerId: string;
  /** Null leaves it to the tier. */
  readonly limit: Money | null;
  readonly effectiveDate?: IsoDate | undefined;
};

/** @throws DomainError `own_rights`, `not_found`, `request_open`, `no_matrix_row` */
export async function requestLimit(
  trx: Transaction<DB>,
  caller: Caller,
  { officerId, limit, effectiveDate }: AskedLimit,
): Promise<LockedRequest> {
  assertNotOwn(caller, officerId);
  const { displayName, userName, limit: before } = await assertMayReceiveLimit(trx, officerId);
  const wire = (amount: Money | null) => (amount === null ? null : { ...toWireMoney(amount) });
  return requestApproval(trx, caller, {
    subjectType: 'limit_change',
    subjectId: officerId,
    title: `${displayName}: ${limit === null ? 'tier' : wire(limit)!.amount}`,
    content: { officerId, userName, displayName, before: wire(before), limit: wire(limit) },
    // Without a limit of one's own the tier decides, which is the highest there is.
    amount: limit ?? { minor: highestMinor, currency: 'CNY' },
    customerId: null,
    ...(effectiveDate && { effectiveDate }),
  });
}

/** Beyond every band of a matrix. */
const highestMinor = 10n ** 15n;

function assertNotOwn({ actor }: Caller, officerId: string): void {
  if (officerId === actor.actorId) throw new DomainError('own_rights', {});
}
