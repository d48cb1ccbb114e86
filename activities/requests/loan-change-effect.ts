/**
 * An approved change of a loan is recorded in the transaction that ends its request. Payments that wait are placed
 * first. If the loan has moved since the quote, the change is quoted again: what was approved covers it as long as no
 * more is at stake than was approved.
 */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { isAbove, type Money } from '../../domain/money.ts';
import { assertChangeFits } from '../../domain/servicing/change-fits.ts';
import { stakeOf } from '../../domain/servicing/change-stake.ts';
import { compareStates } from '../../domain/servicing/compare.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { toWire } from '../../domain/wire.ts';
import { lockApplication } from '../../db/queries/applications.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { readChangeFacts } from '../../db/queries/change-facts.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import {
  confirmLoanChange,
  lockLoanChange,
  saveQuote,
  type LoanChange,
} from '../../db/queries/loan-changes.ts';
import { findLoan, listLoanEvents, lockLoan, type Loan } from '../../db/queries/loans.ts';
import type { Json } from '../../db/once.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { loanWorkflowId, tellLoanChanged } from '../../workflows/messages.ts';
import { applyNews } from '../servicing/apply-news.ts';
import type { ApprovedRequest } from './approved-request.ts';

/** @throws DomainError `loan_not_active`, `money_in_flight`, `quote_stale`, and what `assertChangeFits` and the replay refuse */
export async function recordLoanChange(
  trx: Transaction<DB>,
  { request, approvedBy }: ApprovedRequest,
  clock: BusinessClock,
): Promise<void> {
  const { change, loan } = await lockChange(trx, request.subjectId);
  await assertReachable(trx, loan);
  const placed = await applyNews(trx, loan, clock);
  const recorded = await listLoanEvents(trx, loan.loanId);
  const { businessDate } = clock;
  const facts = await readChangeFacts(trx, placed);
  assertChangeFits({ events: change.events, recorded, businessDate }, facts);
  await quoteAgain(trx, { loan: placed, change, recorded, approved: request.amount }, clock);
  const { loanChangeId } = change;
  await confirmLoanChange(trx, loanChangeId, { by: approvedBy, date: businessDate });
  await applyNews(trx, placed, clock);
  await insertAudit(trx, {
    actorId: approvedBy,
    action: 'loan_change.confirmed',
    subjectType: 'loan_change',
    subjectId: loanChangeId,
    after: { loanId: loan.loanId, kind: change.kind, requestId: request.requestId },
    businessDate,
  });
  await insertOutbox(trx, tellLoanChanged(loan.loanId));
}

async function lockChange(
  trx: Transaction<DB>,
  loanChangeId: string,
): Promise<{ readonly change: LoanChange; readonly loan: Loan }> {
  const change = await lockLoanChange(trx, loanChangeId);
  // Another part of the loan is released under its application: no release may pass by while the change is recorded.
  const known = change && (await findLoan(trx, change.loanId));
  if (known !== undefined) await lockApplication(trx, known.applicationId);
  const loan = known && (await lockLoan(trx, known.loanId));
  if (change === undefined || loan === undefined) {
    throw new DomainError('not_found', { resource: 'loan_change' });
  }
  if (change.status !== 'quoted') {
    throw new DomainError('change_not_open', { status: change.status });
  }
  return { change, loan };
}

/** A process that has ended records nothing more. */
async function assertReachable(trx: Transaction<DB>, { loanId, status }: Loan): Promise<void> {
  const process = await findProcess(trx, loanWorkflowId(loanId));
  if (process?.status !== 'open') throw new DomainError('loan_not_active', { status });
}

type Requoting = {
  readonly loan: Loan;
  readonly change: LoanChange;
  readonly recorded: readonly LoanEvent[];
  /** What was at stake when it was approved. */
  readonly approved: Money;
};

/** @throws DomainError `quote_stale` where more is at stake now */
async function quoteAgain(
  trx: Transaction<DB>,
  { loan, change, recorded, approved }: Requoting,
  { businessDate }: BusinessClock,
): Promise<void> {
  const lastSeq = recorded.at(-1)?.seq ?? 0;
  const { quotedSeq, events } = change;
  if (lastSeq === quotedSeq) return;
  const calendar = await readWorkCalendar(trx);
  const before = replayLoan(loan.terms, recorded, businessDate, calendar);
  const stake = stakeOf(events, recorded, before);
  if (isAbove(stake, approved)) throw new DomainError('quote_stale', { quotedSeq, lastSeq });
  const all = [...recorded, ...numbered(change, recorded)];
  const after = replayLoan(loan.terms, all, businessDate, calendar);
  const difference = toWire(compareStates(before, after), loan.currency) as Json;
  const quote = { ...change.quote, quotedAgain: { businessDate, quotedSeq: lastSeq, difference } };
  await saveQuote(trx, change.loanChangeId, { quote, quotedSeq: lastSeq });
}

/** As the loan's list will number them. */
function numbered({ events }: LoanChange, recorded: readonly LoanEvent[]): LoanEvent[] {
  const last = recorded.at(-1);
  return events.map((event, index) => {
    const seq = (last?.seq ?? 0) + index + 1;
    return { ...event, seq, eventId: `quoted/${seq}`, recordedAt: last?.recordedAt ?? '' };
  }) as LoanEvent[];
}
