/**
 * The timeline of a case, an application or a request. Each step stands twice, in one statement: in the timeline for people who work on the case
 * and in the audit trail for people who check them.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { invariant } from '../../domain/invariant.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type CaseStep = {
  /** `<resource>.<past_tense>`: the same word in the timeline and in the audit trail. */
  readonly kind: string;
  /** The case: one of the two. */
  readonly applicationId?: string;
  readonly requestId?: string;
  readonly approvalId?: string;
  readonly stageId?: string;
  /** Null for the system itself. */
  readonly actorId: string | null;
  readonly details?: { readonly [key: string]: Json };
  /** Changed facts for the auditor; `after` is the details unless given. */
  readonly before?: { readonly [key: string]: Json };
  readonly after?: { readonly [key: string]: Json };
};

export type StepMoment = {
  readonly occurredAt: Instant;
  readonly businessDate: IsoDate;
  readonly requestId?: string;
};

/** Writes the steps in order; a stage is the audit's subject where one is named. */
export async function recordSteps(
  trx: Transaction<DB>,
  steps: readonly CaseStep[],
  moment: StepMoment,
): Promise<void> {
  const events = steps.map((step) => ({
    approval_event_id: newId(),
    application_id: step.applicationId ?? null,
    approval_id: step.approvalId ?? null,
    stage_id: step.stageId ?? null,
    kind: step.kind,
    actor_id: step.actorId,
    occurred_at: moment.occurredAt,
    details: JSON.stringify(step.details ?? {}),
  }));
  const audits = steps.map((step) => ({
    audit_event_id: newId(),
    actor_id: step.actorId,
    action: step.kind,
    ...auditSubject(step),
    before: step.before === undefined ? null : JSON.stringify(step.before),
    after: JSON.stringify(step.after ?? step.details ?? {}),
    business_date: moment.businessDate,
    request_id: moment.requestId ?? null,
  }));
  await trx
    .with('timeline', (db) => db.insertInto('approval_event').values(events))
    .insertInto('audit_event')
    .values(audits)
    .execute();
}

/** The stage where one is named, else the case. */
function auditSubject({ stageId, requestId, applicationId }: CaseStep) {
  if (stageId !== undefined) return { subject_type: 'stage', subject_id: stageId };
  if (requestId !== undefined) {
    return { subject_type: 'approval_request', subject_id: requestId };
  }
  invariant(applicationId !== undefined, 'a step belongs to an application or to a request');
  return { subject_type: 'application', subject_id: applicationId };
}

export type TimelineEvent = {
  readonly seq: bigint;
  readonly kind: string;
  readonly stageId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly occurredAt: Instant;
  readonly details: { readonly [key: string]: Json };
};

/** Of an application, oldest first, after the cursor `afterSeq`. */
export async function listTimeline(
  db: Kysely<DB>,
  applicationId: string,
  cut: TimelineCut,
): Promise<TimelineEvent[]> {
  return readTimeline(db, { column: 'application_id', id: applicationId }, cut);
}

/** Of a request, by its approval. */
export async function listRequestTimeline(
  db: Kysely<DB>,
  approvalId: string,
  cut: TimelineCut,
): Promise<TimelineEvent[]> {
  return readTimeline(db, { column: 'approval_id', id: approvalId }, cut);
}

type TimelineCut = { readonly afterSeq: bigint; readonly limit: number };

async function readTimeline(
  db: Kysely<DB>,
  of: { readonly column: 'application_id' | 'approval_id'; readonly id: string },
  { afterSeq, limit }: TimelineCut,
): Promise<TimelineEvent[]> {
  const rows = await db
    .selectFrom('approval_event')
    .leftJoin('officer', (join) =>
      join.on(sql`officer.officer_id::text`, '=', sql.ref('approval_event.actor_id')),
    )
    .select(['seq', 'kind', 'stage_id', 'actor_id', 'occurred_at', 'details', 'display_name'])
    .where(of.column, '=', of.id)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    stageId: row.stage_id,
    actorId: row.actor_id,
    actorName: row.display_name,
    occurredAt: row.occurred_at,
    details: row.details as TimelineEvent['details'],
  }));
}
