/** The audit trail: who did what to which subject. Written in the transaction of the change, or neither exists. */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type AuditRecord = {
  /** An officer's or a customer's id; null for the system itself. */
  readonly actorId: string | null;
  /** `<resource>.<past_tense>`, such as `loan.disbursed`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Changed facts in wire form, without any identity number, phone or bank account. */
  readonly before?: { readonly [key: string]: Json };
  readonly after?: { readonly [key: string]: Json };
  readonly businessDate: IsoDate;
  readonly requestId?: string;
};

export async function insertAudit(trx: Transaction<DB>, record: AuditRecord): Promise<void> {
  await trx
    .insertInto('audit_event')
    .values({
      audit_event_id: newId(),
      actor_id: record.actorId,
      action: record.action,
      subject_type: record.subjectType,
      subject_id: record.subjectId,
      before: record.before === undefined ? null : JSON.stringify(record.before),
      after: record.after === undefined ? null : JSON.stringify(record.after),
      business_date: record.businessDate,
      request_id: record.requestId ?? null,
    })
    .execute();
}
