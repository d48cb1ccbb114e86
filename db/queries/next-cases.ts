/** What a collector takes next from the queue, and the figures of their day. */
import { sql, type Kysely, type RawBuilder, type SqlBool, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { bucketOf, defaultBuckets } from '../../domain/servicing/buckets.ts';
import type { DB } from '../tables.ts';
import { selectCase, toCase, type CollectionCase } from './cases.ts';
import { withinScope, type Scope } from './scope.ts';

export type NextFilter = {
  readonly scope: Scope;
  readonly officerId: string;
  readonly now: Instant;
  readonly businessDate: IsoDate;
  /** The first instant of the business date. */
  readonly dayStart: Instant;
  readonly exceptCaseId: string | null;
  readonly limit: number;
};

/**
 * Open cases that are the officer's or nobody's and want a contact today: due follow-ups first, then the longest past
 * due. An open promise is waited for; a case worked on today comes back only when its follow-up is due. Locked; what
 * somebody else is taking in this moment is passed over.
 */
export async function lockNextCases(
  trx: Transaction<DB>,
  filter: NextFilter,
): Promise<CollectionCase[]> {
  const { scope, officerId, now, businessDate, dayStart, exceptCaseId, limit } = filter;
  const rows = await selectCase(trx)
    .where(withinScope(scope, places))
    .where('collection_case.status', '=', 'open')
    .where(isFree(officerId, now))
    .where(sql<SqlBool>`collection_case.case_id is distinct from ${exceptCaseId}::uuid`)
    .where(sql<SqlBool>`(follow_up_at is null or follow_up_at <= ${now})`)
    .where(
      sql<SqlBool>`not exists (select from promise where promise.case_id = collection_case.case_id
        and promise.status = 'open' and promise.promise_date >= ${businessDate})`,
    )
    .where(
      sql<SqlBool>`not exists (select from contact_attempt
        where contact_attempt.case_id = collection_case.case_id and attempted_at >= ${dayStart}
          and (follow_up_at is null or attempted_at >= follow_up_at))`,
    )
    .orderBy(sql`follow_up_at nulls last`)
    .orderBy(sql`anchor_date nulls last`)
    .orderBy('collection_case.number')
    .limit(limit)
    .forUpdate('collection_case')
    .skipLocked()
    .execute();
  return rows.map(toCase);
}

/** The next follow-up ahead among the officer's own and free cases; null when there is none. */
export async function findNextFollowUp(
  db: Kysely<DB>,
  { scope, officerId, now }: Pick<NextFilter, 'scope' | 'officerId' | 'now'>,
): Promise<Instant | null> {
  const row = await db
    .selectFrom('collection_case')
    .select(sql<Instant | null>`min(follow_up_at)`.as('at'))
    .where(withinScope(scope, places))
    .where('status', '=', 'open')
    .where(isFree(officerId, now))
    .where('follow_up_at', '>', now)
    .executeTakeFirstOrThrow();
  return row.at;
}

const places = { branch: 'collection_case.branch_id', customer: 'collection_case.customer_id' };

function isFree(officerId: string, now: Instant): RawBuilder<SqlBool> {
  return sql<SqlBool>`(owner_id is null or owner_id = ${officerId}::uuid or claimed_until < ${now})`;
}

export type DayFilter = {
  readonly officerId: string;
  readonly now: Instant;
  readonly businessDate: IsoDate;
  readonly dayStart: Instant;
};

export type DayFigures = {
  readonly promisesTodayCount: number;
  readonly promisesTodayMinor: bigint;
  readonly promisesTomorrowCount: number;
  readonly promisesTomorrowMinor: bigint;
  readonly brokenYesterdayCount: number;
  readonly followUpsDueCount: number;
  readonly allottedTodayCount: number;
  readonly contactsTodayCount: number;
  readonly recoveredTodayMinor: bigint;
};

/** Of the officer's own cases. */
export async function readDayFigures(
  db: Kysely<DB>,
  { officerId, now, businessDate, dayStart }: DayFilter,
): Promise<DayFigures> {
  const { rows } = await sql<DayFigures>`
    with own as (
      select case_id, follow_up_at from collection_case
      where owner_id = ${officerId} and status in ('open', 'suspended')
    ), promised as (
      select promise_date, amount_minor, promise.status, judged_date
      from promise join own using (case_id)
    )
    select
      (select count(*)::int from promised where status = 'open' and promise_date <= ${businessDate}::date)
        as "promisesTodayCount",
      (select coalesce(sum(amount_minor), 0)::bigint from promised
        where status = 'open' and promise_date <= ${businessDate}::date) as "promisesTodayMinor",
      (select count(*)::int from promised where status = 'open' and promise_date = ${businessDate}::date + 1)
        as "promisesTomorrowCount",
      (select coalesce(sum(amount_minor), 0)::bigint from promised
        where status = 'open' and promise_date = ${businessDate}::date + 1) as "promisesTomorrowMinor",
      (select count(*)::int from promised
        where status = 'broken' and judged_date >= ${businessDate}::date - 1) as "brokenYesterdayCount",
      (select count(*)::int from own where follow_up_at <= ${now}) as "followUpsDueCount",
      (select count(distinct case_id)::int from case_event join own using (case_id)
        where business_date = ${businessDate}
          and kind in ('collection_case.opened', 'collection_case.transferred')) as "allottedTodayCount",
      (select count(*)::int from contact_attempt
        where collector_id = ${officerId} and attempted_at >= ${dayStart}) as "contactsTodayCount",
      (select coalesce(sum(payment.amount_minor), 0)::bigint from payment
        where payment.effective_date = ${businessDate} and payment.status in ('received', 'applied')
          and payment.loan_id in (select loan_id from case_loan join own using (case_id)))
        as "recoveredTodayMinor"
  `.execute(db);
  return rows[0]!;
}

/** Running cases within reach by bucket of today, in the order of the buckets. */
export async function countByBucket(
  db: Kysely<DB>,
  { scope, businessDate }: { readonly scope: Scope; readonly businessDate: IsoDate },
): Promise<{ bucket: string; caseCount: number }[]> {
  const rows = await db
    .selectFrom('collection_case')
    .select([
      sql<number>`coalesce(${businessDate}::date - anchor_date, 0)`.as('days'),
      sql<number>`count(*)::int`.as('case_count'),
    ])
    .where(withinScope(scope, places))
    .where('status', 'in', ['open', 'suspended'])
    .groupBy('days')
    .execute();
  return defaultBuckets.flatMap(({ name }) => {
    const caseCount = rows
      .filter(({ days }) => bucketOf(days) === name)
      .reduce((total, row) => total + row.case_count, 0);
    return caseCount === 0 ? [] : [{ bucket: name, caseCount }];
  });
}
