/**
 * What happened to a loan, as an append-only list. The list is the truth: every row, balance and posting is
 * replayed from it. A mistake is never edited; a reversal points to the event it undoes.
 */
import type { waiverReasons } from '../choices.ts';
import type { Instant, IsoDate } from '../calendar.ts';
import type { Currency, Money } from '../money.ts';
import type { Grace, PrepaymentStrategy, RateReference } from '../schedule/terms.ts';
import type { Wire } from '../wire.ts';
import { fromWire, toWire } from '../wire.ts';
import type { WaterfallSituation } from './waterfalls.ts';

type EventBase = {
  readonly eventId: string;
  /** Record number inside the loan, from 1, in order of recording. */
  readonly seq: number;
  /** The civil date from which the event counts economically. */
  readonly effectiveDate: IsoDate;
  readonly recordedAt: Instant;
};

/** Principal paid out. A fee deducted from it lowers what the borrower receives, not the principal owed. */
export type DisbursementEvent = EventBase & {
  readonly kind: 'disbursement';
  readonly amount: Money;
  readonly deductedFee: Money | null;
};

/** Money received, allocated by the waterfall of its situation. */
export type PaymentEvent = EventBase & {
  readonly kind: 'payment';
  readonly paymentId: string;
  readonly amount: Money;
  readonly situation: WaterfallSituation;
};

/** Money received with the order to reduce principal before it is due. `strategy` null: the one of the terms. */
export type PrepaymentEvent = EventBase & {
  readonly kind: 'prepayment';
  readonly paymentId: string;
  readonly amount: Money;
  readonly strategy: PrepaymentStrategy | null;
  /** Charged for prepaying, taken from the amount first; null: none. */
  readonly fee: Money | null;
};

/** The quoted amount, paid by the good-through date: it closes the loan whatever was computed later. */
export type PayoffEvent = EventBase & {
  readonly kind: 'payoff';
  readonly paymentId: string;
  readonly amount: Money;
  readonly quotedAmount: Money;
  readonly goodThroughDate: IsoDate;
  /** Charged for the early payoff and part of the quoted amount; null: none. */
  readonly fee: Money | null;
};

/** A fee or a penalty with its own due date. It belongs to the row whose period contains that date. */
export type ChargeEvent = EventBase & {
  readonly kind: 'charge';
  readonly component: 'fee' | 'penalty';
  /** What it is for: `late_fee`, `returned_payment`, `enforcement_cost`, … */
  readonly code: string;
  readonly amount: Money;
  readonly dueDate: IsoDate;
};

export type WaiverReason = (typeof waiverReasons)[number];

/** Gives up interest, fees or penalties. `installmentNumber` null: oldest rows first. Principal is never waived. */
export type WaiverEvent = EventBase & {
  readonly kind: 'waiver';
  readonly reason: WaiverReason;
  readonly lines: readonly {
    readonly component: 'interest' | 'fee' | 'penalty';
    readonly installmentNumber: number | null;
    readonly amount: Money;
  }[];
};

/** Undoes an earlier event as if it had never been: a returned payment, a mistaken entry. */
export type ReversalEvent = EventBase & {
  readonly kind: 'reversal';
  readonly reversedEventId: string;
  readonly reason: 'returned' | 'correction' | 'duplicate';
  /** The code the payment rail gave for a returned payment. */
  readonly railCode: string | null;
};

/** A new contract rate from the effective date on; the level amount is computed anew for the rows that start then or later. */
export type RateChangeEvent = EventBase & {
  readonly kind: 'rate_change';
  readonly annualRatePpm: number;
  /** The published rate that a repricing followed; absent where people agreed the rate. */
  readonly referenceRate?: {
    readonly reference: RateReference;
    readonly effectiveDate: IsoDate;
    readonly ratePpm: number;
  };
};

/** What becomes of an overdue component in a restructure. */
export type ArrearsTreatment = 'capitalize' | 'carry' | 'first_installment' | 'waive';

export type TermsChange =
  /** Rows due after the effective date move so that the next one falls on `nextDueDate`. */
  | { readonly type: 'due_date_move'; readonly nextDueDate: IsoDate }
  /** More rows, a later maturity, nothing else. */
  | { readonly type: 'extension'; readonly extraInstallments: number }
  /** New terms for all principal outstanding from the effective date on. */
  | {
      readonly type: 'restructure';
      /** Rows of the new plan. */
      readonly installments: number;
      readonly firstDueDate: IsoDate | null;
      /** null: the rate stays. */
      readonly annualRatePpm: number | null;
      readonly grace: Grace;
      readonly arrears: {
        readonly interest: ArrearsTreatment;
        readonly penalty: ArrearsTreatment;
        readonly fee: ArrearsTreatment;
      };
    }
  /** The next rows repay no principal (interest only), or nothing at all (payment holiday). */
  | { readonly type: 'interest_only'; readonly rows: number }
  | { readonly type: 'payment_holiday'; readonly rows: number }
  /** Nothing of the named kinds accrues from the effective date until `untilDate` (excluded). */
  | {
      readonly type: 'pause';
      readonly untilDate: IsoDate;
      readonly interest: boolean;
      readonly penalty: boolean;
    };

export type TermsChangeEvent = EventBase & {
  readonly kind: 'terms_change';
  readonly change: TermsChange;
  readonly reason: string;
};

/**
 * Credit balance on its way back to the borrower. With a `refundId` it goes over the payment rail and is reversed when
 * the rail refuses it; without one it was paid at once, outside.
 */
export type RefundEvent = EventBase & {
  readonly kind: 'refund';
  readonly amount: Money;
  readonly refundId?: string;
};

/** The asset leaves the balance sheet; the claim stays alive and accrues nothing more on the books. */
/** A paper among the customer's documents that proves the ground of a write-off. */
export type WriteOffEvidence = { readonly documentId: string; readonly note: string | null };

export type WriteOffEvent = EventBase & {
  readonly kind: 'write_off';
  /** The ground: past due for long enough, or a legal one. */
  readonly reason: string;
  /** Absent in events from before evidence was asked for. */
  readonly evidence?: readonly WriteOffEvidence[];
};

/** People judged that the loan performs again: what it earned and was suspended becomes income. */
export type ReturnEvent = EventBase & {
  readonly kind: 'return_to_performing';
  readonly reason: string;
};

/** Money received on a written-off loan. */
export type RecoveryEvent = EventBase & {
  readonly kind: 'recovery';
  readonly paymentId: string;
  readonly amount: Money;
};

export type LoanEvent =
  | DisbursementEvent
  | PaymentEvent
  | PrepaymentEvent
  | PayoffEvent
  | ChargeEvent
  | WaiverEvent
  | ReversalEvent
  | RateChangeEvent
  | TermsChangeEvent
  | RefundEvent
  | WriteOffEvent
  | ReturnEvent
  | RecoveryEvent;

export type LoanEventKind = LoanEvent['kind'];

export type WireLoanEvent = Wire<LoanEvent>;

/** An event as it stands in JSON. */
export function eventToWire(event: LoanEvent, currency: Currency): WireLoanEvent {
  return toWire(event, currency);
}

/** @throws DomainError `amount_malformed` */
export function eventFromWire(wire: WireLoanEvent): LoanEvent {
  return fromWire<LoanEvent>(wire);
}
