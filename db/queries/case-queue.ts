/** The queue of collection cases: the longest past due first, with what a collector looks at before the next call. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { daysBetween, type Instant, type IsoDate } from '../../domain/calendar.ts';
import { money, type Money } from '../../domain/money.ts';
import { bucketOf, defaultBuckets } from '../../domain/servicing/buckets.ts';
import type { DB } from '../tables.ts';
import { selectCase, toCase, type CaseStatus, type CollectionCase } from './cases.ts';
import { withinScope, type Scope } from './scope.ts';

export type QueuedCase = CollectionCase & {
  readonly openPromise: { readonly amount: Money; readonly promiseDate: IsoDate } | null;
  readonly lastOutcome: string | null;
  readonly lastResult: string | null;
  readonly brokenCount: number;
  readonly lastAttemptAt: Instant | null;
};

export type CaseFilter = {
  readonly scope: Scope;
  readonly businessDate: IsoDate;
  readonly ownerId?: string | undefined;
  readonly isUnowned?: boolean | undefined;
  readonly status?: CaseStatus | undefined;
  readonly level?: string | undefined;
  readonly bucket?: string | undefined;
  /** Beginning of a case number. */
  readonly search?: string | undefined;
  /** Due promises, due follow-ups, or cases that nobody ever acted on. */
  readonly due?: 'promise_today' | 'promise_broken' | 'follow_up' | 'untouched' | undefined;
  readonly now: Instant;
  readonly limit: number;
  readonly offset: number;
};

/** Running cases unless a status is named. */
export async function listCases(
  db: Kysely<DB>,
  filter: CaseFilter,
): Promise<{ cases: QueuedCase[]; total: number }> {
  const { total } = await filtered(
    db.selectFrom('collection_case').select(sql<bigint>`count(*)`.as('total')),
    filter,
  ).executeTakeFirstOrThrow();
  const rows = await filtered(selectCase(db), filter)
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('promise')
          .select(['amount_minor', 'promise_date'])
          .whereRef('promise.case_id', '=', 'collection_case.case_id')
          .where('promise.status', '=', 'open')
          .orderBy('promise_date')
          .limit(1)
          .as('open_promise'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('contact_attempt')
          .select(['outcome', 'result', 'attempted_at'])
          .whereRef('contact_attempt.case_id', '=', 'collection_case.case_id')
          .orderBy('attempted_at', 'desc')
          .limit(1)
          .as('last_attempt'),
      (join) => join.onTrue(),
    )
    .select([
      'open_promise.amount_minor as promise_minor',
      'open_promise.promise_date',
      'last_attempt.outcome as last_outcome',
      'last_attempt.result as last_result',
      'last_attempt.attempted_at as last_attempt_at',
      sql<number>`(select count(*)::int from promise
        where promise.case_id = collection_case.case_id and promise.status = 'broken')`.as(
        'broken_count',
      ),
    ])
    .orderBy(sql`anchor_date nulls last`)
    .orderBy('collection_case.number')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  const cases = rows.map((row) => ({
    ...today(toCase(row), filter.businessDate),
    openPromise:
      row.promise_minor === null || row.promise_date === null
        ? null
        : { amount: money(row.promise_minor, row.currency), promiseDate: row.promise_date },
    lastOutcome: row.last_outcome,
    lastResult: row.last_result,
    brokenCount: row.broken_count,
    lastAttemptAt: row.last_attempt_at,
  }));
  return { cases, total: Number(total) };
}

/** Days past due and bucket as of that date: they grow between two steps of the case. */
export function today<Case extends CollectionCase>(found: Case, businessDate: IsoDate): Case {
  const isRunning = found.status === 'open' || found.status === 'suspended';
  if (!isRunning || found.anchorDate === null) return found;
  const daysPastDue = Math.max(0, daysBetween(found.anchorDate, businessDate));
  return { ...found, daysPastDue, bucket: bucketOf(daysPastDue) };
}

type CaseQuery = ReturnType<typeof selectCase>;

/** The same rows for counting and for listing. */
function filtered<Query>(query: Query, filter: CaseFilter): Query {
  const { scope, ownerId, isUnowned, status, level, bucket, search, businessDate } = filter;
  let rows = (query as CaseQuery).where(
    withinScope(scope, {
      branch: 'collection_case.branch_id',
      customer: 'collection_case.customer_id',
    }),
  );
  rows =
    status === undefined
      ? rows.where('collection_case.status', 'in', ['open', 'suspended'])
      : rows.where('collection_case.status', '=', status);
  if (ownerId !== undefined) rows = rows.where('owner_id', '=', ownerId);
  if (isUnowned === true) rows = rows.where('owner_id', 'is', null);
  if (level !== undefined) rows = rows.where('level', '=', level);
  if (search !== undefined) rows = rows.where('collection_case.number', 'like', `${search}%`);
  if (bucket !== undefined) {
    const { from, to } = bucketDates(bucket);
    const days = sql<number>`(${businessDate}::date - anchor_date)`;
    rows = rows.where(days, '>=', from);
    if (to !== null) rows = rows.where(days, '<', to);
  }
  return withDue(rows, filter) as Query;
}

function withDue(rows: CaseQuery, { due, businessDate, now }: CaseFilter): CaseQuery {
  const promised = (condition: RawBuilder<unknown>) =>
    sql<boolean>`exists (select from promise
      where promise.case_id = collection_case.case_id and ${condition})`;
  switch (due) {
    case undefined:
      return rows;
    case 'promise_today':
      return rows.where(
        promised(sql`promise.status = 'open' and promise.promise_date <= ${businessDate}`),
      );
    case 'promise_broken':
      return rows.where(promised(sql`promise.status = 'broken'`));
    case 'follow_up':
      return rows.where('follow_up_at', '<=', now);
    case 'untouched':
      return rows.where('last_action_at', 'is', null);
  }
}

/** Days past due of a bucket: from included, to excluded; null is open. */
function bucketDates(name: string): { readonly from: number; readonly to: number | null } {
  const index = defaultBuckets.findIndex((bucket) => bucket.name === name);
  const from = defaultBuckets[index]?.fromDays ?? 0;
  return { from, to: defaultBuckets[index + 1]?.fromDays ?? null };
}
