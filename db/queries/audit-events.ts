/** Reading the audit trail, newest first, by its own sequence. */
import type { Kysely } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type AuditEventRow = {
  readonly auditEventId: string;
  readonly seq: bigint;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly businessDate: IsoDate;
  readonly occurredAt: Instant;
  readonly requestId: string | null;
};

export type AuditFilter = {
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
};

/** @param position the `seq` of the last row seen, null from the newest */
export async function listAuditEvents(
  db: Kysely<DB>,
  filter: AuditFilter,
  { position, size }: { readonly position: bigint | null; readonly size: number },
): Promise<AuditEventRow[]> {
  let query = db.selectFrom('audit_event').selectAll().orderBy('seq', 'desc').limit(size);
  if (position !== null) query = query.where('seq', '<', position);
  if (filter.subjectType !== undefined)
    query = query.where('subject_type', '=', filter.subjectType);
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId);
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  const rows = await query.execute();
  return rows.map((row) => ({
    auditEventId: row.audit_event_id,
    seq: row.seq,
    actorId: row.actor_id,
    action: row.action,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    before: row.before,
    after: row.after,
    businessDate: row.business_date,
    occurredAt: row.occurred_at,
    requestId: row.request_id,
  }));
}
