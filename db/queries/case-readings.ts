/** Who has opened a case that lies outside their branches: once per person, case and day, in the audit trail. */
import type { Kysely, Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import { insertAudit } from './audit.ts';

const action = 'application.read_as_guest';

export type Reading = {
  readonly applicationId: string;
  readonly officerId: string;
  readonly businessDate: IsoDate;
  readonly requestId: string;
};

export async function recordReading(trx: Transaction<DB>, reading: Reading): Promise<void> {
  const { applicationId, officerId, businessDate, requestId } = reading;
  const known = await trx
    .selectFrom('audit_event')
    .select('audit_event_id')
    .where('subject_type', '=', 'application')
    .where('subject_id', '=', applicationId)
    .where('action', '=', action)
    .where('actor_id', '=', officerId)
    .where('business_date', '=', businessDate)
    .limit(1)
    .executeTakeFirst();
  if (known !== undefined) return;
  const about = { actorId: officerId, subjectType: 'application', subjectId: applicationId };
  await insertAudit(trx, { ...about, action, businessDate, requestId });
}

/** Whether a person has declared an interest in a case, and so has lost sight of it. */
export async function hasSteppedAside(
  db: Kysely<DB>,
  { subjectId, officerId }: { readonly subjectId: string; readonly officerId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('interest_declaration')
    .select('officer_id')
    .where('subject_id', '=', subjectId)
    .where('officer_id', '=', officerId)
    .executeTakeFirst();
  return row !== undefined;
}
