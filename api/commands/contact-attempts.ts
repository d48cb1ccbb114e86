/**
 * A contact with the debtor, or with somebody about the debtor. The rules are asked on the real history under the
 * case's lock before anything is written, so that of two calls at once the second counts the first.
 */
import type { Transaction } from 'kysely';
import { contactRequest } from '../contact-request.ts';
import type {
  Channel,
  ContactOutcome,
  ContactPurpose,
  ContactSubject,
} from '../../domain/collections/contact-policy.ts';
import { decideContact } from '../../domain/collections/decide-contact.ts';
import { DomainError } from '../../domain/errors.ts';
import { updateCase } from '../../db/queries/cases.ts';
import { recordHappenings } from '../../db/queries/case-events.ts';
import { insertContactAttempt, readContactGround } from '../../db/queries/contacts.ts';
import type { Json } from '../../db/once.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { assertMayWork, lockRunningCase, workedOn } from './case-access.ts';

export type AttemptInput = {
  readonly caseId: string;
  readonly channel: Channel;
  readonly purpose: ContactPurpose;
  readonly subject: ContactSubject;
  /** Tells other persons of the customer apart, such as `sister`; null for the debtor. */
  readonly person: string | null;
  /** Blind index of another number than the customer's own; null for that one. */
  readonly numberKey: string | null;
  readonly outcome: ContactOutcome;
  readonly note: string | null;
};

/** @throws DomainError `not_found`, `case_ended`, `case_claimed`, `contact_not_allowed` */
export async function recordContactAttempt(
  trx: Transaction<DB>,
  caller: Caller,
  input: AttemptInput,
): Promise<string> {
  const { caseId, channel, outcome } = input;
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  const { actor, clock } = caller;
  const { customerId } = found;
  const ground = await readContactGround(trx, { customerId, businessDate: clock.businessDate });
  const request = contactRequest(found, ground, { ...input, at: clock.now });
  const decision = decideContact(ground.policies, request, ground.history, ground.facts);
  if (decision.outcome === 'denied') {
    const { reasons, nextAllowedAt } = decision;
    throw new DomainError('contact_not_allowed', { reasons, nextAllowedAt });
  }
  const { policyVersionIds } = ground;
  const contactAttemptId = await insertContactAttempt(trx, {
    ...input,
    customerId,
    subjectId: request.subjectId,
    numberKey: request.numberKey,
    decision: { ...decision, policyVersionIds } as { readonly [key: string]: Json },
    collectorId: actor.actorId,
    attemptedAt: clock.now,
  });
  await updateCase(trx, caseId, workedOn(found, caller));
  const details = { contactAttemptId, channel, subject: input.subject, outcome };
  await recordHappenings(
    trx,
    [{ kind: 'contact.recorded', caseId, actorId: actor.actorId, details }],
    momentOf(caller),
  );
  await insertOutbox(trx, tellCaseChanged(caseId));
  return contactAttemptId;
}
