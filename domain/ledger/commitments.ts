/**
 * Undrawn commitments 未提用承诺: from the day an offer is accepted its amount stands outside the balance sheet, until the
 * money is paid out, all at once or part by part, or the time for it ends. The entries are keyed by the offer, because no loan exists yet.
 */
import type { IsoDate } from '../calendar.ts';
import { makeEntry, type Entry } from './journal.ts';

export type CommitmentRule = 'commitment_signed' | 'commitment_drawn' | 'commitment_lapsed';

/** @param part of a loan drawn in parts, from 1 */
export function commitmentKey(offerId: string, part: number): string {
  return part === 1 ? `offer/${offerId}` : `offer/${offerId}/${part}`;
}

type CommitmentMove = {
  readonly offerId: string;
  /** Signing and a single disbursement are part 1. */
  readonly part?: number;
  readonly amountMinor: bigint;
  readonly date: IsoDate;
};

/** @returns one entry, or none for an amount of zero */
export function commitmentEntry(
  rule: CommitmentRule,
  { offerId, part = 1, amountMinor, date }: CommitmentMove,
): readonly Entry[] {
  const entry = makeEntry({
    eventKey: commitmentKey(offerId, part),
    rule,
    effectiveDate: date,
    parts: { amount: amountMinor },
    nonPerforming: false,
  });
  return entry === undefined ? [] : [entry];
}
