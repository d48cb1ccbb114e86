/** What narrows a work queue and what orders it, as conditions on the columns of a source and of its subject. */
import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { RiskGrade } from '../../domain/approval/matrix.ts';
import type { Currency } from '../../domain/money.ts';
import { ordersBySubject, ownOrder, subjectAmount, type QueueName } from './queue-sources.ts';

export type SlaState = 'overdue' | 'today' | 'later' | 'paused';
export type QueueFlag = 'first' | 'resubmitted' | 'added' | 'delegated' | 'exception';
export type QueueSort =
  'due' | '-due' | 'amount' | '-amount' | 'number' | '-number' | 'arrived' | '-arrived';

export type QueueFilter = {
  readonly kind?: 'application' | 'request';
  /** The product of an application, the subject of a request. */
  readonly product?: string;
  readonly amount?: {
    readonly currency: Currency;
    readonly fromMinor: bigint | null;
    readonly toMinor: bigint | null;
  };
  readonly grade?: RiskGrade;
  readonly tier?: string;
  readonly branchId?: string;
  readonly stageKey?: string;
  readonly sla?: SlaState;
  readonly flag?: QueueFlag;
  /** A part of the number or of the customer's name. */
  readonly text?: string;
  readonly isRead?: boolean;
  /** Not claimed by anybody but this officer. */
  readonly freeFor?: string;
  readonly exceptStageId?: string;
};

/** The instants that `overdue` and `today` end at. */
export type QueueTimes = { readonly now: Instant; readonly endOfDay: Instant };

export type QueueQuestion = {
  readonly queue: QueueName;
  readonly filter: QueueFilter;
  readonly sort: QueueSort | null;
  readonly times: QueueTimes;
};

/** Whether lines are picked by more than the queue's own order. */
export function isNarrowed({ filter, sort }: QueueQuestion): boolean {
  return sort !== null || Object.values(filter).some((value) => value !== undefined);
}

/** Joins the subject to `source` where a condition or the order speaks of it. */
export function subjectJoin({ queue, filter, sort }: QueueQuestion): RawBuilder<unknown> {
  const { exceptStageId: _stage, isRead: _read, ...rest } = filter;
  const asks = Object.values(rest).some((value) => value !== undefined);
  if (!asks && (sort === null ? !ordersBySubject(queue) : sort.endsWith('arrived'))) return sql``;
  return sql`left join application on application.application_id = source.subject_id
    left join approval_request as request on request.request_id = source.subject_id
    left join customer on customer.customer_id = coalesce(application.customer_id, request.customer_id)
    left join stage as current on current.stage_id = source.stage_id
    left join approval as running on running.approval_id = current.approval_id`;
}

export function orderOf({ queue, sort }: QueueQuestion): RawBuilder<unknown> {
  if (sort === null) return ownOrder(queue);
  const isDescending = sort.startsWith('-');
  const direction = isDescending ? sql`desc` : sql`asc`;
  const column = orderColumns[sort.replace('-', '') as keyof typeof orderColumns];
  return sql`${column} ${direction} nulls last, source.entry_id`;
}

const orderColumns = {
  due: sql`source.due_at`,
  amount: subjectAmount,
  number: sql`coalesce(application.number, request.number)`,
  arrived: sql`source.arrived_at`,
};

/** @returns a condition that is true where nothing narrows */
export function conditionOf({ filter, times }: QueueQuestion): RawBuilder<unknown> {
  const conditions = [
    ...subjectConditions(filter),
    ...stageConditions(filter, times),
    ...(filter.text === undefined ? [] : [textCondition(filter.text)]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function subjectConditions(filter: QueueFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  const { kind, product, grade, branchId, tier } = filter;
  if (kind === 'application') found.push(sql`application.application_id is not null`);
  if (kind === 'request') found.push(sql`request.request_id is not null`);
  if (product !== undefined)
    found.push(
      sql`coalesce(application.content->>'productCode', request.subject_type) = ${product}`,
    );
  if (grade !== undefined) found.push(sql`application.grade = ${grade}`);
  if (branchId !== undefined)
    found.push(sql`coalesce(application.branch_id, request.branch_id) = ${branchId}`);
  if (tier !== undefined) found.push(sql`coalesce(application.tier, running.tier) = ${tier}`);
  if (filter.amount !== undefined) found.push(...amountConditions(filter.amount));
  return found;
}

function amountConditions({ currency, fromMinor, toMinor }: NonNullable<QueueFilter['amount']>) {
  return [
    sql`coalesce(application.currency, request.currency) = ${currency}`,
    ...(fromMinor === null ? [] : [sql`${subjectAmount} >= ${fromMinor}`]),
    ...(toMinor === null ? [] : [sql`${subjectAmount} <= ${toMinor}`]),
  ];
}

function stageConditions(filter: QueueFilter, times: QueueTimes): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  const { stageKey, sla, flag, isRead, freeFor, exceptStageId } = filter;
  if (stageKey !== undefined) found.push(sql`current.template->>'key' = ${stageKey}`);
  if (sla !== undefined) found.push(slaCondition(sla, times));
  if (flag !== undefined) found.push(flagConditions[flag]);
  if (isRead !== undefined) found.push(sql`(source.read_at is not null) = ${isRead}`);
  if (freeFor !== undefined)
    found.push(sql`(current.claimed_until is null or current.claimed_until <= ${times.now}
      or current.claimed_by_id = ${freeFor})`);
  if (exceptStageId !== undefined)
    found.push(sql`source.stage_id is distinct from ${exceptStageId}::uuid`);
  return found;
}

function slaCondition(sla: SlaState, { now, endOfDay }: QueueTimes): RawBuilder<unknown> {
  switch (sla) {
    case 'overdue':
      return sql`source.due_at < ${now}`;
    case 'today':
      return sql`source.due_at >= ${now} and source.due_at < ${endOfDay}`;
    case 'later':
      return sql`source.due_at >= ${endOfDay}`;
    case 'paused':
      return sql`source.due_at is null`;
  }
}

const flagConditions: { readonly [F in QueueFlag]: RawBuilder<unknown> } = {
  first: sql`current.submission_number = 1`,
  resubmitted: sql`current.submission_number > 1`,
  added: sql`source.seat_source = 'added'`,
  delegated: sql`source.seat_source = 'delegation'`,
  exception: sql`jsonb_array_length(coalesce(running.facts->'exceptions', '[]'::jsonb)) > 0`,
};

/** Names are short and a queue is small beside the house, so a scan of its lines costs less than an index of all names. */
function textCondition(text: string): RawBuilder<unknown> {
  const wanted = text.toLowerCase();
  return sql`(strpos(lower(coalesce(application.number, request.number)), ${wanted}) > 0
    or strpos(lower(customer.name), ${wanted}) > 0
    or strpos(lower(request.title), ${wanted}) > 0)`;
}
