/** How a team collects: per collector over a span of days, what the rules stopped, and who there is. */
import { sql, type Kysely } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type BoardFilter = {
  readonly scope: Scope;
  readonly fromDate: IsoDate;
  readonly businessDate: IsoDate;
  /** The first instants of `fromDate` and of the business date. */
  readonly fromAt: Instant;
  readonly dayStart: Instant;
  /** Cases without an action since then count as untouched. */
  readonly untouchedSince: Instant;
};

export type CollectorFigures = {
  /** Null for cases that nobody owns. */
  readonly officerId: string | null;
  readonly caseCount: number;
  readonly overdueMinor: bigint;
  readonly untouchedCount: number;
  readonly actionsToday: number;
  readonly attemptCount: number;
  readonly reachedCount: number;
  readonly promiseCount: number;
  readonly keptCount: number;
  readonly judgedCount: number;
  readonly recoveredMinor: bigint;
  readonly blockedCount: number;
};

/**
 * Cases, promises and money count for whoever owns the case now; attempts and blocks for whoever made them. Only
 * cases within reach count.
 */
export async function readBoardFigures(
  db: Kysely<DB>,
  filter: BoardFilter,
): Promise<CollectorFigures[]> {
  const { scope, fromDate, businessDate, fromAt, dayStart, untouchedSince } = filter;
  const { rows } = await sql<CollectorFigures>`
    with reach as (
      select case_id, owner_id, overdue_minor, status, last_action_at, created_at
      from collection_case where ${withinScope(scope, places)}
    ), owned as (
      select owner_id as officer_id, count(*)::int as case_count,
        coalesce(sum(overdue_minor), 0)::bigint as overdue_minor,
        count(*) filter (where coalesce(last_action_at, created_at) < ${untouchedSince})::int as untouched
      from reach where status in ('open', 'suspended') group by owner_id
    ), tried as (
      select collector_id as officer_id,
        count(*) filter (where attempted_at >= ${dayStart})::int as today, count(*)::int as attempts,
        count(*) filter (where outcome in ('conversation', 'refused'))::int as reached
      from contact_attempt join reach using (case_id)
      where attempted_at >= ${fromAt} group by collector_id
    ), promised as (
      select owner_id as officer_id,
        count(*) filter (where created_date >= ${fromDate}::date)::int as made,
        count(*) filter (where judged_date >= ${fromDate}::date and promise.status = 'kept')::int as kept,
        count(*) filter (where judged_date >= ${fromDate}::date
          and promise.status in ('kept', 'partial', 'broken'))::int as judged
      from promise join reach using (case_id) group by owner_id
    ), recovered as (
      select owner_id as officer_id, coalesce(sum(payment.amount_minor), 0)::bigint as minor
      from payment join case_loan using (loan_id) join reach using (case_id)
      where payment.effective_date between ${fromDate}::date and ${businessDate}::date
        and payment.status in ('received', 'applied') group by owner_id
    ), blocked as (
      select case_event.actor_id::uuid as officer_id, count(*)::int as blocked
      from case_event join reach using (case_id)
      where kind = 'contact.blocked' and business_date >= ${fromDate}::date group by case_event.actor_id
    ), people as (
      select officer_id from owned union select officer_id from tried
      union select officer_id from promised union select officer_id from recovered
      union select officer_id from blocked
    )
    select people.officer_id as "officerId", coalesce(case_count, 0) as "caseCount",
      coalesce(owned.overdue_minor, 0)::bigint as "overdueMinor",
      coalesce(untouched, 0) as "untouchedCount", coalesce(today, 0) as "actionsToday",
      coalesce(attempts, 0) as "attemptCount", coalesce(reached, 0) as "reachedCount",
      coalesce(made, 0) as "promiseCount", coalesce(kept, 0) as "keptCount",
      coalesce(judged, 0) as "judgedCount", coalesce(recovered.minor, 0)::bigint as "recoveredMinor",
      coalesce(blocked, 0) as "blockedCount"
    from people
      left join owned on owned.officer_id is not distinct from people.officer_id
      left join tried on tried.officer_id is not distinct from people.officer_id
      left join promised on promised.officer_id is not distinct from people.officer_id
      left join recovered on recovered.officer_id is not distinct from people.officer_id
      left join blocked on blocked.officer_id is not distinct from people.officer_id
  `.execute(db);
  return rows;
}

const places = { branch: 'collection_case.branch_id', customer: 'collection_case.customer_id' };

export type BoardBlock = {
  readonly caseId: string;
  readonly number: string;
  readonly kind: string;
  readonly collectorName: string | null;
  readonly details: { readonly [key: string]: unknown };
  readonly occurredAt: Instant;
};

/** Contacts that the rules refused, and those written down against them; newest first. */
export async function listBlocks(
  db: Kysely<DB>,
  {
    scope,
    fromDate,
    limit,
  }: { readonly scope: Scope; readonly fromDate: IsoDate; readonly limit: number },
): Promise<BoardBlock[]> {
  const rows = await db
    .selectFrom('case_event')
    .innerJoin('collection_case', 'collection_case.case_id', 'case_event.case_id')
    .leftJoin('officer', (join) =>
      join.on(sql`officer.officer_id::text`, '=', sql.ref('case_event.actor_id')),
    )
    .select(['case_event.case_id', 'collection_case.number', 'case_event.kind', 'display_name'])
    .select(['details', 'occurred_at'])
    .where(withinScope(scope, places))
    .where('kind', 'in', ['contact.blocked', 'contact.recorded_afterwards'])
    .where('business_date', '>=', fromDate)
    .orderBy('case_event.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    caseId: row.case_id,
    number: row.number,
    kind: row.kind,
    collectorName: row.display_name,
    details: row.details as BoardBlock['details'],
    occurredAt: row.occurred_at,
  }));
}

export type CollectorOnDuty = {
  readonly officerId: string;
  readonly name: string;
  readonly levels: readonly string[];
  readonly caseCount: number;
};

/** Active people who collect, in whatever branch within reach, the least loaded first. */
export async function listCollectors(
  db: Kysely<DB>,
  { scope, roles }: { readonly scope: Scope; readonly roles: readonly string[] },
): Promise<CollectorOnDuty[]> {
  const rows = await db
    .selectFrom('officer')
    .innerJoin('role_grant', 'role_grant.officer_id', 'officer.officer_id')
    .select(['officer.officer_id', 'officer.display_name'])
    .select([
      sql<string[]>`array_agg(distinct role_grant.role)`.as('levels'),
      sql<number>`(select count(*)::int from collection_case
        where owner_id = officer.officer_id and collection_case.status in ('open', 'suspended'))`.as(
        'case_count',
      ),
    ])
    .where('officer.status', '=', 'active')
    .where('role_grant.revoked_at', 'is', null)
    .where('role_grant.role', 'in', roles as never)
    .where((where) =>
      where.or([
        withinScope(scope, { branch: 'role_grant.branch_id', customer: 'officer.officer_id' }),
        sql<boolean>`role_grant.branch_id is null`,
        sql<boolean>`exists (select from branch where branch.parent_branch_id = role_grant.branch_id)`,
      ]),
    )
    .groupBy(['officer.officer_id', 'officer.display_name'])
    .orderBy('case_count')
    .orderBy('officer.display_name')
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    name: row.display_name,
    levels: row.levels,
    caseCount: row.case_count,
  }));
}
