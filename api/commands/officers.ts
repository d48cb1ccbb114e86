/**
 * People, their branch, limit and roles. Nobody changes their own: the guard explains it, a constraint on the grants
 * guarantees it. More rights are asked for, less work at once. Whoever leaves is signed out at once.
 */
import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { formatAmount, isAbove, type Money } from '../../domain/money.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { updateCustomer } from '../../db/queries/customers.ts';
import { findBranch } from '../../db/queries/branches.ts';
import {
  findOfficer,
  insertOfficer,
  isActiveOfficer,
  lockOfficer,
  revokeRoleGrant,
  updateOfficer,
  type OfficerChange,
  type OfficerRow,
} from '../../db/queries/officers.ts';
import { endSessions, insertUser, isUserNameTaken } from '../../db/queries/users.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import { assertVersion } from '../etag.ts';
import { refuseRequest } from '../problem.ts';
import type { newOfficer, officerChange } from '../schemas/officers.ts';
import type { Command } from './customers.ts';
import { requestLimit } from './rights-requests.ts';

/**
 * A limit of one's own is asked for with the person, and given when others have approved it.
 * @throws DomainError `user_name_taken`, `request_invalid`
 */
export async function createOfficer(
  trx: Transaction<DB>,
  context: Command,
  body: z.output<typeof newOfficer>,
): Promise<OfficerRow> {
  await assertBranch(trx, body.branchId);
  if (body.reportsToId !== undefined) await assertSuperior(trx, body.reportsToId);
  if (await isUserNameTaken(trx, body.userName)) {
    throw new DomainError('user_name_taken', { userName: body.userName });
  }
  const { userName, displayName, branchId, language } = body;
  const officerId = newId();
  const userId = newId();
  const passwordHash = await hashPassword(body.password);
  await insertUser(trx, { userId, userName, displayName, passwordHash });
  await insertOfficer(trx, {
    officerId,
    userId,
    userName,
    displayName,
    branchId,
    reportsToId: body.reportsToId ?? null,
    limit: null,
    language,
  });
  const created = await reload(trx, officerId);
  await auditOfficer(trx, context, 'officer.created', officerId, { after: auditFacts(created) });
  if (body.limit !== undefined) await requestLimit(trx, context, { officerId, limit: body.limit });
  return created;
}

/**
 * Everything works at once but a higher limit, which others approve first.
 * @throws DomainError `not_found`, `own_rights`, `stale_version`, `request_invalid`, `request_open`, `no_matrix_row`
 */
export async function changeOfficer(
  trx: Transaction<DB>,
  context: Command,
  officerId: string,
  body: z.output<typeof officerChange>,
): Promise<OfficerRow> {
  const before = await lockOfficer(trx, officerId);
  if (before === undefined) throw new DomainError('not_found', { resource: 'officer' });
  if (officerId === context.actor.actorId) throw new DomainError('own_rights', {});
  assertVersion(context.ifMatch, before.version);
  if (body.branchId !== undefined) await assertBranch(trx, body.branchId);
  if (typeof body.reportsToId === 'string') await assertSuperior(trx, body.reportsToId, officerId);
  const { limit, ...rest } = body;
  const isRaised = limit !== undefined && raises(before.limit, limit);
  await updateOfficer(trx, officerId, withoutUndefined(isRaised ? rest : body));
  if (body.status === 'left') await endSessions(trx, before.userId);
  const after = await reload(trx, officerId);
  await auditOfficer(trx, context, 'officer.changed', officerId, {
    before: auditFacts(before),
    after: auditFacts(after),
  });
  if (isRaised) await requestLimit(trx, context, { officerId, limit });
  return after;
}

/** No limit of one's own leaves it to the tier, and so is the highest. */
function raises(before: Money | null, after: Money | null): boolean {
  if (before === null) return false;
  return after === null || isAbove(after, before);
}

/** @throws DomainError `not_found`, `own_rights` */
export async function revokeRole(
  trx: Transaction<DB>,
  context: Command,
  roleGrantId: string,
): Promise<OfficerRow> {
  const revoked = await revokeRoleGrant(trx, roleGrantId);
  if (revoked === undefined) throw new DomainError('not_found', { resource: 'role grant' });
  if (revoked.officerId === context.actor.actorId) throw new DomainError('own_rights', {});
  const before = { roleGrantId, ...revoked };
  await auditOfficer(trx, context, 'role.revoked', revoked.officerId, { before });
  return reload(trx, revoked.officerId);
}

/** Own language: no right, and so nobody's business but the person's. */
export async function changeOwnLanguage(
  trx: Transaction<DB>,
  context: Command,
  language: OfficerRow['language'],
): Promise<void> {
  const { actor, clock, requestId } = context;
  if (actor.kind === 'officer') await updateOfficer(trx, actor.officerId, { language });
  else await updateCustomer(trx, actor.customerId, { language });
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: `${actor.kind === 'officer' ? 'officer' : 'customer'}.language_changed`,
    subjectType: actor.kind === 'officer' ? 'officer' : 'customer',
    subjectId: actor.actorId,
    after: { language },
    businessDate: clock.businessDate,
    requestId,
  });
}

async function assertBranch(trx: Transaction<DB>, branchId: string): Promise<void> {
  if ((await findBranch(trx, branchId)) !== undefined) return;
  const detail = 'There is no branch with this id';
  refuseRequest([{ in: 'body', pointer: '/branchId', detail }]);
}

async function assertSuperior(
  trx: Transaction<DB>,
  superiorId: string,
  officerId?: string,
): Promise<void> {
  if (superiorId !== officerId && (await isActiveOfficer(trx, superiorId))) return;
  const detail = 'There is no other active officer with this id';
  refuseRequest([{ in: 'body', pointer: '/reportsToId', detail }]);
}

async function reload(trx: Transaction<DB>, officerId: string): Promise<OfficerRow> {
  const officer = await findOfficer(trx, officerId);
  if (officer === undefined) throw new Error('An officer just written is not there');
  return officer;
}

async function auditOfficer(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Command,
  action: string,
  officerId: string,
  facts: { before?: { [key: string]: Json }; after?: { [key: string]: Json } },
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action,
    subjectType: 'officer',
    subjectId: officerId,
    ...facts,
    businessDate: clock.businessDate,
    requestId,
  });
}

function auditFacts({ limit, ...row }: OfficerRow): { [key: string]: Json } {
  return {
    userName: row.userName,
    displayName: row.displayName,
    branchId: row.branchId,
    reportsToId: row.reportsToId,
    limit: limit === null ? null : { amount: formatAmount(limit), currency: limit.currency },
    status: row.status,
    version: row.version,
  };
}

function withoutUndefined(body: z.output<typeof officerChange>): OfficerChange {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as OfficerChange;
}
