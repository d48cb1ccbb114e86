/**
 * Another part of a loan that exists: the money raises its balance, the open installments are computed anew, the
 * commitment is drawn, and the loan's process looks at the schedule it has now. Called when the rail has confirmed it.
 */
import type { Transaction } from 'kysely';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { hasEvent, readDrawn, saveDrawing } from '../../db/queries/drawings.ts';
import { appendEvents, listLoanEvents, lockLoan, type Loan } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { maxDate } from '../../domain/calendar.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney } from '../../domain/money.ts';
import { mayDrawMore } from '../../domain/origination/tranches.ts';
import { tellLoanChanged } from '../../workflows/messages.ts';
import { drawCommitment } from '../commitments.ts';
import { tellTrancheDisbursed } from '../servicing/loan-notices.ts';
import { settleLoan } from '../servicing/settle-loan.ts';
import { paidOutEvents, type Booking } from './book-loan.ts';

/** The application and the disbursement must be locked. A second call for one disbursement changes nothing. */
export async function drawTranche(trx: Transaction<DB>, booking: Booking): Promise<void> {
  const { disbursement, clock } = booking;
  const loan = await lockLoanOf(trx, booking);
  const date = maxDate(disbursement.effectiveDate ?? clock.businessDate, loan.openedDate);
  const news = paidOutEvents(booking, loan, date);
  if (await hasEvent(trx, news[0]!.businessKey)) return;
  const recorded = await listLoanEvents(trx, loan.loanId);
  const added = await appendEvents(trx, loan, {
    events: news,
    lastSeq: recorded.at(-1)?.seq ?? 0,
    date: clock.businessDate,
    at: clock.now,
  });
  const { loan: settled, state } = await settleLoan(trx, {
    loan,
    events: [...recorded, ...added],
    businessDate: clock.businessDate,
    accrueToDate: false,
  });
  await drawOn(trx, booking, settled);
  await tellTrancheDisbursed(trx, settled, { disbursement, state });
  await insertOutbox(trx, tellLoanChanged(loan.loanId));
  await recordTranche(trx, booking, loan);
}

/** What was kept for a part that the rail refused after the time for drawing had ended lapses now. */
export async function giveUpTranche(
  trx: Transaction<DB>,
  { application, clock }: Pick<Booking, 'application' | 'clock'>,
): Promise<void> {
  const loan = await lockLoanOf(trx, { application });
  if (loan.drawUntilDate !== null) return;
  const { applicationId } = application;
  const { count } = await readDrawn(trx, { applicationId, currency: loan.currency });
  const rest = { amountMinor: 0n, part: count + 1, keptMinor: 0n };
  await drawCommitment(trx, application, { ...rest, date: clock.businessDate });
}

async function lockLoanOf(
  trx: Transaction<DB>,
  { application }: Pick<Booking, 'application'>,
): Promise<Loan> {
  const loan = application.loanId === null ? undefined : await lockLoan(trx, application.loanId);
  invariant(loan !== undefined, 'a booked application names its loan');
  return loan;
}

async function drawOn(
  trx: Transaction<DB>,
  { application, disbursement, offer, clock }: Booking,
  { loanId, principalMinor, currency, drawUntilDate }: Loan,
): Promise<void> {
  const { applicationId } = application;
  const { amount } = disbursement;
  const drawn = await readDrawn(trx, { applicationId, currency });
  const before = { minor: drawn.amount.minor - amount.minor, currency };
  const drawing = {
    rule: offer.tranches,
    approved: offer.amount,
    drawn: before,
    drawnCount: drawn.count - 1,
  };
  const goesOn = drawUntilDate !== null && mayDrawMore(drawing, amount);
  await saveDrawing(trx, loanId, {
    principalMinor: principalMinor + amount.minor,
    drawUntilDate: goesOn ? drawUntilDate : null,
  });
  await drawCommitment(trx, application, {
    amountMinor: amount.minor,
    part: drawn.count,
    date: clock.businessDate,
    keptMinor: goesOn ? offer.amount.minor - drawn.amount.minor : 0n,
  });
}

async function recordTranche(
  trx: Transaction<DB>,
  { application, disbursement, clock }: Booking,
  { loanId, number }: Loan,
): Promise<void> {
  const { disbursementId } = disbursement;
  const amount = toWireMoney(disbursement.amount);
  const step = {
    kind: 'loan.tranche_disbursed',
    applicationId: application.applicationId,
    actorId: null,
    details: { disbursementId, loanId, loanNumber: number, amount },
  };
  const moment = { occurredAt: clock.now, businessDate: clock.businessDate };
  await recordSteps(trx, [step], moment);
  await insertAudit(trx, {
    actorId: null,
    action: 'loan.tranche_disbursed',
    subjectType: 'loan',
    subjectId: loanId,
    after: { number, amount, disbursementId },
    businessDate: clock.businessDate,
  });
}
