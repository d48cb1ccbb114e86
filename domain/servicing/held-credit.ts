/**
 * Money held for a borrower 溢缴款: used on the next due date, and given back when nobody uses it. The age of a
 * credit balance counts from the day on which it was last zero.
 */
import type { IsoDate } from '../calendar.ts';
import { parseAmount, type Currency } from '../money.ts';
import type { LoanEvent } from './events.ts';
import { effectiveEvents } from './order.ts';
import type { LoanState } from './state.ts';

/** How a product gives credit balances back. */
export type CreditRefundRule = {
  /** Days after which money held is given back without being asked for; null: only on request. */
  readonly automaticAfterDays: number | null;
  /** Decimal text in the product's currency; above it a refund needs two persons. */
  readonly twoPersonsAbove: string;
};

/** For products that say nothing (rule book section 4.2). */
const creditRefundDays = 30;

/** Null: never without being asked for. */
export function daysUntilRefund(rule: CreditRefundRule | null): number | null {
  return rule === null ? creditRefundDays : rule.automaticAfterDays;
}

/** The largest refund that one person, or the loan's own process, may decide. */
export function largestSingleRefund(rule: CreditRefundRule | null, currency: Currency): bigint {
  if (rule !== null) return parseAmount(rule.twoPersonsAbove, currency).minor;
  // Without a limit for the currency every refund needs two persons.
  return currency === 'CNY' ? parseAmount('1000.00', currency).minor : 0n;
}

/** The day since which money has been held without a break; null when none is, or the borrower owes what was refunded. */
export function creditSinceDate(state: LoanState, events: readonly LoanEvent[]): IsoDate | null {
  if (state.creditBalanceMinor <= 0n) return null;
  const moves = state.allocations.map(({ effectiveDate, kind, creditMinor, amountMinor }) => ({
    date: effectiveDate,
    changeMinor: kind === 'credit_use' ? -amountMinor : creditMinor,
  }));
  for (const event of effectiveEvents(events, state.businessDate)) {
    if (event.kind !== 'refund') continue;
    moves.push({ date: event.effectiveDate, changeMinor: -event.amount.minor });
  }
  moves.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let heldMinor = 0n;
  let since: IsoDate | null = null;
  for (const { date, changeMinor } of moves) {
    if (heldMinor <= 0n && heldMinor + changeMinor > 0n) since = date;
    heldMinor += changeMinor;
  }
  return since ?? state.businessDate;
}
