/**
 * The clocks of an application itself, beside those of its stages (10.1 and 11.6 of the rule book): how long it may
 * lie with the applicant, in review, approved or accepted. They expire a case or tell somebody; none of them approves
 * or declines.
 */
import type { Instant } from '../calendar.ts';
import { addMs } from '../instant.ts';

const dayMs = 86_400_000;

const reviewNoticeDays = 30;
/** A draft that nobody writes into. */
export const idleDraftDays = 90;
/** Days after a decline in which it is looked at once more, and the round that is the last. */
export const reconsiderationDays = 30;
export const lastRound = 2;
const reviewExpiryDays = 90;
const returnReminderDays = [5, 10] as const;
export const returnExpiryDays = 15;
const acceptedDays = 60;
const approvalDays = 90;

export type CaseDeadline = { readonly kind: string; readonly dueAt: Instant };

/** While in review: the chief risk officer is told, and after three months the case expires. */
export function reviewDeadlines(submittedAt: Instant): readonly CaseDeadline[] {
  return [
    { kind: 'review_notice', dueAt: daysAfter(submittedAt, reviewNoticeDays) },
    { kind: 'review_expiry', dueAt: daysAfter(submittedAt, reviewExpiryDays) },
  ];
}

/** While the case lies with the applicant. */
export function returnDeadlines(returnedAt: Instant): readonly CaseDeadline[] {
  return [
    ...returnReminderDays.map((days) => ({
      kind: `returned_reminder_${days}`,
      dueAt: daysAfter(returnedAt, days),
    })),
    { kind: 'returned_expiry', dueAt: daysAfter(returnedAt, returnExpiryDays) },
  ];
}

export type ClosingFacts = {
  readonly status: string;
  readonly decidedAt: Instant | null;
  readonly offerExpiresAt: Instant | null;
  readonly acceptedAt: Instant | null;
  /** Released or on its way: what is under way at the bank is not expired. */
  readonly isMoneyInFlight: boolean;
};

/** The one clock of a case after its last stage; null when none runs. */
export function closingDeadline(facts: ClosingFacts): CaseDeadline | null {
  const { status, decidedAt, offerExpiresAt, acceptedAt } = facts;
  const approval = decidedAt === null ? null : daysAfter(decidedAt, approvalDays);
  if (status === 'approved') return deadlineAt('approval_expiry', approval);
  if (status === 'offered')
    return earliest(['offer_expiry', offerExpiresAt], ['approval_expiry', approval]);
  if (facts.isMoneyInFlight || (status !== 'accepted' && status !== 'ready')) return null;
  const accepted = acceptedAt === null ? null : daysAfter(acceptedAt, acceptedDays);
  return earliest(['acceptance_expiry', accepted], ['approval_expiry', approval]);
}

function earliest(...clocks: readonly (readonly [string, Instant | null])[]): CaseDeadline | null {
  const running = clocks.flatMap(([kind, dueAt]) => (dueAt === null ? [] : [{ kind, dueAt }]));
  return running.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0] ?? null;
}

function deadlineAt(kind: string, dueAt: Instant | null): CaseDeadline | null {
  return dueAt === null ? null : { kind, dueAt };
}

function daysAfter(instant: Instant, days: number): Instant {
  return addMs(instant, days * dayMs);
}
