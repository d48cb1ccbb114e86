/**
 * The rules of one contact policy, each as a function that gives the violations at an instant and when time alone
 * will end them. A day is a civil day of the person called; where the zone is not known, every zone it may be in
 * must allow the contact.
 */
import type { Instant, IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import type { Zone } from '../instant.ts';
import { businessDateOf, localInstant, localTimeOf } from '../instant.ts';
import type {
  ContactAttempt,
  ContactCap,
  ContactFacts,
  ContactPolicy,
  ContactReason,
  ContactReasonCode,
  ContactRequest,
  Precondition,
  QuietHours,
} from './contact-policy.ts';

export type Violation = {
  readonly reason: ContactReason;
  /** Later than the instant asked for; null when time alone does not end it. */
  readonly releasedAt: Instant | null;
};

type Case = {
  readonly policy: ContactPolicy;
  readonly request: ContactRequest;
  readonly history: readonly ContactAttempt[];
  readonly facts: ContactFacts;
};

export function findViolations(
  policy: ContactPolicy,
  request: ContactRequest,
  history: readonly ContactAttempt[],
  facts: ContactFacts,
): readonly Violation[] {
  const contact = { policy, request, history, facts };
  return [
    ...byQuietHours(contact),
    ...byCaps(contact),
    ...byCoolOff(contact),
    ...bySubject(contact),
    ...byRefusal(contact),
    ...byStops(contact),
    ...byConsent(contact),
    ...byAgency(contact),
  ];
}

function byQuietHours(contact: Case): readonly Violation[] {
  const { policy, request, facts } = contact;
  if (isLifted(contact, 'quiet_hours')) return [];
  return policy.quietHours.flatMap((hours, index) => {
    if (!hours.channels.includes(request.channel)) return [];
    const ends = facts.subjectZones.flatMap((zone) => quietEnd(hours, request.at, zone));
    const releasedAt = latest(ends);
    if (releasedAt === null) return [];
    const words = { from: hours.from, to: hours.to };
    return [
      violation(contact, 'quiet_hours', `quietHours/${index}`, words, releasedAt, hours.source),
    ];
  });
}

/** The end of the quiet hours that hold `at` in one zone; none when it lies outside. */
function quietEnd({ from, to }: QuietHours, at: Instant, zone: Zone): readonly Instant[] {
  const time = localTimeOf(at, zone);
  const date = businessDateOf(at, zone);
  const spansMidnight = from > to;
  const isQuiet = spansMidnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return [];
  const endDate = spansMidnight && time >= from ? addDays(date, 1) : date;
  return [localInstant(endDate, to, zone)];
}

function byCaps(contact: Case): readonly Violation[] {
  const { policy, request, facts } = contact;
  if (isLifted(contact, 'cap')) return [];
  return policy.caps.flatMap((cap, index) => {
    if (!cap.channels.includes(request.channel) || !cap.purposes.includes(request.purpose))
      return [];
    const releases = facts.subjectZones.flatMap((zone) => capRelease(contact, cap, zone));
    const releasedAt = latest(releases);
    if (releasedAt === null) return [];
    const code = cap.window === 'calendar_day' ? 'daily_cap' : 'rolling_cap';
    const words = { max: cap.max, days: windowDays(cap), per: cap.per };
    return [violation(contact, code, `caps/${index}`, words, releasedAt, cap.source)];
  });
}

/** When enough of the counted attempts have left the window to make room for one more. */
function capRelease({ request, history }: Case, cap: ContactCap, zone: Zone): readonly Instant[] {
  const days = windowDays(cap);
  const today = businessDateOf(request.at, zone);
  const counted = history
    .filter((attempt) => attempt.at <= request.at && isCounted(cap, attempt, request))
    .map((attempt) => businessDateOf(attempt.at, zone))
    .filter((date) => addDays(date, days) > today)
    .toSorted();
  const mustLeave = counted[counted.length - cap.max];
  return mustLeave === undefined ? [] : [startOfDay(addDays(mustLeave, days), zone)];
}

function isCounted(cap: ContactCap, attempt: ContactAttempt, request: ContactRequest): boolean {
  return (
    cap.channels.includes(attempt.channel) &&
    cap.purposes.includes(attempt.purpose) &&
    isOfKind(cap.counts, attempt) &&
    isSame(cap.per, attempt, request)
  );
}

function isOfKind(counts: ContactCap['counts'], { outcome }: ContactAttempt): boolean {
  const isAnswered = outcome === 'conversation' || outcome === 'refused';
  switch (counts) {
    case 'attempts':
      return true;
    case 'unanswered_attempts':
      return !isAnswered;
    case 'effective_conversations':
      return isAnswered;
  }
}

function isSame(per: ContactCap['per'], attempt: ContactAttempt, request: ContactRequest): boolean {
  switch (per) {
    case 'debtor':
      return true;
    case 'number':
      return attempt.numberKey !== null && attempt.numberKey === request.numberKey;
    case 'debt':
      return attempt.debtId !== null && attempt.debtId === request.debtId;
  }
}

function byCoolOff(contact: Case): readonly Violation[] {
  const { policy, request, history, facts } = contact;
  const { coolOff } = policy;
  if (coolOff === null || request.purpose !== 'collection') return [];
  if (!coolOff.channels.includes(request.channel)) return [];
  const talks = history.filter(
    (attempt) =>
      attempt.outcome === 'conversation' &&
      attempt.at <= request.at &&
      coolOff.channels.includes(attempt.channel) &&
      isSame(coolOff.per, attempt, request),
  );
  const ends = facts.subjectZones.flatMap((zone) =>
    talks.map(({ at }) => startOfDay(addDays(businessDateOf(at, zone), coolOff.days), zone)),
  );
  const releasedAt = latest(ends.filter((end) => end > request.at));
  if (releasedAt === null) return [];
  return [
    violation(contact, 'cool_off', 'coolOff', { days: coolOff.days }, releasedAt, coolOff.source),
  ];
}

function bySubject(contact: Case): readonly Violation[] {
  const { policy, request } = contact;
  const subject = request.subject ?? 'unrelated';
  const rule = policy.subjects.find((each) => each.subject === subject);
  // A person the policy does not mention is not one it opens.
  const allowed = rule?.allowed ?? 'never';
  const place = `subjects/${subject}`;
  if (allowed === 'yes') return [];
  if (allowed === 'never')
    return [violation(contact, 'subject_not_allowed', place, { subject }, null)];
  if (allowed.some((precondition) => isMet(precondition, contact))) return [];
  const words = { subject, needed: allowed.join(', ') };
  return [violation(contact, 'precondition_unmet', place, words, null)];
}

function isMet(precondition: Precondition, { request, facts }: Case): boolean {
  const { reachability } = facts;
  switch (precondition) {
    case 'debtor_unreachable':
      return reachability.isUnreachable;
    case 'debtor_deceased':
      return reachability.isDeceased;
    case 'debtor_incapable':
      return reachability.isIncapable;
    case 'number_invalid':
      return reachability.isNumberInvalid;
    case 'three_failed_attempts':
      return reachability.failedAttemptsInARow >= 3;
    case 'guarantee_in_force':
      return reachability.isGuaranteeInForce;
    case 'location_information_only':
      return request.isLocationInquiry;
  }
}

/** A third person who said no is never asked again. */
function byRefusal(contact: Case): readonly Violation[] {
  const { request, history } = contact;
  if (request.subject === 'debtor') return [];
  const hasRefused = history.some(
    ({ subjectId, outcome }) => subjectId === request.subjectId && outcome === 'refused',
  );
  return hasRefused ? [violation(contact, 'refused_before', 'subjects', {}, null)] : [];
}

function byStops(contact: Case): readonly Violation[] {
  const { policy, request, facts } = contact;
  if (!policy.stops.purposes.includes(request.purpose)) return [];
  return facts.stops.flatMap(({ flag, fromDate, untilDate }) => {
    if (!policy.stops.flags.includes(flag)) return [];
    const words = { flag };
    const isRunning = facts.subjectZones.some((zone) => {
      const date = businessDateOf(request.at, zone);
      return date >= fromDate && (untilDate === null || date <= untilDate);
    });
    if (!isRunning) return [];
    const ends = facts.subjectZones.map((zone) =>
      untilDate === null ? null : startOfDay(addDays(untilDate, 1), zone),
    );
    const releasedAt = untilDate === null ? null : latest(ends.filter((end) => end !== null));
    return [violation(contact, 'stop_flag', `stops/${flag}`, words, releasedAt)];
  });
}

function byConsent(contact: Case): readonly Violation[] {
  const { policy, request } = contact;
  const { channel } = request;
  if (!policy.consentNeeded.includes(channel) || hasConsent(contact, channel)) return [];
  return [violation(contact, 'no_consent', 'consentNeeded', { channel }, null)];
}

function byAgency(contact: Case): readonly Violation[] {
  const { policy, request, facts } = contact;
  const { agency } = request;
  if (agency === null) return [];
  if (policy.agency.mustBeListed && !agency.isListed) {
    return [violation(contact, 'agency_not_listed', 'agency', {}, null)];
  }
  const { reviewDays } = policy.agency;
  const today = latestDate(facts.subjectZones.map((zone) => businessDateOf(request.at, zone)));
  const isReviewed =
    agency.reviewedDate !== null && addDays(agency.reviewedDate, reviewDays) >= today;
  if (isReviewed) return [];
  return [violation(contact, 'agency_review_expired', 'agency', { reviewDays }, null)];
}

function isLifted(contact: Case, rule: 'quiet_hours' | 'cap'): boolean {
  return contact.policy.consentOverrides.includes(rule) && hasConsent(contact, rule);
}

function hasConsent({ request, facts }: Case, covers: string): boolean {
  return facts.consents.some(
    (consent) =>
      consent.covers === covers &&
      consent.givenAt <= request.at &&
      (consent.withdrawnAt === null || consent.withdrawnAt > request.at),
  );
}

function violation(
  { policy }: Case,
  code: ContactReasonCode,
  rule: string,
  facts: ContactReason['facts'],
  releasedAt: Instant | null,
  source = policy.source,
): Violation {
  return { reason: { code, policy: policy.name, rule, source, facts }, releasedAt };
}

function windowDays({ window }: ContactCap): number {
  return window === 'calendar_day' ? 1 : window.rollingDays;
}

function startOfDay(date: IsoDate, zone: Zone): Instant {
  return localInstant(date, '00:00', zone);
}

function latest(instants: readonly Instant[]): Instant | null {
  return instants.toSorted().at(-1) ?? null;
}

function latestDate(dates: readonly IsoDate[]): IsoDate {
  return dates.toSorted().at(-1) ?? '';
}
