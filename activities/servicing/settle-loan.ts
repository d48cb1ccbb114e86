/**
 * Brings everything that follows from a loan's events in line with them, in the transaction that added one or took a
 * step: rows, position, allocations, journal entries, status, and the news to collection.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { findRunningCaseId } from '../../db/queries/case-loans.ts';
import {
  findPosition,
  replaceAllocations,
  replaceInstallments,
  savePosition,
  toPosition,
  type Position,
} from '../../db/queries/installments.ts';
import { insertEntries, listLoanEntries } from '../../db/queries/ledger.ts';
import { saveLoanState, type Loan, type LoanRowStatus } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { maxDate, type IsoDate } from '../../domain/calendar.ts';
import { planEntries } from '../../domain/ledger/loan-books.ts';
import { emptyCalendar, type WorkCalendar } from '../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { creditSinceDate } from '../../domain/servicing/held-credit.ts';
import { nonPerformingSince } from '../../domain/servicing/performance.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import type { LoanState } from '../../domain/servicing/state.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { openOrJoinCase } from '../collections.ts';
import { endDrawing } from '../commitments.ts';

export type SettleRequest = {
  readonly loan: Loan;
  /** All of them, those just added included. */
  readonly events: readonly LoanEvent[];
  /** The step's own date; the loan never goes back behind a date it has been settled for. */
  readonly businessDate: IsoDate;
  readonly accrueToDate: boolean;
};

export type Settled = {
  readonly loan: Loan;
  readonly state: LoanState;
  readonly before: Position | undefined;
  readonly creditSinceDate: IsoDate | null;
};

/** The loan must be locked. Running it twice changes nothing. */
export async function settleLoan(
  trx: Transaction<DB>,
  { loan, events, businessDate, accrueToDate }: SettleRequest,
): Promise<Settled> {
  const before = await findPosition(trx, loan.loanId);
  const asOf = before === undefined ? businessDate : maxDate(businessDate, before.business_date);
  const state = replayLoan(loan.terms, events, asOf, await calendarOf(trx, loan));
  const moved = await endIfOver(trx, await saveStatus(trx, loan, state), state);
  await postEntries(trx, { loan: moved, events, state, accrueToDate });
  const since = creditSinceDate(state, events);
  const lastSeq = events.at(-1)?.seq ?? 0;
  await replaceInstallments(trx, loan.loanId, state.rows);
  if (before?.last_seq !== lastSeq || usesCredit(state))
    await replaceAllocations(trx, loan.loanId, state.allocations);
  await savePosition(trx, loan.loanId, toPosition(state, { lastSeq, creditSinceDate: since }));
  await tellCollection(trx, loan, { before, state });
  return { loan: moved, state, before, creditSinceDate: since };
}

/** Only terms that move due dates off holidays need to know them. */
export async function calendarOf(
  db: Parameters<typeof readWorkCalendar>[0],
  { terms }: Pick<Loan, 'terms'>,
): Promise<WorkCalendar> {
  return terms.dueDateShift === 'none' ? emptyCalendar : readWorkCalendar(db);
}

function usesCredit({ allocations }: LoanState): boolean {
  return allocations.some(({ kind }) => kind === 'credit_use');
}

async function postEntries(
  trx: Transaction<DB>,
  { loan, events, state, accrueToDate }: Omit<SettleRequest, 'businessDate'> & { state: LoanState },
): Promise<void> {
  const entries = planEntries({
    loanId: loan.loanId,
    events,
    state,
    posted: await listLoanEntries(trx, loan.loanId),
    nonPerforming: loan.nonPerformingSince !== null,
    accrueToDate: accrueToDate || state.status !== 'active',
  });
  await insertEntries(trx, loan, { entries, postedDate: state.businessDate });
}

/** A loan does not return to performing by itself: people judge that, and their judgement is an event of the loan. */
async function saveStatus(trx: Transaction<DB>, loan: Loan, state: LoanState): Promise<Loan> {
  const status = statusOf(state);
  const since = nonPerformingSince(loan.nonPerformingSince, state);
  const { closedDate } = state;
  if (status === loan.status && since === loan.nonPerformingSince) return loan;
  await saveLoanState(trx, loan.loanId, { status, closedDate, nonPerformingSince: since });
  await insertAudit(trx, {
    actorId: null,
    action: `loan.${status === loan.status ? performanceVerb(since) : verbs[status]}`,
    subjectType: 'loan',
    subjectId: loan.loanId,
    before: { status: loan.status, nonPerformingSince: loan.nonPerformingSince },
    after: { status, nonPerformingSince: since },
    businessDate: state.businessDate,
  });
  return { ...loan, status, closedDate, nonPerformingSince: since };
}

function performanceVerb(since: IsoDate | null): string {
  return since === null ? 'returned_to_performing' : 'became_non_performing';
}

/** A loan that is over is not drawn any more. */
async function endIfOver(
  trx: Transaction<DB>,
  loan: Loan,
  { businessDate }: LoanState,
): Promise<Loan> {
  return loan.status === 'active' ? loan : endDrawing(trx, loan, businessDate);
}

const verbs = {
  active: 'reopened',
  closed: 'closed',
  written_off: 'written_off',
} as const satisfies Record<LoanRowStatus, string>;

function statusOf({ status }: LoanState): LoanRowStatus {
  return status === 'pending' ? 'active' : status;
}

/** Collection hears of every change of what is past due; a case that has ended needs no news. */
async function tellCollection(
  trx: Transaction<DB>,
  { loanId, customerId, branchId }: Loan,
  { before, state }: { readonly before: Position | undefined; readonly state: LoanState },
): Promise<void> {
  const was = before?.days_past_due ?? 0;
  const changed =
    was > 0 !== state.daysPastDue > 0 ||
    before?.overdue_minor !== state.overdueMinor ||
    before.bucket !== state.bucket;
  if (!changed) return;
  if (state.daysPastDue > 0) {
    const { businessDate } = state;
    await openOrJoinCase(trx, { loanId, customerId, branchId, businessDate });
  } else if (was > 0) {
    const caseId = await findRunningCaseId(trx, customerId);
    if (caseId !== undefined) await insertOutbox(trx, tellCaseChanged(caseId));
  }
}
