/** Who holds which role: how many people, and the first of them by name. */
import { sql, type Kysely } from 'kysely';
import type { Role } from '../../domain/roles.ts';
import type { DB } from '../tables.ts';

export type RoleHolders = {
  readonly role: Role;
  readonly holderCount: number;
  readonly names: readonly string[];
};

/** Active people only; a role that nobody holds is left out. */
export async function listRoleHolders(db: Kysely<DB>, nameCount: number): Promise<RoleHolders[]> {
  const held = db
    .selectFrom('role_grant')
    .innerJoin('officer', 'officer.officer_id', 'role_grant.officer_id')
    .select(['role_grant.role', 'officer.officer_id', 'officer.display_name'])
    .where('role_grant.revoked_at', 'is', null)
    .where('officer.status', '=', 'active')
    .distinct();
  return db
    .selectFrom(held.as('held'))
    .select(['role'])
    .select([
      sql<number>`count(*)::int`.as('holderCount'),
      sql<string[]>`(array_agg(display_name order by display_name))[1:${nameCount}::int]`.as(
        'names',
      ),
    ])
    .groupBy('role')
    .execute() as Promise<RoleHolders[]>;
}
