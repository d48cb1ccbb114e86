/**
 * The order in which a loan's events are replayed: by effective date, then by kind, then by record number. The
 * order in which they were typed in on one day changes nothing. A reversed event is left out as if it had never
 * been, and so is its reversal: what the event wrongly saved comes back by itself.
 */
import type { IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { LoanEvent, LoanEventKind } from './events.ts';

const rank: { readonly [K in LoanEventKind]: number } = {
  disbursement: 0,
  rate_change: 1,
  terms_change: 1,
  charge: 2,
  payment: 3,
  prepayment: 3,
  payoff: 3,
  waiver: 4,
  refund: 5,
  return_to_performing: 5,
  write_off: 6,
  recovery: 7,
  reversal: 8,
};

export type EffectiveEvent = Exclude<LoanEvent, { readonly kind: 'reversal' }>;

/** By kind is the rule of a loan; as recorded is how systems work that never replay. */
export type SameDayOrder = 'by_kind' | 'as_recorded';

/**
 * Events that count on the business date, in replay order.
 * @throws DomainError `event_not_found` for a reversal that points to nothing
 */
export function effectiveEvents(
  events: readonly LoanEvent[],
  businessDate: IsoDate,
  sameDay: SameDayOrder = 'by_kind',
): readonly EffectiveEvent[] {
  const undone = undoneIds(events);
  return events
    .filter((event): event is EffectiveEvent => event.kind !== 'reversal')
    .filter(({ eventId, effectiveDate }) => !undone.has(eventId) && effectiveDate <= businessDate)
    .sort(sameDay === 'by_kind' ? inReplayOrder : asRecorded);
}

/** Money allocated at once, so that a charge of the same day finds it already placed. */
function asRecorded(a: LoanEvent, b: LoanEvent): number {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate < b.effectiveDate ? -1 : 1;
  return a.seq - b.seq;
}

function inReplayOrder(a: LoanEvent, b: LoanEvent): number {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate < b.effectiveDate ? -1 : 1;
  return rank[a.kind] - rank[b.kind] || a.seq - b.seq;
}

/** Later reversals first, so that a reversal which was itself reversed undoes nothing. */
function undoneIds(events: readonly LoanEvent[]): ReadonlySet<string> {
  const undone = new Set<string>();
  const reversals = events.filter((event) => event.kind === 'reversal');
  if (reversals.length === 0) return undone;
  const known = new Set(events.map(({ eventId }) => eventId));
  for (const { eventId, reversedEventId } of reversals.sort((a, b) => b.seq - a.seq)) {
    if (!known.has(reversedEventId)) {
      throw new DomainError('event_not_found', { eventId: reversedEventId });
    }
    if (!undone.has(eventId)) undone.add(reversedEventId);
  }
  return undone;
}
