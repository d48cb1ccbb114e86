/** What each timed step does to a loan, with its own business date and only once. */
import type { Transaction } from 'kysely';
import { newId } from '../../db/ids.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { findPosition, listInstallments } from '../../db/queries/installments.ts';
import { claimStep } from '../../db/queries/loan-steps.ts';
import { appendEvents, listLoanEvents, type Loan } from '../../db/queries/loans.ts';
import type { DB } from '../../db/tables.ts';
import { invariant } from '../../domain/invariant.ts';
import { money } from '../../domain/money.ts';
import { largestSingleRefund } from '../../domain/servicing/held-credit.ts';
import { loanStepKinds, type LoanStep, type LoanStepKind } from '../../domain/servicing/steps.ts';
import type { DueStep } from '../../workflows/messages.ts';
import { endDrawing } from '../commitments.ts';
import { tellRefundDue } from '../refunds/refund-notices.ts';
import { applyNews } from './apply-news.ts';
import { remind, tellClosed, tellGraceEnded } from './loan-notices.ts';
import { repriceLoan } from './reprice-loan.ts';
import { settleLoan } from './settle-loan.ts';
import { startRefunds } from './start-refund.ts';

export type StepRequest = { readonly step: LoanStep; readonly clock: BusinessClock };

/** @throws invariant for a step this build does not know */
export function toStep({ kind, businessDate, detail }: DueStep): LoanStep {
  const known = loanStepKinds.find((candidate) => candidate === kind);
  invariant(known !== undefined, `a loan knows the step ${kind}`);
  return { kind: known, installmentNumber: Number(detail), date: businessDate };
}

/** @returns the loan as it is afterwards */
export async function takeStep(
  trx: Transaction<DB>,
  loan: Loan,
  request: StepRequest,
): Promise<Loan> {
  const isNew = await claimStep(trx, loan.loanId, request.step);
  return isNew ? steps[request.step.kind](trx, loan, request) : loan;
}

type StepWork = (trx: Transaction<DB>, loan: Loan, request: StepRequest) => Promise<Loan>;

const steps: { readonly [K in LoanStepKind]: StepWork } = {
  repricing: (trx, loan, { step, clock }) => repriceLoan(trx, loan, { date: step.date, clock }),
  reminder: sendReminder,
  due: (trx, loan, { step }) => settle(trx, loan, step, true),
  fee: (trx, loan, { step }) => settle(trx, loan, step, false),
  late: (trx, loan, { step }) => settle(trx, loan, step, false),
  grace_end: endGrace,
  bucket: (trx, loan, { step }) => settle(trx, loan, step, false),
  month_end: (trx, loan, { step }) => settle(trx, loan, step, true),
  draw_end: (trx, loan, { step }) => endDrawing(trx, loan, step.date),
  credit_refund: refundCredit,
  // A return confirmed on the last day is taken into account before the loan's process ends.
  returns_over: (trx, loan, { clock }) => applyNews(trx, loan, clock),
};

async function settle(
  trx: Transaction<DB>,
  loan: Loan,
  { date }: LoanStep,
  accrueToDate: boolean,
): Promise<Loan> {
  const events = await listLoanEvents(trx, loan.loanId);
  const settled = await settleLoan(trx, { loan, events, businessDate: date, accrueToDate });
  // The last installment may have been paid on its due date from money held.
  if (loan.status !== 'closed' && settled.loan.status === 'closed')
    await tellClosed(trx, loan, settled.state.closedDate ?? date);
  return settled.loan;
}

/** Nobody is reminded of what money already held will pay, nor of a due date that has passed meanwhile. */
async function sendReminder(
  trx: Transaction<DB>,
  loan: Loan,
  { step, clock }: StepRequest,
): Promise<Loan> {
  const row = await findOpenRow(trx, loan, step);
  if (row === undefined || row.dueDate < clock.businessDate) return loan;
  const position = await findPosition(trx, loan.loanId);
  const outstandingMinor = row.outstandingMinor - (position?.credit_minor ?? 0n);
  if (outstandingMinor > 0n)
    await remind(trx, loan, { row: { ...row, outstandingMinor }, date: step.date });
  return loan;
}

async function endGrace(trx: Transaction<DB>, loan: Loan, { step }: StepRequest): Promise<Loan> {
  const settled = await settle(trx, loan, step, false);
  const row = await findOpenRow(trx, loan, step);
  if (row !== undefined) await tellGraceEnded(trx, loan, { row, date: step.date });
  return settled;
}

async function findOpenRow(
  trx: Transaction<DB>,
  { loanId }: Loan,
  { installmentNumber }: LoanStep,
) {
  const rows = await listInstallments(trx, loanId);
  return rows.find(
    ({ number, outstandingMinor }) => number === installmentNumber && outstandingMinor > 0n,
  );
}

/** Small amounts go back by themselves; of larger ones the account manager is told, because two persons decide. */
async function refundCredit(
  trx: Transaction<DB>,
  loan: Loan,
  { step, clock }: StepRequest,
): Promise<Loan> {
  const position = await findPosition(trx, loan.loanId);
  const amountMinor = position?.credit_minor ?? 0n;
  // Below zero it is the borrower who owes: what was refunded had come from a payment that did not last.
  if (amountMinor <= 0n) return loan;
  const events = await listLoanEvents(trx, loan.loanId);
  const lastSeq = events.at(-1)?.seq ?? 0;
  const refund = {
    kind: 'refund',
    effectiveDate: step.date,
    amount: money(amountMinor, loan.currency),
  } as const;
  if (amountMinor > largestSingleRefund(loan.creditRefund, loan.currency)) {
    await tellRefundDue(trx, loan, { amount: refund.amount, date: step.date });
    return loan;
  }
  const businessKey = `loan/${loan.loanId}/refund/${step.date}`;
  const added = await appendEvents(trx, loan, {
    events: [{ ...refund, refundId: newId(), businessKey, actorId: null }],
    lastSeq,
    date: step.date,
    at: clock.now,
  });
  const all = [...events, ...added];
  const settled = await settleLoan(trx, {
    loan,
    events: all,
    businessDate: step.date,
    accrueToDate: false,
  });
  const peopleOf = () => ({ requestedBy: null, confirmedBy: null });
  await startRefunds(trx, loan.loanId, added, { clock, peopleOf });
  return settled.loan;
}
