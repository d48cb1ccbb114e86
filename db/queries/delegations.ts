/** Who stands in for whom, and when. Whether one is in force is asked of the date, never kept. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Delegation, DelegationScope } from '../../domain/approval/delegation.ts';
import type { Money } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import { newId } from '../ids.ts';
import type { DB, DelegationTable } from '../tables.ts';

export async function insertDelegation(
  trx: Transaction<DB>,
  delegation: Omit<Delegation, 'delegationId' | 'isEnded'>,
): Promise<string> {
  const delegationId = newId();
  await trx
    .insertInto('delegation')
    .values({
      delegation_id: delegationId,
      from_officer_id: delegation.fromOfficerId,
      to_officer_id: delegation.toOfficerId,
      starts_date: delegation.startsDate,
      ends_date: delegation.endsDate,
      scope: JSON.stringify(delegation.scope),
      ended_at: null,
    })
    .execute();
  return delegationId;
}

/** Serializes delegations of the same people: two at once would not see each other. */
export async function lockDelegators(
  trx: Transaction<DB>,
  officerIds: readonly string[],
): Promise<void> {
  await sql`select from officer where officer_id = any(${officerIds}::uuid[])
    order by officer_id for update`.execute(trx);
}

/** Of or for any of these people, running or to come, newest first. */
export async function listDelegations(
  db: Kysely<DB>,
  officerIds: readonly string[],
  fromDate: IsoDate,
): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .where(
      sql<boolean>`(from_officer_id = any(${officerIds}::uuid[]) or to_officer_id = any(${officerIds}::uuid[]))`,
    )
    .where('ended_at', 'is', null)
    .where('ends_date', '>=', fromDate)
    .orderBy('starts_date', 'desc')
    .orderBy('delegation_id')
    .execute();
  return rows.map(fromRow);
}

export async function findDelegation(
  db: Kysely<DB>,
  delegationId: string,
): Promise<Delegation | undefined> {
  const row = await db
    .selectFrom('delegation')
    .selectAll()
    .where('delegation_id', '=', delegationId)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function endDelegation(
  trx: Transaction<DB>,
  delegationId: string,
  endedAt: Instant,
): Promise<void> {
  await trx
    .updateTable('delegation')
    .set({ ended_at: endedAt })
    .where('delegation_id', '=', delegationId)
    .where('ended_at', 'is', null)
    .execute();
}

export type Decider = {
  readonly officerId: string;
  readonly roles: readonly Role[];
  readonly limit: Money | null;
};

/** The roles and the limit of an active officer; undefined for one who has left. */
export async function findDecider(db: Kysely<DB>, officerId: string): Promise<Decider | undefined> {
  const row = await db
    .selectFrom('officer')
    .select([
      'limit_minor',
      'limit_currency',
      sql<Role[]>`array(select distinct role from role_grant
        where role_grant.officer_id = officer.officer_id and revoked_at is null)`.as('roles'),
    ])
    .where('officer_id', '=', officerId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { limit_minor: minor, limit_currency: currency, roles } = row;
  const limit = minor === null || currency === null ? null : { minor, currency };
  return { officerId, roles, limit };
}

function fromRow(row: Selectable<DelegationTable>): Delegation {
  return {
    delegationId: row.delegation_id,
    fromOfficerId: row.from_officer_id,
    toOfficerId: row.to_officer_id,
    startsDate: row.starts_date,
    endsDate: row.ends_date,
    scope: row.scope as unknown as DelegationScope,
    isEnded: row.ended_at !== null,
  };
}
