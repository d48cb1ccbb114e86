/** What somebody decides about their own session and pages. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { deleteOwnSession } from '../../db/queries/own-sessions.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Caller } from './caller.ts';

/**
 * Signs out another device, or this one.
 * @throws DomainError `not_found` for a session that has ended or is somebody else's
 */
export async function endOwnSession(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  sessionId: string,
): Promise<void> {
  const isEnded = await deleteOwnSession(trx, { userId: actor.userId, sessionId });
  if (!isEnded) throw new DomainError('not_found', { resource: 'session' });
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'session.ended',
    subjectType: actor.kind === 'officer' ? 'officer' : 'customer',
    subjectId: actor.actorId,
    after: { sessionId },
    businessDate: clock.businessDate,
    requestId,
  });
}
