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
      ended_by: null,
      end_reason: null,
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

export const delegationStates = ['active', 'future', 'past', 'ended'] as const;
export type DelegationState = (typeof delegationStates)[number];

export type ListedDelegation = Delegation & {
  readonly fromName: string;
  readonly toName: string;
  readonly state: DelegationState;
  readonly endReason: string | null;
};

/** Ended by a person comes first: it says more than the dates do. */
const stateOn = (date: IsoDate) => sql<DelegationState>`case
  when ended_at is not null then 'ended' when ends_date < ${date} then 'past'
  when starts_date > ${date} then 'future' else 'active' end`;

export type DelegationFilter = {
  readonly state?: DelegationState | undefined;
  /** Whoever gave it or stands in. */
  readonly officerId?: string | undefined;
  readonly date: IsoDate;
  readonly limit: number;
  readonly offset: number;
};

/** Of the whole house, newest first. */
export async function listAllDelegations(
  db: Kysely<DB>,
  { state, officerId, date, limit, offset }: DelegationFilter,
): Promise<{ rows: ListedDelegation[]; total: number }> {
  let query = db
    .selectFrom('delegation')
    .innerJoin('officer as giver', 'giver.officer_id', 'delegation.from_officer_id')
    .innerJoin('officer as taker', 'taker.officer_id', 'delegation.to_officer_id');
  if (state !== undefined) query = query.where(stateOn(date), '=', state);
  if (officerId !== undefined)
    query = query.where((where) =>
      where.or([where('from_officer_id', '=', officerId), where('to_officer_id', '=', officerId)]),
    );
  const { total } = await query
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('delegation')
    .select(['giver.display_name as from_name', 'taker.display_name as to_name'])
    .select(stateOn(date).as('state'))
    .orderBy('starts_date', 'desc')
    .orderBy('delegation_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return {
    total,
    rows: rows.map((row) => ({
      ...fromRow(row),
      fromName: row.from_name,
      toName: row.to_name,
      state: row.state,
      endReason: row.end_reason,
    })),
  };
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
  ended: { readonly at: Instant; readonly by: string; readonly reason: string | null },
): Promise<void> {
  await trx
    .updateTable('delegation')
    .set({ ended_at: ended.at, ended_by: ended.by, end_reason: ended.reason })
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
