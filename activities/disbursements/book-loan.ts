/**
 * The loan exists from here: one transaction makes it with its terms, its first events, its schedule and its entries,
 * books the application, and has its servicing started. Called when the rail has confirmed the money.
 */
import type { Transaction } from 'kysely';
import type { Application } from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import {
  setApplicationBooked,
  type AcceptedOffer,
  type Disbursement,
} from '../../db/queries/disbursements.ts';
import { saveDrawing } from '../../db/queries/drawings.ts';
import {
  appendEvents,
  insertLoan,
  lockLoan,
  type Loan,
  type NewLoanEvent,
} from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { invariant } from '../../domain/invariant.ts';
import { money, toWireMoney, type Money } from '../../domain/money.ts';
import { arrangementFeeOf } from '../../domain/origination/arrangement-fee.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { lastDrawDate, mayDrawMore } from '../../domain/origination/tranches.ts';
import {
  loanWorkflowId,
  startServicing,
  tellApplicationChanged,
} from '../../workflows/messages.ts';
import { drawCommitment } from '../commitments.ts';
import { tellDisbursed } from '../servicing/loan-notices.ts';
import { settleLoan, type Settled } from '../servicing/settle-loan.ts';

export type Booking = {
  readonly application: Application;
  readonly disbursement: Disbursement;
  readonly offer: AcceptedOffer;
  readonly product: ProductContent;
  readonly clock: BusinessClock;
};

/** The application and the disbursement must be locked. */
export async function bookLoan(trx: Transaction<DB>, booking: Booking): Promise<string> {
  const { application, disbursement, clock } = booking;
  const date = disbursement.effectiveDate ?? clock.businessDate;
  const loan = await openLoan(trx, booking, date);
  const events = await appendEvents(trx, loan, {
    events: paidOutEvents(booking, loan, date),
    lastSeq: 0,
    date: clock.businessDate,
    at: clock.now,
  });
  const settled = await settleLoan(trx, { loan, events, businessDate: date, accrueToDate: false });
  const rest = await openDrawing(trx, booking, settled);
  await tellDisbursed(trx, settled.loan, settled.state);
  await setApplicationBooked(trx, application.applicationId, { loanId: loan.loanId, date });
  const amountMinor = disbursement.amount.minor;
  await drawCommitment(trx, application, { amountMinor, part: 1, date, keptMinor: rest });
  await startProcess(trx, loan.loanId);
  await insertOutbox(trx, tellApplicationChanged(application.applicationId, application.round));
  await recordBooking(trx, booking, loan);
  return loan.loanId;
}

/** @returns what may still be drawn, in minor units; 0 when the loan was paid out at once */
async function openDrawing(
  trx: Transaction<DB>,
  { offer, disbursement }: Booking,
  { loan, state }: Settled,
): Promise<bigint> {
  const { amount } = disbursement;
  const { tranches: rule, amount: approved } = offer;
  const drawing = { rule, approved, drawn: money(0n, amount.currency), drawnCount: 0 };
  if (rule === null || state.maturityDate === null || !mayDrawMore(drawing, amount)) return 0n;
  const { maturityDate } = state;
  const drawUntilDate = lastDrawDate(rule, { openedDate: loan.openedDate, maturityDate });
  await saveDrawing(trx, loan.loanId, { principalMinor: loan.principalMinor, drawUntilDate });
  return approved.minor - amount.minor;
}

async function openLoan(
  trx: Transaction<DB>,
  { application, disbursement, offer }: Booking,
  openedDate: IsoDate,
): Promise<Loan> {
  const loanId = await insertLoan(trx, {
    applicationId: application.applicationId,
    customerId: application.customerId,
    branchId: application.branchId,
    productVersionId: application.productVersionId,
    principalMinor: disbursement.amount.minor,
    openedDate,
    terms: offer.terms,
  });
  const loan = await lockLoan(trx, loanId);
  invariant(loan !== undefined, 'a loan just made can be read');
  return loan;
}

/** A fee paid apart is owed from the day of the disbursement; a deducted one is part of it. */
export function paidOutEvents(
  { disbursement, product }: Pick<Booking, 'disbursement' | 'product'>,
  { loanId }: Loan,
  date: IsoDate,
): readonly NewLoanEvent[] {
  const { amount, disbursementId, releasedBy } = disbursement;
  const fee = feeOf(product, amount);
  const isDeducted = product.arrangementFee.timing === 'deducted';
  const businessKey = `loan/${loanId}/disbursement/${disbursementId}`;
  const paidOut = {
    kind: 'disbursement',
    effectiveDate: date,
    amount,
    deductedFee: isDeducted ? fee : null,
    businessKey,
    actorId: releasedBy,
  } as const;
  if (isDeducted || fee === null) return [paidOut];
  const charge = {
    kind: 'charge',
    component: 'fee',
    code: 'arrangement_fee',
    effectiveDate: date,
    dueDate: date,
    amount: fee,
    businessKey: `${businessKey}/fee`,
    actorId: releasedBy,
  } as const;
  return [paidOut, charge];
}

/** Null when the product charges none. */
export function feeOf({ arrangementFee }: ProductContent, amount: Money): Money | null {
  const fee = arrangementFeeOf(arrangementFee, amount);
  return fee.minor === 0n ? null : fee;
}

async function startProcess(trx: Transaction<DB>, loanId: string): Promise<void> {
  await openProcess(trx, { workflowId: loanWorkflowId(loanId), kind: 'loan', subjectId: loanId });
  await insertOutbox(trx, startServicing(loanId));
}

async function recordBooking(
  trx: Transaction<DB>,
  { application, disbursement, clock }: Booking,
  { loanId, number }: Loan,
): Promise<void> {
  const { applicationId, status } = application;
  const amount = toWireMoney(disbursement.amount);
  await recordSteps(
    trx,
    [
      {
        kind: 'application.booked',
        applicationId,
        actorId: null,
        details: { loanId, loanNumber: number, amount },
        before: { status },
        after: { status: 'booked', loanId },
      },
    ],
    { occurredAt: clock.now, businessDate: clock.businessDate },
  );
  await insertAudit(trx, {
    actorId: null,
    action: 'loan.disbursed',
    subjectType: 'loan',
    subjectId: loanId,
    after: { number, amount, disbursementId: disbursement.disbursementId },
    businessDate: clock.businessDate,
  });
}
