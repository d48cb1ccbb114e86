/**
 * A contact with the debtor, or with somebody about the debtor. The rules are asked on the real history under the
 * case's lock before anything is written, so that of two calls at once the second counts the first. What was promised
 * and when to come back are written with it, or nothing is.
 */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type {
  Channel,
  ContactDecision,
  ContactOutcome,
  ContactPurpose,
  ContactSubject,
} from '../../domain/collections/contact-policy.ts';
import { findResultRule, type ContactResult } from '../../domain/collections/contact-results.ts';
import { decideContact } from '../../domain/collections/decide-contact.ts';
import { DomainError } from '../../domain/errors.ts';
import { localInstant } from '../../domain/instant.ts';
import { recordHappenings } from '../../db/queries/case-events.ts';
import { updateCase, type CollectionCase } from '../../db/queries/cases.ts';
import { readContactGround } from '../../db/queries/contact-ground.ts';
import { insertContactAttempt } from '../../db/queries/contacts.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { contactRequest } from '../contact-request.ts';
import { momentOf, type Caller } from './caller.ts';
import { assertMayWork, lockRunningCase, workedOn } from './case-access.ts';
import { keepPromise, type PromisePart } from './promises.ts';

export type AttemptInput = {
  readonly caseId: string;
  readonly channel: Channel;
  readonly purpose: ContactPurpose;
  readonly subject: ContactSubject;
  /** Tells other persons of the customer apart, such as `sister`; null for the debtor. */
  readonly person: string | null;
  /** Blind index of another number than the customer's own; null for that one. */
  readonly numberKey: string | null;
  /** One of the two is named; a result brings its outcome along. */
  readonly outcome: ContactOutcome | null;
  readonly result: ContactResult | null;
  readonly note: string | null;
  /** What was promised in this contact. */
  readonly promise: readonly PromisePart[] | null;
  /** When to come back, on the clock of the house. */
  readonly followUp: { readonly date: IsoDate; readonly time: string } | null;
  /** Given where a contact is written down that the rules did not allow. */
  readonly afterwardsReason: string | null;
};

/**
 * @throws DomainError `not_found`, `case_ended`, `case_claimed`, `result_not_offered`, `contact_not_allowed`,
 * `follow_up_not_ahead`, and what a promise is refused for
 */
export async function recordContactAttempt(
  trx: Transaction<DB>,
  caller: Caller,
  input: AttemptInput,
): Promise<string> {
  const { caseId } = input;
  const outcome = outcomeOf(input);
  const found = await lockRunningCase(trx, caller, caseId);
  assertMayWork(found, caller);
  const followUpAt = followUpOf(input, caller);
  const { decision, ...asked } = await decide(trx, caller, found, input);
  const isAgainstRules = decision.outcome === 'denied';
  if (isAgainstRules && input.afterwardsReason === null) {
    const { reasons, nextAllowedAt } = decision;
    throw new DomainError('contact_not_allowed', { reasons, nextAllowedAt });
  }
  const contactAttemptId = await insertContactAttempt(trx, {
    ...input,
    outcome,
    customerId: found.customerId,
    subjectId: asked.subjectId,
    numberKey: asked.numberKey,
    decision: { ...decision, policyVersionIds: asked.policyVersionIds } as {
      readonly [key: string]: Json;
    },
    collectorId: caller.actor.actorId,
    attemptedAt: caller.clock.now,
  });
  await recordHappenings(
    trx,
    [happening(input, { contactAttemptId, outcome, followUpAt, decision }, caller)],
    momentOf(caller),
  );
  if (input.promise !== null) await keepPromise(trx, caller, found, input.promise);
  await updateCase(trx, caseId, { ...workedOn(found, caller), followUpAt });
  await insertOutbox(trx, tellCaseChanged(caseId));
  return contactAttemptId;
}

/** Keeps that a contact was tried which the rules refuse, for the lead to see. */
export async function recordBlockedAttempt(
  trx: Transaction<DB>,
  caller: Caller,
  { caseId, channel, subject }: Pick<AttemptInput, 'caseId' | 'channel' | 'subject'>,
  refusal: DomainError,
): Promise<void> {
  if (refusal.code !== 'contact_not_allowed') return;
  const { reasons } = refusal.data as { readonly reasons: readonly { readonly code: string }[] };
  const details = { channel, subject, reasonCodes: reasons.map(({ code }) => code) };
  await recordHappenings(
    trx,
    [{ kind: 'contact.blocked', caseId, actorId: caller.actor.actorId, details }],
    momentOf(caller),
  );
}

function outcomeOf({ outcome, result, channel, subject }: AttemptInput): ContactOutcome {
  if (result === null) {
    if (outcome === null) throw new DomainError('result_not_offered', { channel, subject });
    return outcome;
  }
  const rule = findResultRule(result, { channel, subject });
  if (rule === undefined) throw new DomainError('result_not_offered', { result, channel, subject });
  return rule.outcome;
}

function followUpOf({ followUp }: AttemptInput, { clock }: Caller): string | null {
  if (followUp === null) return null;
  const at = localInstant(followUp.date, followUp.time, clock.timeZone);
  if (at <= clock.now) throw new DomainError('follow_up_not_ahead', { followUpAt: at });
  return at;
}

async function decide(
  trx: Transaction<DB>,
  { clock }: Caller,
  found: CollectionCase,
  input: AttemptInput,
) {
  const { customerId } = found;
  const ground = await readContactGround(trx, { customerId, businessDate: clock.businessDate });
  const { subjectId, numberKey, ...rest } = contactRequest(found, ground, {
    ...input,
    at: clock.now,
  });
  const request = { subjectId, numberKey, ...rest };
  const decision = decideContact(ground.policies, request, ground.history, ground.facts);
  return { decision, subjectId, numberKey, policyVersionIds: ground.policyVersionIds };
}

type Written = {
  readonly contactAttemptId: string;
  readonly outcome: ContactOutcome;
  readonly followUpAt: string | null;
  readonly decision: ContactDecision;
};

function happening(
  { caseId, channel, subject, result, afterwardsReason }: AttemptInput,
  { contactAttemptId, outcome, followUpAt, decision }: Written,
  { actor }: Caller,
) {
  const details = {
    contactAttemptId,
    channel,
    subject,
    outcome,
    ...(result === null ? {} : { result }),
    ...(followUpAt === null ? {} : { followUpAt }),
  };
  if (decision.outcome === 'allowed')
    return { kind: 'contact.recorded', caseId, actorId: actor.actorId, details };
  return {
    kind: 'contact.recorded_afterwards',
    caseId,
    actorId: actor.actorId,
    details: {
      ...details,
      reason: afterwardsReason,
      reasonCodes: decision.reasons.map(({ code }) => code),
    },
  };
}
