/** What was tried to reach a customer, and what stops contact with them. */
import type { Kysely, Transaction } from 'kysely';
import { addDays, minDate, type Instant, type IsoDate } from '../../domain/calendar.ts';
import type {
  Channel,
  ContactOutcome,
  ContactPurpose,
  StopFlag,
} from '../../domain/collections/contact-policy.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type NewAttempt = {
  readonly caseId: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly subject: string;
  /** Who was reached for: the customer, or another person of theirs. */
  readonly subjectId: string;
  readonly numberKey: string | null;
  readonly purpose: ContactPurpose;
  readonly outcome: ContactOutcome;
  /** The result code it was recorded with; null for an outcome alone. */
  readonly result: string | null;
  readonly decision: { readonly [key: string]: Json };
  readonly collectorId: string;
  readonly note: string | null;
  readonly attemptedAt: Instant;
};

export async function insertContactAttempt(
  trx: Transaction<DB>,
  attempt: NewAttempt,
): Promise<string> {
  const contactAttemptId = newId();
  await trx
    .insertInto('contact_attempt')
    .values({
      contact_attempt_id: contactAttemptId,
      case_id: attempt.caseId,
      customer_id: attempt.customerId,
      channel: attempt.channel,
      subject: attempt.subject,
      subject_id: attempt.subjectId,
      number_index: attempt.numberKey === null ? null : Buffer.from(attempt.numberKey, 'hex'),
      purpose: attempt.purpose,
      outcome: attempt.outcome,
      result: attempt.result,
      decision: JSON.stringify(attempt.decision),
      collector_id: attempt.collectorId,
      note: attempt.note,
      attempted_at: attempt.attemptedAt,
    })
    .execute();
  return contactAttemptId;
}

export type ListedAttempt = Omit<NewAttempt, 'numberKey' | 'collectorId' | 'customerId'> & {
  readonly contactAttemptId: string;
  readonly collectorId: string | null;
  readonly collectorName: string | null;
};

/** Newest first. */
export async function listContactAttempts(
  db: Kysely<DB>,
  caseId: string,
  limit: number,
): Promise<ListedAttempt[]> {
  const rows = await db
    .selectFrom('contact_attempt')
    .leftJoin('officer', 'officer.officer_id', 'contact_attempt.collector_id')
    .selectAll('contact_attempt')
    .select('officer.display_name')
    .where('case_id', '=', caseId)
    .orderBy('attempted_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    contactAttemptId: row.contact_attempt_id,
    caseId: row.case_id,
    channel: row.channel as Channel,
    subject: row.subject,
    subjectId: row.subject_id,
    purpose: row.purpose as ContactPurpose,
    outcome: row.outcome as ContactOutcome,
    result: row.result,
    decision: row.decision as ListedAttempt['decision'],
    collectorId: row.collector_id,
    collectorName: row.display_name,
    note: row.note,
    attemptedAt: row.attempted_at,
  }));
}

export type Stop = {
  readonly contactStopId: string;
  readonly flag: StopFlag;
  readonly reason: string;
  readonly setBy: string;
  readonly startsDate: IsoDate;
  /** The last day, as it was set or as somebody ended it; null has no end. */
  readonly untilDate: IsoDate | null;
};

/** What stops contact with the customer, or did after `sinceDate`. */
export async function listStops(
  db: Kysely<DB>,
  customerId: string,
  sinceDate: IsoDate,
): Promise<Stop[]> {
  return (await listStopsOf(db, [customerId], sinceDate)).map(
    ({ customerId: _customerId, ...stop }) => stop,
  );
}

/** The same for several customers at once. */
export async function listStopsOf(
  db: Kysely<DB>,
  customerIds: readonly string[],
  sinceDate: IsoDate,
): Promise<(Stop & { readonly customerId: string })[]> {
  if (customerIds.length === 0) return [];
  const rows = await db
    .selectFrom('contact_stop')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .where((where) =>
      where.or([where('until_date', 'is', null), where('until_date', '>=', sinceDate)]),
    )
    .orderBy('starts_date')
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    contactStopId: row.contact_stop_id,
    flag: row.flag as StopFlag,
    reason: row.reason,
    setBy: row.set_by,
    startsDate: row.starts_date,
    untilDate: lastDay(row.until_date, row.lifted_date),
  }));
}

/** A stop that was lifted ended on the day before. */
function lastDay(untilDate: IsoDate | null, liftedDate: IsoDate | null): IsoDate | null {
  if (liftedDate === null) return untilDate;
  const before = addDays(liftedDate, -1);
  return untilDate === null ? before : minDate(untilDate, before);
}

export function isStopActive({ startsDate, untilDate }: Stop, date: IsoDate): boolean {
  return startsDate <= date && (untilDate === null || date <= untilDate);
}

export type NewStop = Omit<Stop, 'contactStopId'> & {
  readonly customerId: string;
  /** Null while the customer has no running case. */
  readonly caseId: string | null;
};

/** A flag set again replaces the one before it: a stop is extended, never stacked. */
export async function insertStop(trx: Transaction<DB>, stop: NewStop): Promise<string> {
  await trx
    .updateTable('contact_stop')
    .set({ lifted_date: stop.startsDate, lifted_by: stop.setBy })
    .where('customer_id', '=', stop.customerId)
    .where('flag', '=', stop.flag)
    .where('lifted_date', 'is', null)
    .execute();
  const contactStopId = newId();
  await trx
    .insertInto('contact_stop')
    .values({
      contact_stop_id: contactStopId,
      customer_id: stop.customerId,
      case_id: stop.caseId,
      flag: stop.flag,
      reason: stop.reason,
      set_by: stop.setBy,
      starts_date: stop.startsDate,
      until_date: stop.untilDate,
    })
    .execute();
  return contactStopId;
}

/** False when no such flag stands. */
export async function liftStop(
  trx: Transaction<DB>,
  { customerId, flag }: { readonly customerId: string; readonly flag: StopFlag },
  lifted: { readonly by: string; readonly date: IsoDate },
): Promise<boolean> {
  const result = await trx
    .updateTable('contact_stop')
    .set({ lifted_date: lifted.date, lifted_by: lifted.by })
    .where('customer_id', '=', customerId)
    .where('flag', '=', flag)
    .where('lifted_date', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
