/** The next case of the queue that may be contacted now, taken for whoever asks. */
import type { Transaction } from 'kysely';
import { decideContact } from '../../domain/collections/decide-contact.ts';
import { localInstant } from '../../domain/instant.ts';
import { readContactGrounds } from '../../db/queries/contact-ground.ts';
import { findNextFollowUp, lockNextCases } from '../../db/queries/next-cases.ts';
import type { DB } from '../../db/tables.ts';
import { contactRequest } from '../contact-request.ts';
import type { Caller } from './caller.ts';
import { claimCase } from './cases.ts';

/** More than a queue holds whose first cases all rest for the night. */
const most = 200;

export type NextCase = {
  readonly caseId: string | null;
  /** Cases passed over because nobody may be called there now. */
  readonly skippedCount: number;
  /** When the first of what was passed over, or the next follow-up, opens; null when nothing does. */
  readonly nextOpensAt: string | null;
};

/** Nothing is refused: an empty queue is an answer. */
export async function takeNextCase(
  trx: Transaction<DB>,
  caller: Caller,
  exceptCaseId: string | null,
): Promise<NextCase> {
  const { scope, actor, clock } = caller;
  const { now, businessDate, timeZone } = clock;
  const who = { scope, officerId: actor.actorId, now };
  const dayStart = localInstant(businessDate, '00:00', timeZone);
  const filter = { ...who, businessDate, dayStart, exceptCaseId, limit: most };
  const cases = await lockNextCases(trx, filter);
  const customerIds = cases.map(({ customerId }) => customerId);
  const grounds = await readContactGrounds(trx, { customerIds, businessDate });
  const openings: string[] = [];
  for (const [index, found] of cases.entries()) {
    const ground = grounds.get(found.customerId)!;
    const meant = { at: now, channel: 'voice', purpose: 'collection', subject: 'debtor' } as const;
    const request = contactRequest(found, ground, { ...meant, person: null, numberKey: null });
    const decision = decideContact(ground.policies, request, ground.history, ground.facts);
    if (decision.outcome === 'allowed') {
      await claimCase(trx, caller, found.caseId);
      return { caseId: found.caseId, skippedCount: index, nextOpensAt: null };
    }
    if (decision.nextAllowedAt !== null) openings.push(decision.nextAllowedAt);
  }
  const followUpAt = await findNextFollowUp(trx, who);
  const [nextOpensAt = null] = [
    ...openings,
    ...(followUpAt === null ? [] : [followUpAt]),
  ].toSorted();
  return { caseId: null, skippedCount: cases.length, nextOpensAt };
}
