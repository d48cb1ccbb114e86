/**
 * Notices: texts for people, written in the transaction of the step that causes them. A sender takes them under a
 * lease; a lease that lapsed says that nobody knows whether the text went out.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB, NoticeTable } from '../tables.ts';

export type NoticeChannel = NoticeTable['channel'];
export type NoticeStatus = 'queued' | 'sent' | 'failed' | 'unknown' | 'withheld';
export type NoticeDecision = { readonly [key: string]: Json };

export type NewNotice = {
  /** A path of business nouns: the same step writes the same notice once. */
  readonly businessKey: string;
  readonly customerId: string | null;
  readonly officerId: string | null;
  readonly loanId: string | null;
  readonly caseId: string | null;
  readonly applicationId: string | null;
  readonly template: string;
  readonly channel: NoticeChannel;
  readonly language: 'zh-CN' | 'en';
  readonly subject: string;
  readonly body: string;
  readonly businessDate: IsoDate;
  readonly status: 'queued' | 'withheld';
  readonly decision: NoticeDecision | null;
};

/** One statement for all; those whose key exists already stay as they are. Returns how many are new. */
export async function insertNotices(
  trx: Transaction<DB>,
  notices: readonly NewNotice[],
): Promise<number> {
  if (notices.length === 0) return 0;
  const result = await trx
    .insertInto('notice')
    .values(
      notices.map((notice) => ({
        notice_id: newId(),
        business_key: notice.businessKey,
        customer_id: notice.customerId,
        officer_id: notice.officerId,
        loan_id: notice.loanId,
        case_id: notice.caseId,
        application_id: notice.applicationId,
        template: notice.template,
        channel: notice.channel,
        language: notice.language,
        subject: notice.subject,
        body: notice.body,
        business_date: notice.businessDate,
        status: notice.status,
        decision: notice.decision === null ? null : JSON.stringify(notice.decision),
      })),
    )
    .onConflict((conflict) => conflict.column('business_key').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n);
}

export type ClaimedNotice = {
  readonly noticeId: string;
  readonly channel: NoticeChannel;
  readonly subject: string;
  readonly body: string;
  readonly template: string;
  /** The customer's e-mail address for that channel; null where the sender finds its own way. */
  readonly emailAddress: string | null;
  /** The customer's time zone; null for an officer. */
  readonly zone: string | null;
  /** Whether the customer agreed to contact outside the usual hours. */
  readonly hasNightConsent: boolean;
  readonly attemptCount: number;
};

const now = sql<Instant>`clock_timestamp()`;

function inFuture(delayMs: number) {
  return sql<Instant>`clock_timestamp() + ${delayMs} * interval '1 millisecond'`;
}

/** Takes up to `limit` queued notices in order for `leaseMs`. */
export async function claimNotices(
  db: Kysely<DB>,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<ClaimedNotice[]> {
  const ready = db
    .selectFrom('notice')
    .select('notice_id')
    .where('status', '=', 'queued')
    .where('claimed_until', 'is', null)
    .where('available_at', '<=', now)
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await db
    .with('taken', (query) =>
      query
        .updateTable('notice')
        .set({ claimed_until: inFuture(leaseMs), attempt_count: sql<number>`attempt_count + 1` })
        .where('notice_id', 'in', ready)
        .returningAll(),
    )
    .selectFrom('taken')
    .leftJoin('customer', 'customer.customer_id', 'taken.customer_id')
    .leftJoin('branch', 'branch.branch_id', 'customer.branch_id')
    .select(['notice_id', 'channel', 'template', 'subject', 'body', 'attempt_count'])
    .select(['customer.email', 'branch.time_zone'])
    .select(
      sql<boolean>`exists (select from consent where consent.customer_id = taken.customer_id
        and kind = 'contact_outside_hours' and withdrawn_at is null)`.as('has_night_consent'),
    )
    .orderBy('taken.created_at')
    .execute();
  return rows.map((row) => ({
    noticeId: row.notice_id,
    channel: row.channel,
    subject: row.subject,
    body: row.body,
    template: row.template,
    emailAddress: row.email,
    zone: row.time_zone,
    hasNightConsent: row.has_night_consent,
    attemptCount: row.attempt_count,
  }));
}

export type Settlement = {
  readonly noticeId: string;
  /** `queued`: surely not sent, to be tried again after `delayMs`. */
  readonly status: 'sent' | 'failed' | 'unknown' | 'queued' | 'withheld';
  readonly delayMs: number;
  readonly failure: string | null;
  readonly reference: string | null;
  /** Why the sender holds it back, and until when; null leaves the decision as it is. */
  readonly decision: SenderHold | null;
};

/** A notice that reached the sender in the quiet hours of its reader. */
export type SenderHold = { readonly heldBy: 'sender'; readonly nextAllowedAt: Instant };

/** Writes down how a wave came out. `sent_at` is business time, as every instant people read. */
export async function settleNotices(
  db: Kysely<DB>,
  settlements: readonly Settlement[],
): Promise<void> {
  if (settlements.length === 0) return;
  await sql`
    update notice set
      status = settled.status,
      failure = settled.failure,
      provider_reference = settled.reference,
      claimed_until = null,
      decision = case when settled.decision is null then notice.decision
        else coalesce(notice.decision, '{}'::jsonb) || settled.decision end,
      available_at = clock_timestamp() + settled."delayMs" * interval '1 millisecond',
      sent_at = case when settled.status = 'sent'
        then now() + installation.clock_offset_ms * interval '1 millisecond' end
    from installation, jsonb_to_recordset(${JSON.stringify(settlements)}::jsonb)
      as settled("noticeId" uuid, status text, "delayMs" integer, failure text, reference text,
        decision jsonb)
    where notice.notice_id = settled."noticeId" and notice.status = 'queued'
  `.execute(db);
}

/**
 * A sender died with these in hand. Where sending twice is harmless they are queued again; where it is not, their
 * outcome is unknown and stays so.
 */
export async function releaseLapsedNotices(
  db: Kysely<DB>,
  repeatableChannels: readonly NoticeChannel[],
): Promise<void> {
  const isRepeatable = sql<boolean>`channel = any(${repeatableChannels}::text[])`;
  await db
    .updateTable('notice')
    .set({
      status: sql<NoticeStatus>`case when ${isRepeatable} then 'queued' else 'unknown' end`,
      failure: sql<
        string | null
      >`case when ${isRepeatable} then failure else 'the sender ended before it had an answer' end`,
      claimed_until: null,
    })
    .where('status', '=', 'queued')
    .where('claimed_until', '<', now)
    .execute();
}

/** What the sender held back goes on when the quiet hours are over, in business time. */
export async function releaseHeldNotices(db: Kysely<DB>): Promise<void> {
  await sql`
    update notice set status = 'queued'
    from installation
    where notice.status = 'withheld' and notice.decision->>'heldBy' = 'sender'
      and (notice.decision->>'nextAllowedAt')::timestamptz
        <= now() + installation.clock_offset_ms * interval '1 millisecond'
  `.execute(db);
}

export type WithheldNotice = {
  readonly noticeId: string;
  readonly channel: NoticeChannel;
  readonly template: string;
  readonly language: 'zh-CN' | 'en';
  /** When the contact rules let it go by themselves; null when time alone opens nothing. */
  readonly nextAllowedAt: Instant | null;
};

/** What the contact rules withheld in one case and may be asked again, oldest first. */
export async function listWithheldNotices(
  trx: Transaction<DB>,
  caseId: string,
): Promise<WithheldNotice[]> {
  const rows = await trx
    .selectFrom('notice')
    .select(['notice_id', 'channel', 'template', 'language'])
    .select(sql<Instant | null>`decision->>'nextAllowedAt'`.as('next_allowed_at'))
    .where('case_id', '=', caseId)
    .where('status', '=', 'withheld')
    .where(sql<boolean>`decision->>'heldBy' is null`)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    noticeId: row.notice_id,
    channel: row.channel,
    template: row.template,
    language: row.language,
    nextAllowedAt: row.next_allowed_at,
  }));
}

export type Reconsidered = {
  readonly noticeId: string;
  readonly status: 'queued' | 'withheld';
  readonly subject: string;
  readonly body: string;
  readonly businessDate: IsoDate;
  readonly decision: NoticeDecision;
};

/** A withheld notice decided anew, with the facts of today in its text. */
export async function updateWithheldNotices(
  trx: Transaction<DB>,
  notices: readonly Reconsidered[],
): Promise<void> {
  if (notices.length === 0) return;
  await sql`
    update notice set status = anew.status, subject = anew.subject, body = anew.body,
      business_date = anew."businessDate", decision = anew.decision
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
      as anew("noticeId" uuid, status text, subject text, body text, "businessDate" date,
        decision jsonb)
    where notice.notice_id = anew."noticeId" and notice.status = 'withheld'
  `.execute(trx);
}

/** The reason to send them is gone. */
export async function dropWithheldNotices(
  trx: Transaction<DB>,
  caseId: string,
  failure: string,
): Promise<void> {
  await trx
    .updateTable('notice')
    .set({ status: 'failed', failure })
    .where('case_id', '=', caseId)
    .where('status', '=', 'withheld')
    .execute();
}
