/**
 * What a loan's events make in the books, one by one: the disbursement, each payment by its allocation, each use of
 * credit balance, each refund. A reversed event makes nothing, which is how a returned payment comes undone.
 */
import type { IsoDate } from '../calendar.ts';
import { sum } from '../money.ts';
import type { DisbursementEvent, LoanEvent, RefundEvent } from '../servicing/events.ts';
import { effectiveEvents } from '../servicing/order.ts';
import type { LoanState, PaymentAllocation } from '../servicing/state.ts';
import type { Parts, RuleName } from './posting-rules.ts';

export type WantedEntry = {
  readonly key: string;
  readonly rule: RuleName;
  readonly effectiveDate: IsoDate;
  readonly parts: Parts;
};

/** The rules whose entries belong to one event and follow what a replay says of it. */
export const eventRules: ReadonlySet<RuleName> = new Set<RuleName>([
  'disbursement',
  'payment_allocated',
  'excess_held',
  'credit_used',
  'credit_refunded',
  'refund_sent',
  'recovery',
  'recovery_memo',
]);

export function eventKey(loanId: string, eventId: string): string {
  return `loan/${loanId}/event/${eventId}`;
}

/** What the rail did with a refund is posted under the refund's own key, like the receipt of a payment. */
export function refundKey(refundId: string): string {
  return `refund/${refundId}`;
}

export function receiptKey(paymentId: string): string {
  return `payment/${paymentId}`;
}

export function wantedEntries(
  loanId: string,
  events: readonly LoanEvent[],
  state: LoanState,
): readonly WantedEntry[] {
  const effective = effectiveEvents(events, state.businessDate);
  return [
    ...effective.filter((event) => event.kind === 'disbursement').map(disbursementEntry(loanId)),
    ...state.allocations.flatMap((allocation) => allocationEntries(loanId, allocation)),
    ...effective.filter((event) => event.kind === 'refund').map(refundEntry(loanId)),
  ];
}

/** Receipts of money that went back or was never there twice; a mere correction keeps its receipt. */
export function undoneReceiptKeys(
  events: readonly LoanEvent[],
  businessDate: IsoDate,
): ReadonlySet<string> {
  const effectiveIds = new Set(effectiveEvents(events, businessDate).map((event) => event.eventId));
  const byId = new Map(events.map((event) => [event.eventId, event]));
  return new Set(
    events.flatMap((event) => {
      if (event.kind !== 'reversal' || event.reason === 'correction') return [];
      const undone = byId.get(event.reversedEventId);
      if (undone === undefined || effectiveIds.has(undone.eventId)) return [];
      return 'paymentId' in undone ? [receiptKey(undone.paymentId)] : [];
    }),
  );
}

function disbursementEntry(loanId: string) {
  return ({ eventId, effectiveDate, amount, deductedFee }: DisbursementEvent): WantedEntry => {
    const deducted = deductedFee?.minor ?? 0n;
    return {
      key: eventKey(loanId, eventId),
      rule: 'disbursement',
      effectiveDate,
      parts: {
        principal: amount.minor,
        paid_out: amount.minor - deducted,
        deducted_fee: deducted,
      },
    };
  };
}

function refundEntry(loanId: string) {
  return ({ eventId, effectiveDate, amount, refundId }: RefundEvent): WantedEntry => ({
    key: eventKey(loanId, eventId),
    rule: refundId === undefined ? 'credit_refunded' : 'refund_sent',
    effectiveDate,
    parts: { credit: amount.minor },
  });
}

function allocationEntries(loanId: string, allocation: PaymentAllocation): readonly WantedEntry[] {
  const { effectiveDate, eventId, key, kind, creditMinor, amountMinor } = allocation;
  const parts = componentParts(allocation);
  const placed = sum(allocation.lines.map((line) => line.amountMinor));
  const entry = (rule: RuleName, rest: Parts): WantedEntry => ({
    key: eventId === null ? `loan/${loanId}/${key}` : eventKey(loanId, eventId),
    rule,
    effectiveDate,
    parts: rest,
  });
  switch (kind) {
    case 'credit_use':
      return [entry('credit_used', { ...parts, credit: placed })];
    case 'recovery':
      return [
        entry('recovery', { ...parts, amount: amountMinor - creditMinor }),
        entry('recovery_memo', { amount: amountMinor - creditMinor }),
        entry('excess_held', { credit: creditMinor }),
      ];
    case 'payment':
    case 'prepayment':
    case 'payoff':
      return [
        entry('payment_allocated', { ...parts, amount: placed }),
        entry('excess_held', { credit: creditMinor }),
      ];
  }
}

function componentParts({ lines }: PaymentAllocation): Parts {
  const parts = { principal: 0n, interest: 0n, penalty: 0n, fee: 0n };
  for (const { component, amountMinor } of lines) parts[component] += amountMinor;
  return parts;
}
