/**
 * Giving a credit balance back on request. Up to the product's limit one person decides; above it the refund is a
 * change of the loan like any other, decided by its request. What the bank said of a refund whose answer was lost, and
 * a refund that came back, are recorded by finance.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  confirmLoanChange,
  findLoanChange,
  insertLoanChange,
  listConfirmedChanges,
  type LoanChange,
} from '../../db/queries/loan-changes.ts';
import { listLoanEvents, lockLoan, type Loan } from '../../db/queries/loans.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { listUnappliedPayments } from '../../db/queries/payments.ts';
import { findProcess } from '../../db/queries/processes.ts';
import {
  findRefund,
  lockRefund,
  saveRefund,
  sumSingleRefunds,
  type Refund,
} from '../../db/queries/refunds.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { addMs } from '../../domain/instant.ts';
import { invariant } from '../../domain/invariant.ts';
import { money, toWireMoney, type Money } from '../../domain/money.ts';
import { assertMayRefund } from '../../domain/servicing/guards.ts';
import { largestSingleRefund } from '../../domain/servicing/held-credit.ts';
import { refundMachine } from '../../domain/servicing/refund-states.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { nextState } from '../../domain/state-machine.ts';
import { loanWorkflowId, tellLoanChanged, tellRefundAnswered } from '../../workflows/messages.ts';
import type { Caller } from './caller.ts';
import { requestChange } from './loan-changes.ts';
import { lockVisibleLoan } from './payments.ts';

/** Small refunds within this time count together, so that a large one is not split into small ones. */
const togetherMs = 30 * 86_400_000;

/**
 * @param amount the whole credit balance unless given
 * @returns the change that gives the money back: confirmed at once, or waiting for its request
 * @throws DomainError `not_found`, `loan_not_active` when the loan's process has ended, `in_progress` while a payment
 *   or another change waits to be recorded, `currency_mismatch`, `amount_not_positive`, `refund_exceeds_credit`
 */
export async function askForRefund(
  trx: Transaction<DB>,
  caller: Caller,
  { loanId, amount: asked }: { readonly loanId: string; readonly amount?: Money | undefined },
): Promise<LoanChange> {
  const loan = await lockVisibleLoan(trx, caller, loanId);
  await assertQuiet(trx, loan);
  const recorded = await listLoanEvents(trx, loanId);
  const { businessDate } = caller.clock;
  const state = replayLoan(loan.terms, recorded, businessDate, await readWorkCalendar(trx));
  const amount = asked ?? money(state.creditBalanceMinor, loan.currency);
  assertMayRefund(state, amount);
  const event = { kind: 'refund', effectiveDate: businessDate, amount } as const;
  if (await needsTwoPersons(trx, caller, { loan, amount }))
    return requestChange(trx, caller, {
      loanId,
      kind: 'refund',
      effectiveDate: businessDate,
      toEvents: () => [event],
    });
  const change = {
    loanId,
    kind: 'refund',
    effectiveDate: businessDate,
    events: [event],
    quote: { amount: toWireMoney(amount) },
    quotedSeq: recorded.at(-1)?.seq ?? 0,
    requestedBy: caller.actor.actorId,
    requestedDate: businessDate,
  } as const;
  const loanChangeId = await insertLoanChange(trx, change, loan.currency);
  await confirmLoanChange(trx, loanChangeId, { by: null, date: businessDate });
  await insertOutbox(trx, tellLoanChanged(loanId));
  const subject = { subjectType: 'loan_change', subjectId: loanChangeId };
  await audit(trx, caller, { ...subject, action: 'loan_change.requested', after: change.quote });
  const saved = await findLoanChange(trx, loanChangeId);
  invariant(saved !== undefined, 'a change just written can be read');
  return saved;
}

/** What is recorded of a loan is recorded by its process, one thing after another. */
export async function assertQuiet(trx: Transaction<DB>, { loanId, status }: Loan): Promise<void> {
  const process = await findProcess(trx, loanWorkflowId(loanId));
  if (process?.status !== 'open') throw new DomainError('loan_not_active', { status });
  const payments = await listUnappliedPayments(trx, loanId);
  const changes = await listConfirmedChanges(trx, loanId);
  if (payments.length + changes.length > 0) throw new DomainError('in_progress', {});
}

async function needsTwoPersons(
  trx: Transaction<DB>,
  { clock }: Caller,
  { loan, amount }: { readonly loan: Loan; readonly amount: Money },
): Promise<boolean> {
  const since = addMs(clock.now, -togetherMs);
  const earlierMinor = await sumSingleRefunds(trx, { loanId: loan.loanId, since });
  return amount.minor + earlierMinor > largestSingleRefund(loan.creditRefund, loan.currency);
}

export type RefundReconciliation = {
  readonly refundId: string;
  readonly outcome: 'confirmed' | 'refused';
  /** The booking's reference on the statement, or the code of the refusal. */
  readonly reference: string;
  /** The day the money was booked; today unless given. */
  readonly effectiveDate?: IsoDate | undefined;
  readonly comment: string;
};

/** @throws DomainError `not_found`, `illegal_transition`, `money_in_flight`, `four_eyes`, `date_in_future` */
export async function reconcileRefund(
  trx: Transaction<DB>,
  caller: Caller,
  { refundId, outcome, reference, effectiveDate: given, comment }: RefundReconciliation,
): Promise<Refund> {
  const refund = await lockVisibleRefund(trx, caller, refundId);
  const { businessDate } = caller.clock;
  const officerId = caller.actor.actorId;
  const isConfirmed = outcome === 'confirmed';
  const status = nextState(refundMachine, refund.status, isConfirmed ? 'confirm' : 'refuse');
  const effectiveDate = given ?? businessDate;
  // A call may be waiting for its answer at this moment.
  if (refund.status === 'sending')
    throw new DomainError('money_in_flight', { disbursementId: refundId });
  if (refund.requestedBy === officerId || refund.confirmedBy === officerId)
    throw new DomainError('four_eyes', { officerId });
  if (effectiveDate > businessDate)
    throw new DomainError('date_in_future', { date: effectiveDate, businessDate });
  const change = isConfirmed
    ? { status, railReference: reference, effectiveDate }
    : { status, refusalCode: reference };
  const saved = await saveRefund(trx, refundId, change);
  await insertOutbox(trx, tellRefundAnswered(refundId));
  await auditRefund(trx, caller, 'reconciled', { refund: saved, comment });
  return saved;
}

/**
 * The borrower's bank has sent the money back: it is a credit balance again, recorded by the loan's process.
 * @throws DomainError `not_found`, `illegal_transition` unless it was paid, `loan_not_active`
 */
export async function recordReturnedRefund(
  trx: Transaction<DB>,
  caller: Caller,
  { refundId, railCode, comment }: ReturnedRefund,
): Promise<Refund> {
  const refund = await lockVisibleRefund(trx, caller, refundId);
  const status = nextState(refundMachine, refund.status, 'return');
  const process = await findProcess(trx, loanWorkflowId(refund.loanId));
  if (process?.status !== 'open') throw new DomainError('loan_not_active', { status: 'closed' });
  const saved = await saveRefund(trx, refundId, { status, refusalCode: railCode });
  await insertOutbox(trx, tellLoanChanged(refund.loanId));
  await auditRefund(trx, caller, 'returned', { refund: saved, comment });
  return saved;
}

export type ReturnedRefund = {
  readonly refundId: string;
  /** Why the bank sent it back, such as `AC04`. */
  readonly railCode: string;
  readonly comment: string;
};

/** @throws DomainError `not_found` also for a loan of another branch */
async function lockVisibleRefund(
  trx: Transaction<DB>,
  { scope }: Caller,
  refundId: string,
): Promise<Refund> {
  const found = await findRefund(trx, refundId);
  const loan = found && (await lockLoan(trx, found.loanId));
  if (loan === undefined || !isWithinScope(scope, loan))
    throw new DomainError('not_found', { resource: 'refund' });
  const refund = await lockRefund(trx, refundId);
  invariant(refund !== undefined, 'rows are never deleted');
  return refund;
}

async function auditRefund(
  trx: Transaction<DB>,
  caller: Caller,
  verb: string,
  { refund, comment }: { readonly refund: Refund; readonly comment: string },
): Promise<void> {
  const { refundId, status, railReference, refusalCode } = refund;
  const after = { status, railReference, refusalCode, comment };
  const subject = { subjectType: 'refund', subjectId: refundId };
  await audit(trx, caller, { ...subject, action: `refund.${verb}`, after });
}

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  record: Pick<Parameters<typeof insertAudit>[1], 'action' | 'subjectType' | 'subjectId' | 'after'>,
): Promise<void> {
  const { businessDate } = clock;
  await insertAudit(trx, { actorId: actor.actorId, ...record, businessDate, requestId });
}
