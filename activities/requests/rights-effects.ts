/** Rights as they were approved, given on rows as they are on the day. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { fromWireMoney, toWireMoney, type WireMoney } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { insertRoleGrant, updateOfficer } from '../../db/queries/officers.ts';
import { assertMayReceive, assertMayReceiveLimit } from '../../db/queries/rights.ts';
import type { DB } from '../../db/tables.ts';
import type { ApprovedRequest } from './approved-request.ts';

/** @throws DomainError `not_found`, `role_grant_exists` */
export async function giveRole(
  trx: Transaction<DB>,
  { request, approvedBy }: ApprovedRequest,
  { businessDate }: BusinessClock,
): Promise<void> {
  const { officerId, role, branchId: asked } = request.content as AskedRole;
  const officer = await assertMayReceive(trx, { officerId, role, branchId: asked });
  const branchId = asked === undefined ? officer.branchId : asked;
  const grant = { roleGrantId: newId(), officerId, role, branchId };
  const isNew = await insertRoleGrant(trx, { ...grant, grantedBy: request.requestedBy ?? '' });
  if (!isNew) throw new DomainError('role_grant_exists', { role });
  await insertAudit(trx, {
    actorId: approvedBy,
    action: 'role.granted',
    subjectType: 'officer',
    subjectId: officerId,
    after: { ...grant, requestId: request.requestId },
    businessDate,
  });
}

type AskedRole = {
  readonly officerId: string;
  readonly role: Role;
  readonly branchId?: string | null;
};

/** @throws DomainError `not_found` */
export async function giveLimit(
  trx: Transaction<DB>,
  { request, approvedBy }: ApprovedRequest,
  { businessDate }: BusinessClock,
): Promise<void> {
  const { officerId, limit: wire } = request.content as unknown as AskedLimit;
  const { limit: before } = await assertMayReceiveLimit(trx, officerId);
  await updateOfficer(trx, officerId, { limit: wire === null ? null : fromWireMoney(wire) });
  await insertAudit(trx, {
    actorId: approvedBy,
    action: 'officer.changed',
    subjectType: 'officer',
    subjectId: officerId,
    before: { limit: before === null ? null : { ...toWireMoney(before) } },
    after: { limit: wire === null ? null : { ...wire }, requestId: request.requestId },
    businessDate,
  });
}

type AskedLimit = { readonly officerId: string; readonly limit: WireMoney | null };
