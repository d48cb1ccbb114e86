/** A change of a loan before it is recorded: what it consists of, and what it would do. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { readChangeFacts } from '../../db/queries/change-facts.ts';
import type { ChangeEvent, LoanChangeKind } from '../../db/queries/loan-changes.ts';
import { listDocuments } from '../../db/queries/documents.ts';
import { listLoanEvents, type Loan } from '../../db/queries/loans.ts';
import { listUnappliedPayments } from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import { maxDate, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Money } from '../../domain/money.ts';
import { assertChangeFits } from '../../domain/servicing/change-fits.ts';
import { stakeOf } from '../../domain/servicing/change-stake.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { quoteEvents } from '../change-quote.ts';
import type { newChange } from '../schemas/loan-changes.ts';
import type { Caller } from './caller.ts';
import { changeKindOf, effectiveDateOf, toChangeEvents, withFeeByRule } from './change-events.ts';
import { feesOfChange, feeTimingOf } from './product-fees.ts';

export type ChangePlan = {
  readonly kind: LoanChangeKind;
  readonly effectiveDate: IsoDate;
  /** Made from what was asked, on the loan's own events. */
  readonly toEvents: (events: readonly LoanEvent[]) => readonly ChangeEvent[];
};

/**
 * What was asked for, with what the product charges for it.
 * @throws DomainError `not_found` for a loan of another branch, or a fee the product does not know
 */
export async function planChange(
  trx: Transaction<DB>,
  caller: Caller,
  asked: { readonly loanId: string; readonly change: z.output<typeof newChange> },
): Promise<ChangePlan> {
  const { loanId } = asked;
  const change = await withFeeByRule(trx, caller, { loanId, asked: asked.change });
  const effectiveDate = effectiveDateOf(change, caller.clock.businessDate);
  const timing = feeTimingOf(change);
  const fees = await feesOfChange(trx, caller, { loanId, timing, effectiveDate });
  return {
    kind: changeKindOf(change),
    effectiveDate,
    toEvents: (recorded) => [...toChangeEvents(change, effectiveDate, recorded), ...fees],
  };
}

/** What happened before the loan began cannot be changed. @throws DomainError `payment_before_disbursement` */
export function assertOpened({ openedDate }: Loan, effectiveDate: IsoDate): void {
  if (effectiveDate < openedDate)
    throw new DomainError('payment_before_disbursement', {
      date: effectiveDate,
      disbursementDate: openedDate,
    });
}

export type QuotedChange = {
  readonly events: readonly ChangeEvent[];
  readonly quote: Awaited<ReturnType<typeof quoteEvents>>;
  readonly quotedSeq: number;
  /** What it puts at stake. */
  readonly stake: Money;
};

/**
 * Before and after as of the day it will hold from, on the loan's events of this moment.
 * @throws DomainError `in_progress` while a payment waits to be placed, `not_found` for evidence that is not on file, and
 *   what `assertChangeFits` and the replay refuse
 */
export async function quoteChange(
  trx: Transaction<DB>,
  { clock: { businessDate } }: Pick<Caller, 'clock'>,
  change: Pick<ChangePlan, 'effectiveDate' | 'toEvents'> & { readonly loan: Loan },
): Promise<QuotedChange> {
  const { loan, effectiveDate, toEvents } = change;
  if ((await listUnappliedPayments(trx, loan.loanId)).length > 0)
    throw new DomainError('in_progress', {});
  const recorded = await listLoanEvents(trx, loan.loanId);
  const events = toEvents(recorded);
  await assertEvidenceOnFile(trx, loan, events);
  const facts = await readChangeFacts(trx, loan);
  assertChangeFits({ events, recorded, businessDate }, facts);
  const asOf = maxDate(businessDate, effectiveDate);
  const quote = await quoteEvents(trx, loan, { recorded, events, businessDate: asOf });
  const state = replayLoan(loan.terms, recorded, businessDate, facts.calendar);
  const quotedSeq = recorded.at(-1)?.seq ?? 0;
  return { events, quote, quotedSeq, stake: stakeOf(events, recorded, state) };
}

/** @throws DomainError `not_found` for a paper that is not among the customer's documents */
async function assertEvidenceOnFile(
  trx: Transaction<DB>,
  { customerId }: Loan,
  events: readonly ChangeEvent[],
): Promise<void> {
  const cited = events.flatMap((event) =>
    event.kind === 'write_off' ? (event.evidence ?? []).map(({ documentId }) => documentId) : [],
  );
  if (cited.length === 0) return;
  const onFile = new Set((await listDocuments(trx, customerId)).map((row) => row.documentId));
  if (cited.some((documentId) => !onFile.has(documentId)))
    throw new DomainError('not_found', { resource: 'document' });
}
