/**
 * Undrawn commitments 未提用承诺: from the day an offer is accepted its amount stands outside the balance sheet, until the
 * money is paid out or the case ends without it. The entries are keyed by the offer, because no loan exists yet.
 */
import type { IsoDate } from '../calendar.ts';
import { makeEntry, type Entry } from './journal.ts';

export type CommitmentRule = 'commitment_signed' | 'commitment_drawn' | 'commitment_lapsed';

export function commitmentKey(offerId: string): string {
  return `offer/${offerId}`;
}

/** @returns one entry, or none for an amount of zero */
export function commitmentEntry(
  rule: CommitmentRule,
  { offerId, amountMinor, date }: { offerId: string; amountMinor: bigint; date: IsoDate },
): readonly Entry[] {
  const entry = makeEntry({
    eventKey: commitmentKey(offerId),
    rule,
    effectiveDate: date,
    parts: { amount: amountMinor },
    nonPerforming: false,
  });
  return entry === undefined ? [] : [entry];
}
