/** From what a person asks for to the events it would record. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { ChangeEvent, LoanChangeKind } from '../../db/queries/loan-changes.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Money } from '../../domain/money.ts';
import type {
  LoanEvent,
  PaymentEvent,
  PayoffEvent,
  PrepaymentEvent,
  RecoveryEvent,
} from '../../domain/servicing/events.ts';
import { effectiveEvents } from '../../domain/servicing/order.ts';
import type { DB } from '../../db/tables.ts';
import type { newChange, paymentPreview } from '../schemas/loan-changes.ts';
import type { Caller } from './caller.ts';
import { feeByRule } from './product-fees.ts';

type AnyAskedChange = z.output<typeof newChange>;
type AskedCharge = Extract<AnyAskedChange, { readonly kind: 'charge' }>;
/** With the amount of every charge known. */
export type AskedChange =
  Exclude<AnyAskedChange, AskedCharge> | (AskedCharge & { readonly amount: Money });

/** A charge without an amount is what the product's rule of its code comes to. @throws DomainError `not_found` */
export async function withFeeByRule(
  trx: Transaction<DB>,
  caller: Caller,
  { loanId, asked }: { readonly loanId: string; readonly asked: AnyAskedChange },
): Promise<AskedChange> {
  if (asked.kind !== 'charge') return asked;
  const { code } = asked;
  const effectiveDate = asked.effectiveDate ?? caller.clock.businessDate;
  const amount = asked.amount ?? (await feeByRule(trx, caller, { loanId, code, effectiveDate }));
  return { ...asked, amount };
}

export function changeKindOf({ kind }: AskedChange): LoanChangeKind {
  return kind === 'payment_reversal' || kind === 'payment_correction' ? 'reversal' : kind;
}

/** Other terms may be agreed for a day to come; everything else has happened. */
const agreedAhead: readonly AskedChange['kind'][] = ['rate_change', 'terms_change'];

export function effectiveDateOf(asked: AskedChange, businessDate: IsoDate): IsoDate {
  const given = 'effectiveDate' in asked ? asked.effectiveDate : undefined;
  if (given !== undefined && given > businessDate && !agreedAhead.includes(asked.kind))
    throw new DomainError('date_in_future', { date: given, businessDate });
  return given ?? businessDate;
}

/** @throws DomainError `not_found` for a payment that the loan has not placed, or that was undone before */
export function toChangeEvents(
  asked: AskedChange,
  effectiveDate: IsoDate,
  recorded: readonly LoanEvent[],
): readonly ChangeEvent[] {
  switch (asked.kind) {
    case 'payment_reversal': {
      const { eventId } = placedPayment(recorded, asked.paymentId);
      const { reason, railCode } = asked;
      return [{ kind: 'reversal', effectiveDate, reversedEventId: eventId, reason, railCode }];
    }
    case 'payment_correction':
      return correctionOf(placedPayment(recorded, asked.paymentId), effectiveDate);
    case 'waiver':
      return [{ kind: 'waiver', effectiveDate, reason: asked.reason, lines: asked.lines }];
    case 'rate_change':
      return [{ kind: 'rate_change', effectiveDate, annualRatePpm: asked.annualRatePpm }];
    case 'terms_change': {
      const { change, reason } = asked;
      return [{ kind: 'terms_change', effectiveDate, change, reason }];
    }
    case 'charge': {
      const { component, code, amount, dueDate = effectiveDate } = asked;
      return [{ kind: 'charge', effectiveDate, component, code, amount, dueDate }];
    }
    case 'refund':
      return [{ kind: 'refund', effectiveDate, amount: asked.amount }];
    case 'return_to_performing':
      return [{ kind: 'return_to_performing', effectiveDate, reason: asked.reason }];
    case 'write_off':
      return [{ kind: 'write_off', effectiveDate, reason: asked.reason, evidence: asked.evidence }];
  }
}

type MoneyEvent = PaymentEvent | PrepaymentEvent | PayoffEvent | RecoveryEvent;

/** The same money counts from another day: the first event is undone, its receipt stays. */
function correctionOf(event: MoneyEvent, effectiveDate: IsoDate): readonly ChangeEvent[] {
  const { eventId, seq: _seq, recordedAt: _at, ...money } = event;
  const undoing = {
    kind: 'reversal',
    effectiveDate,
    reversedEventId: eventId,
    reason: 'correction',
    railCode: null,
  } as const;
  return [undoing, { ...money, effectiveDate }];
}

function placedPayment(recorded: readonly LoanEvent[], paymentId: string): MoneyEvent {
  const latest = recorded.reduce(
    (last, { effectiveDate }) => (effectiveDate > last ? effectiveDate : last),
    '',
  );
  const found = effectiveEvents(recorded, latest).find(
    (event): event is MoneyEvent => 'paymentId' in event && event.paymentId === paymentId,
  );
  if (found === undefined) throw new DomainError('not_found', { resource: 'payment' });
  return found;
}

export type AskedPayment = z.output<typeof paymentPreview> & { readonly amount: Money };

/** The event that recording this payment would make. */
export function paymentEventOf(
  { amount, effectiveDate, purpose, strategy }: AskedPayment,
  { isNonPerforming, fee }: { readonly isNonPerforming: boolean; readonly fee: Money | null },
): ChangeEvent {
  const base = { paymentId: 'quoted', amount, effectiveDate };
  if (purpose === 'prepayment') return { ...base, kind: 'prepayment', strategy, fee };
  return { ...base, kind: 'payment', situation: isNonPerforming ? 'non_performing' : 'standard' };
}
