/**
 * A change of a loan: one person asks and sees what it would do, another confirms exactly that. Confirmed it goes to
 * the loan's process, which records it as events; a loan that has moved since the quote needs a new one.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  insertLoanChange,
  lockLoanChange,
  settleLoanChange,
  type ChangeEvent,
  type LoanChange,
  type LoanChangeKind,
} from '../../db/queries/loan-changes.ts';
import { listLoanEvents, type Loan } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findProcess } from '../../db/queries/processes.ts';
import { listUnappliedPayments } from '../../db/queries/payments.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { toWire } from '../../domain/wire.ts';
import { loanWorkflowId, tellLoanChanged } from '../../workflows/messages.ts';
import { quoteEvents } from '../change-quote.ts';
import type { Caller } from './caller.ts';
import { assertChangeFits } from './change-rules.ts';
import { lockVisibleLoan } from './payments.ts';

export type ChangeRequest = {
  readonly loanId: string;
  readonly kind: LoanChangeKind;
  readonly effectiveDate: IsoDate;
  /** Made from what was asked, on the loan's own events. */
  readonly toEvents: (events: readonly LoanEvent[]) => readonly ChangeEvent[];
};

/**
 * @throws DomainError `not_found`, `loan_not_active`, `in_progress` while a payment waits to be placed,
 *   `payment_before_disbursement`, and what `assertChangeFits` and the replay refuse
 */
export async function requestChange(
  trx: Transaction<DB>,
  caller: Caller,
  request: ChangeRequest,
): Promise<LoanChange> {
  const loan = await lockVisibleLoan(trx, caller, request.loanId);
  await assertReachable(trx, loan);
  assertOpened(loan, request.effectiveDate);
  if ((await listUnappliedPayments(trx, loan.loanId)).length > 0)
    throw new DomainError('in_progress', {});
  const recorded = await listLoanEvents(trx, loan.loanId);
  const events = request.toEvents(recorded);
  const { businessDate } = caller.clock;
  await assertChangeFits(trx, loan, { events, recorded, businessDate });
  const quote = await quoteEvents(trx, loan, { recorded, events, businessDate });
  const loanChangeId = await insertLoanChange(
    trx,
    {
      loanId: loan.loanId,
      kind: request.kind,
      effectiveDate: request.effectiveDate,
      events,
      quote: quote as unknown as LoanChange['quote'],
      quotedSeq: recorded.at(-1)?.seq ?? 0,
      requestedBy: caller.actor.actorId,
      requestedDate: businessDate,
    },
    loan.currency,
  );
  return recordChange(trx, caller, { loanChangeId, verb: 'requested' });
}

/** A process that has ended records nothing more; that of a closed loan lives on while a payment may come back. */
async function assertReachable(trx: Transaction<DB>, { loanId, status }: Loan): Promise<void> {
  const process = await findProcess(trx, loanWorkflowId(loanId));
  if (process?.status !== 'open') throw new DomainError('loan_not_active', { status });
}

/** What happened before the loan began cannot be changed. */
function assertOpened({ openedDate }: Loan, effectiveDate: IsoDate): void {
  if (effectiveDate < openedDate)
    throw new DomainError('payment_before_disbursement', {
      date: effectiveDate,
      disbursementDate: openedDate,
    });
}

/**
 * @throws DomainError `not_found`, `change_not_open`, `loan_not_active`, `four_eyes`, `quote_stale`, `in_progress`
 */
export async function confirmChange(
  trx: Transaction<DB>,
  caller: Caller,
  loanChangeId: string,
): Promise<LoanChange> {
  const { loan, change } = await lockOpenChange(trx, caller, loanChangeId);
  const officerId = caller.actor.actorId;
  await assertReachable(trx, loan);
  if (change.requestedBy === officerId) throw new DomainError('four_eyes', { officerId });
  if ((await listUnappliedPayments(trx, loan.loanId)).length > 0)
    throw new DomainError('in_progress', {});
  const lastSeq = (await listLoanEvents(trx, loan.loanId)).at(-1)?.seq ?? 0;
  const { quotedSeq } = change;
  if (lastSeq !== quotedSeq) throw new DomainError('quote_stale', { quotedSeq, lastSeq });
  await settle(trx, caller, loanChangeId, 'confirmed');
  await insertOutbox(trx, tellLoanChanged(loan.loanId));
  return recordChange(trx, caller, { loanChangeId, verb: 'confirmed' });
}

/** By anybody who may confirm, or by the one who asked. @throws DomainError `not_found`, `change_not_open` */
export async function rejectChange(
  trx: Transaction<DB>,
  caller: Caller,
  loanChangeId: string,
): Promise<LoanChange> {
  await lockOpenChange(trx, caller, loanChangeId);
  await settle(trx, caller, loanChangeId, 'rejected');
  return recordChange(trx, caller, { loanChangeId, verb: 'rejected' });
}

async function lockOpenChange(
  trx: Transaction<DB>,
  caller: Caller,
  loanChangeId: string,
): Promise<{ loan: Loan; change: LoanChange }> {
  const change = await lockLoanChange(trx, loanChangeId);
  if (change === undefined) throw new DomainError('not_found', { resource: 'loan_change' });
  const loan = await lockVisibleLoan(trx, caller, change.loanId);
  if (change.status !== 'quoted')
    throw new DomainError('change_not_open', { status: change.status });
  return { loan, change };
}

async function settle(
  trx: Transaction<DB>,
  { actor, clock }: Caller,
  loanChangeId: string,
  status: 'confirmed' | 'rejected',
): Promise<void> {
  const by = status === 'confirmed' ? actor.actorId : null;
  await settleLoanChange(trx, loanChangeId, { status, by, date: clock.businessDate });
}

async function recordChange(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  { loanChangeId, verb }: { readonly loanChangeId: string; readonly verb: string },
): Promise<LoanChange> {
  const change = await lockLoanChange(trx, loanChangeId);
  invariant(change !== undefined, 'a change just written can be read');
  const events = toWire(change.events, 'CNY') as unknown as Json;
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: `loan_change.${verb}`,
    subjectType: 'loan_change',
    subjectId: loanChangeId,
    after: { loanId: change.loanId, kind: change.kind, status: change.status, events },
    businessDate: clock.businessDate,
    requestId,
  });
  return change;
}
