/**
 * The timeline of a collection case. Each happening stands twice, in one statement: in the timeline for people who work
 * on the case and in the audit trail for people who check them.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type CaseHappening = {
  /** `<resource>.<past_tense>`: the same word in the timeline and in the audit trail. */
  readonly kind: string;
  readonly caseId: string;
  /** Null for the system itself. */
  readonly actorId: string | null;
  readonly details?: { readonly [key: string]: Json };
  readonly before?: { readonly [key: string]: Json };
};

export type HappeningMoment = {
  readonly occurredAt: Instant;
  readonly businessDate: IsoDate;
  readonly requestId?: string;
};

/** Writes each happening into the case's timeline and into the audit trail, in one statement. */
export async function recordHappenings(
  trx: Transaction<DB>,
  happenings: readonly CaseHappening[],
  moment: HappeningMoment,
): Promise<void> {
  if (happenings.length === 0) return;
  const events = happenings.map(({ kind, caseId, actorId, details }) => ({
    case_event_id: newId(),
    case_id: caseId,
    kind,
    actor_id: actorId,
    business_date: moment.businessDate,
    occurred_at: moment.occurredAt,
    details: JSON.stringify(details ?? {}),
  }));
  const audits = happenings.map(({ kind, caseId, actorId, details, before }) => ({
    audit_event_id: newId(),
    actor_id: actorId,
    action: kind,
    subject_type: 'collection_case',
    subject_id: caseId,
    before: before === undefined ? null : JSON.stringify(before),
    after: JSON.stringify(details ?? {}),
    business_date: moment.businessDate,
    request_id: moment.requestId ?? null,
  }));
  await trx
    .with('timeline', (db) => db.insertInto('case_event').values(events))
    .insertInto('audit_event')
    .values(audits)
    .execute();
}

export type CaseEvent = {
  readonly seq: bigint;
  readonly kind: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly businessDate: IsoDate;
  readonly occurredAt: Instant;
  readonly details: { readonly [key: string]: Json };
};

/** Oldest first, after the cursor `afterSeq`. */
export async function listCaseEvents(
  db: Kysely<DB>,
  caseId: string,
  { afterSeq, limit }: { readonly afterSeq: bigint; readonly limit: number },
): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('case_event')
    .leftJoin('officer', (join) =>
      join.on(sql`officer.officer_id::text`, '=', sql.ref('case_event.actor_id')),
    )
    .select(['seq', 'kind', 'actor_id', 'display_name', 'business_date', 'occurred_at', 'details'])
    .where('case_id', '=', caseId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    actorId: row.actor_id,
    actorName: row.display_name,
    businessDate: row.business_date,
    occurredAt: row.occurred_at,
    details: row.details as CaseEvent['details'],
  }));
}
