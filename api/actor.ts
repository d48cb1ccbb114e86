/** Who asks, from fresh rows: a right taken away a second ago is gone for the next request. */
import type { Kysely } from 'kysely';
import type { Role } from '../domain/roles.ts';
import {
  findCustomerSession,
  findOfficerSession,
  type CustomerSession,
  type OfficerSession,
} from '../db/queries/sessions.ts';
import type { Scope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import type { Actor } from './context.ts';
import { permissionsOf, rolePermissions } from './permissions.ts';
import type { Access } from './route.ts';

/** Null for a user who is neither an active officer nor a customer. */
export async function loadActor(db: Kysely<DB>, userId: string): Promise<Actor | null> {
  const officer = await findOfficerSession(db, userId);
  if (officer !== null) return officerActor(userId, officer);
  const customer = await findCustomerSession(db, userId);
  return customer === null ? null : borrowerActor(userId, customer);
}

/** What this actor may see under one right: the branches of the grants that hold it, or their own rows. */
export function scopeOf(actor: Actor, access: Access): Scope {
  if (actor.kind === 'borrower') return { customerId: actor.customerId };
  const grants = actor.grants.filter(
    ({ role }) => access === 'signed_in' || rolePermissions[role].includes(access),
  );
  if (grants.some(({ branchIds }) => branchIds === 'all')) return { branches: 'all' };
  return { branches: [...new Set(grants.flatMap(({ branchIds }) => branchIds))] };
}

function officerActor(userId: string, officer: OfficerSession): Actor {
  const { officerId, limitMinor, limitCurrency, grants } = officer;
  const roles = new Set<Role>(grants.map(({ role }) => role));
  const hasLimit = limitMinor !== null && limitCurrency !== null;
  return {
    kind: 'officer',
    actorId: officerId,
    officerId,
    userId,
    userName: officer.userName,
    displayName: officer.displayName,
    branchId: officer.branchId,
    language: officer.language,
    limit: hasLimit ? { minor: limitMinor, currency: limitCurrency } : null,
    grants,
    roles,
    permissions: permissionsOf(roles),
  };
}

function borrowerActor(userId: string, customer: CustomerSession): Actor {
  const roles = new Set<Role>(['borrower']);
  return {
    kind: 'borrower',
    actorId: customer.customerId,
    customerId: customer.customerId,
    userId,
    displayName: customer.name,
    branchId: customer.branchId,
    language: customer.language,
    roles,
    permissions: permissionsOf(roles),
  };
}
