/**
 * What the contact rules are judged on: the policies in force, every attempt to reach the customer (calls and visits
 * by people, messages by the house), consents, and what stops contact.
 */
import { sql, type Kysely } from 'kysely';
import { addDays, type Instant, type IsoDate } from '../../domain/calendar.ts';
import type {
  Channel,
  ContactAttempt,
  ContactFacts,
  ContactOutcome,
  ContactPolicy,
  ContactPurpose,
} from '../../domain/collections/contact-policy.ts';
import { invariant } from '../../domain/invariant.ts';
import { noticePurpose } from '../../locales/notice-params.ts';
import type { DB } from '../tables.ts';
import { isStopActive, listStopsOf, type Stop } from './contacts.ts';

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
  const grounds = await readContactGrounds(db, { customerIds: [customerId], businessDate });
  const ground = grounds.get(customerId);
  invariant(ground !== undefined, 'the customer exists');
  return ground;
}

/** The grounds of several customers by their ids, in five queries whatever their number. */
export async function readContactGrounds(
  db: Kysely<DB>,
  {
    customerIds,
    businessDate,
  }: { readonly customerIds: readonly string[]; readonly businessDate: IsoDate },
): Promise<ReadonlyMap<string, ContactGround>> {
  if (customerIds.length === 0) return new Map();
  const policies = await selectPolicies(db).execute();
  const people = await listPeople(db, customerIds);
  const attempts = await listAttempts(db, customerIds, addDays(businessDate, -historyDays));
  const running = (await listStopsOf(db, customerIds, businessDate)).filter((stop) =>
    isStopActive(stop, businessDate),
  );
  return new Map(
    people.map(({ customerId, zone, consents, phoneKey }) => {
      const isTheirs = (each: { readonly customerId: string }) => each.customerId === customerId;
      const history = attempts.filter(isTheirs).map(({ customerId: _customerId, ...rest }) => rest);
      const stops = running.filter(isTheirs);
      const ground: ContactGround = {
        policies: policies.map((row) => row.content as unknown as ContactPolicy),
        policyVersionIds: policies.map((row) => row.policy_version_id),
        history,
        facts: {
          consents,
          stops: stops.map(({ flag, startsDate, untilDate }) => ({
            flag,
            fromDate: startsDate,
            untilDate,
          })),
          subjectZones: [zone],
          reachability: reachabilityOf(history, stops, customerId),
        },
        phoneKey,
      };
      return [customerId, ground];
    }),
  );
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

/** A customer's zone is that of the branch until an address says otherwise. */
async function listPeople(db: Kysely<DB>, customerIds: readonly string[]) {
  const rows = await db
    .selectFrom('customer')
    .innerJoin('branch', 'branch.branch_id', 'customer.branch_id')
    .select([
      'customer.customer_id',
      'branch.time_zone',
      sql<string>`encode(phone_index, 'hex')`.as('phone_key'),
      sql<Consents>`(select coalesce(json_agg(json_build_object(
          'givenAt', to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'withdrawnAt', to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'::json)
        from consent where consent.customer_id = customer.customer_id
          and kind = 'contact_outside_hours')`.as('consents'),
    ])
    .where('customer.customer_id', 'in', customerIds)
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    zone: row.time_zone,
    phoneKey: row.phone_key,
    consents: row.consents.map((consent) => ({ covers: 'quiet_hours' as const, ...consent })),
  }));
}

type CustomerAttempt = ContactAttempt & { readonly customerId: string };

async function listAttempts(
  db: Kysely<DB>,
  customerIds: readonly string[],
  sinceDate: IsoDate,
): Promise<CustomerAttempt[]> {
  return [
    ...(await listCalls(db, customerIds, sinceDate)),
    ...(await listMessages(db, customerIds, sinceDate)),
  ];
}

async function listCalls(
  db: Kysely<DB>,
  customerIds: readonly string[],
  sinceDate: IsoDate,
): Promise<CustomerAttempt[]> {
  const rows = await db
    .selectFrom('contact_attempt')
    .select(['customer_id', 'channel', 'purpose', 'outcome', 'case_id', 'attempted_at'])
    .select(['subject_id', sql<string | null>`encode(number_index, 'hex')`.as('number_key')])
    .where('customer_id', 'in', customerIds)
    .where('attempted_at', '>=', `${sinceDate}T00:00:00.000Z`)
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    at: row.attempted_at,
    channel: row.channel as Channel,
    purpose: row.purpose as ContactPurpose,
    subjectId: row.subject_id,
    numberKey: row.number_key,
    debtId: row.case_id,
    outcome: row.outcome as ContactOutcome,
  }));
}

async function listMessages(
  db: Kysely<DB>,
  customerIds: readonly string[],
  sinceDate: IsoDate,
): Promise<CustomerAttempt[]> {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('customer', 'customer.customer_id', 'notice.customer_id')
    .innerJoin('branch', 'branch.branch_id', 'customer.branch_id')
    .select(['notice.customer_id', 'channel', 'template', 'case_id'])
    .select([
      sql<Instant>`(notice.business_date + ${messageHour}::time) at time zone branch.time_zone`.as(
        'at',
      ),
      sql<string>`encode(customer.phone_index, 'hex')`.as('number_key'),
    ])
    .where('notice.customer_id', 'in', customerIds)
    .where('business_date', '>=', sinceDate)
    .where('notice.status', 'in', ['queued', 'sent', 'unknown'])
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id!,
    at: row.at,
    channel: row.channel as Channel,
    purpose: noticePurpose(row.template),
    subjectId: row.customer_id!,
    numberKey: row.channel === 'sms' || row.channel === 'voice' ? row.number_key : null,
    debtId: row.case_id,
    outcome: 'delivered' as const,
  }));
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
