/**
 * What the contact rules are judged on: the policies in force, every attempt to reach the customer (calls and visits
 * by people, messages by the house), consents, and what stops contact.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import { addDays, minDate, type Instant, type IsoDate } from '../../domain/calendar.ts';
import type {
  Channel,
  ContactAttempt,
  ContactFacts,
  ContactOutcome,
  ContactPolicy,
  ContactPurpose,
  StopFlag,
} from '../../domain/collections/contact-policy.ts';
import { noticePurpose } from '../../locales/notice-params.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

/** As far back as any window of the presets reaches, and some. */
const historyDays = 90;
/** Messages have a date of business and no hour; steps that send run in the morning. */
const messageHour = '09:00';

export type ContactGround = {
  readonly policies: readonly ContactPolicy[];
  /** Of the policies in force, to be stored with each decision. */
  readonly policyVersionIds: readonly string[];
  readonly history: readonly ContactAttempt[];
  readonly facts: ContactFacts;
  /** Tells the customer's phone from another number; null when none is known. */
  readonly phoneKey: string;
};

export async function readContactGround(
  db: Kysely<DB>,
  { customerId, businessDate }: { readonly customerId: string; readonly businessDate: IsoDate },
): Promise<ContactGround> {
  const policies = await selectPolicies(db).execute();
  const person = await readPerson(db, customerId);
  const history = await listAttempts(db, customerId, {
    sinceDate: addDays(businessDate, -historyDays),
    zone: person.zone,
  });
  const stops = (await listStops(db, customerId, businessDate)).filter((stop) =>
    isStopActive(stop, businessDate),
  );
  return {
    policies: policies.map((row) => row.content as unknown as ContactPolicy),
    policyVersionIds: policies.map((row) => row.policy_version_id),
    history,
    facts: {
      consents: person.consents,
      stops: stops.map(({ flag, startsDate, untilDate }) => ({
        flag,
        fromDate: startsDate,
        untilDate,
      })),
      subjectZones: [person.zone],
      reachability: reachabilityOf(history, stops, customerId),
    },
    phoneKey: person.phoneKey,
  };
}

/** The contact policies in force; all of them apply. */
export async function listContactPolicies(db: Kysely<DB>): Promise<ContactPolicy[]> {
  const rows = await selectPolicies(db).execute();
  return rows.map((row) => row.content as unknown as ContactPolicy);
}

function selectPolicies(db: Kysely<DB>) {
  return db
    .selectFrom('policy_version')
    .select(['policy_version_id', 'content'])
    .where('kind', '=', 'contact_policy')
    .where('status', '=', 'active')
    .orderBy('name');
}

type Consents = { givenAt: Instant; withdrawnAt: Instant | null }[];

/** The customer's zone is that of the branch until an address says otherwise. */
async function readPerson(db: Kysely<DB>, customerId: string) {
  const row = await db
    .selectFrom('customer')
    .innerJoin('branch', 'branch.branch_id', 'customer.branch_id')
    .select([
      'branch.time_zone',
      sql<string>`encode(phone_index, 'hex')`.as('phone_key'),
      sql<Consents>`(select coalesce(json_agg(json_build_object(
          'givenAt', to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'withdrawnAt', to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'::json)
        from consent where consent.customer_id = customer.customer_id
          and kind = 'contact_outside_hours')`.as('consents'),
    ])
    .where('customer.customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  const consents = row.consents.map((consent) => ({ covers: 'quiet_hours' as const, ...consent }));
  return { zone: row.time_zone, phoneKey: row.phone_key, consents };
}

async function listAttempts(
  db: Kysely<DB>,
  customerId: string,
  { sinceDate, zone }: { readonly sinceDate: IsoDate; readonly zone: string },
): Promise<ContactAttempt[]> {
  const calls = await db
    .selectFrom('contact_attempt')
    .select(['channel', 'purpose', 'outcome', 'case_id', 'attempted_at', 'subject_id'])
    .select(sql<string | null>`encode(number_index, 'hex')`.as('number_key'))
    .where('customer_id', '=', customerId)
    .where('attempted_at', '>=', `${sinceDate}T00:00:00.000Z`)
    .execute();
  const messages = await db
    .selectFrom('notice')
    .innerJoin('customer', 'customer.customer_id', 'notice.customer_id')
    .select(['channel', 'template', 'case_id', 'status'])
    .select([
      sql<Instant>`(notice.business_date + ${messageHour}::time) at time zone ${zone}`.as('at'),
      sql<string>`encode(customer.phone_index, 'hex')`.as('number_key'),
    ])
    .where('notice.customer_id', '=', customerId)
    .where('business_date', '>=', sinceDate)
    .where('status', 'in', ['queued', 'sent', 'unknown'])
    .execute();
  return [
    ...calls.map((row) => ({
      at: row.attempted_at,
      channel: row.channel as Channel,
      purpose: row.purpose as ContactPurpose,
      subjectId: row.subject_id,
      numberKey: row.number_key,
      debtId: row.case_id,
      outcome: row.outcome as ContactOutcome,
    })),
    ...messages.map((row) => ({
      at: row.at,
      channel: row.channel as Channel,
      purpose: noticePurpose(row.template),
      subjectId: customerId,
      numberKey: row.channel === 'sms' || row.channel === 'voice' ? row.number_key : null,
      debtId: row.case_id,
      outcome: 'delivered' as const,
    })),
  ];
}

/** Unreachable is who could not be spoken to in three calls running. */
function reachabilityOf(
  history: readonly ContactAttempt[],
  stops: readonly Stop[],
  customerId: string,
): ContactFacts['reachability'] {
  const calls = history
    .filter(({ channel, subjectId }) => channel === 'voice' && subjectId === customerId)
    .filter(({ outcome }) => outcome !== 'delivered')
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const talked = calls.findIndex(({ outcome }) => outcome === 'conversation');
  const failedAttemptsInARow = talked === -1 ? calls.length : talked;
  const isNumberInvalid = calls[0]?.outcome === 'number_invalid';
  return {
    isUnreachable: isNumberInvalid || failedAttemptsInARow >= 3,
    isDeceased: stops.some(({ flag }) => flag === 'deceased'),
    isIncapable: false,
    isNumberInvalid,
    failedAttemptsInARow,
    isGuaranteeInForce: false,
  };
}

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
  const rows = await db
    .selectFrom('contact_stop')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where((where) =>
      where.or([where('until_date', 'is', null), where('until_date', '>=', sinceDate)]),
    )
    .orderBy('starts_date')
    .execute();
  return rows.map((row) => ({
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
