/** Plays the workflow's part for one loan: wakes it whenever it is due, in order, with the clock moved to that instant. */
import type { Kysely } from 'kysely';
import { createDisbursementActivities } from '../../activities/disbursements.ts';
import { createPaymentRailActivities } from '../../activities/payment-rail.ts';
import { createSimulatedRail } from '../../activities/ports/payment-rail-simulated.ts';
import type { PaymentRail } from '../../activities/ports/payment-rail.ts';
import { createRefundActivities } from '../../activities/refunds.ts';
import { createServicingActivities } from '../../activities/servicing.ts';
import { newId } from '../../db/ids.ts';
import { readClock } from '../../db/queries/clock.ts';
import { findAcceptedOffer } from '../../db/queries/disbursements.ts';
import { insertEntries, listLoanEntries } from '../../db/queries/ledger.ts';
import { findLoan, listLoanEvents } from '../../db/queries/loans.ts';
import {
  insertPayment,
  listUnappliedPayments,
  type NewPayment,
} from '../../db/queries/payments.ts';
import { listRefunds, sumRefundsInFlight } from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { localInstant } from '../../domain/instant.ts';
import { checkBooks, type BookDifference } from '../../domain/ledger/checks.ts';
import { parseAmount, sum } from '../../domain/money.ts';
import { emptyCalendar } from '../../domain/schedule/working-days.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import type { LoanState } from '../../domain/servicing/state.ts';
import type { Position } from '../../workflows/messages.ts';
import { keys, moveClockTo, seedOfficer, type AcceptedCase } from './lending.ts';

/** A disbursement that two people have made and released; the rail has not been called. */
export async function seedReleased(
  db: Kysely<DB>,
  { applicationId, branchId }: AcceptedCase,
): Promise<string> {
  const disbursementId = newId();
  const offer = await findAcceptedOffer(db, applicationId);
  const { now } = await readClock(db);
  await db
    .insertInto('disbursement')
    .values({
      disbursement_id: disbursementId,
      application_id: applicationId,
      offer_id: offer!.offerId,
      status: 'released',
      amount_minor: offer!.amount.minor,
      currency: offer!.amount.currency,
      made_by: await seedOfficer(db, branchId),
      released_by: await seedOfficer(db, branchId),
      released_at: now,
    })
    .execute();
  await db
    .updateTable('application')
    .set({ status: 'ready' })
    .where('application_id', '=', applicationId)
    .execute();
  return disbursementId;
}

/** Runs a disbursement to its end and answers with the loan, or null when the rail refused. */
export async function runDisbursement(
  db: Kysely<DB>,
  disbursementId: string,
  rail: PaymentRail = createSimulatedRail(),
): Promise<string | null> {
  const own = createDisbursementActivities({ db });
  const partner = createPaymentRailActivities({ db, rail, keys });
  let position = await own.lookAtDisbursement(disbursementId);
  for (let turn = 0; position.status === 'open' && turn < 20; turn += 1) {
    await moveClockTo(db, position.nextAt!);
    if (position.next!.kind === 'send') await partner.sendTransfer(disbursementId);
    else await partner.queryTransfer(disbursementId);
    position = await own.lookAtDisbursement(disbursementId);
  }
  const row = await db
    .selectFrom('disbursement')
    .innerJoin('application', 'application.application_id', 'disbursement.application_id')
    .select('application.loan_id')
    .where('disbursement_id', '=', disbursementId)
    .executeTakeFirstOrThrow();
  return row.loan_id;
}

/** Plays the part of the refunds of a loan until each has its answer. @returns how each ended */
export async function runRefunds(
  db: Kysely<DB>,
  loanId: string,
  rail: PaymentRail = createSimulatedRail(),
): Promise<readonly string[]> {
  const own = createRefundActivities({ db });
  const partner = createPaymentRailActivities({ db, rail, keys });
  for (const { refundId } of await listRefunds(db, loanId)) {
    let position = await own.lookAtRefund(refundId);
    for (let turn = 0; position.status === 'open' && turn < 20; turn += 1) {
      await moveClockTo(db, position.nextAt!);
      if (position.next!.kind === 'send') await partner.sendRefund(refundId);
      else await partner.queryRefund(refundId);
      position = await own.lookAtRefund(refundId);
    }
  }
  return (await listRefunds(db, loanId)).map(({ status }) => status);
}

/** Takes every step due up to 23:00 of a date. */
export async function runUntil(
  db: Kysely<DB>,
  loanId: string,
  date: IsoDate,
  afterEach?: (position: Position) => Promise<void>,
): Promise<Position> {
  const servicing = createServicingActivities({ db });
  const end = localInstant(date, '23:00', 'Asia/Shanghai');
  let position = await servicing.lookAtLoan(loanId);
  while (position.status === 'open' && position.nextAt !== null && position.nextAt <= end) {
    await moveClockTo(db, position.nextAt);
    position = await servicing.runLoanStep(loanId, position.next!);
    await afterEach?.(position);
  }
  await moveClockTo(db, localInstant(date, '12:00', 'Asia/Shanghai'));
  return position;
}

/** The fact and its receipt, as the payment command stores them; the loan has not yet looked. */
export async function seedPayment(
  db: Kysely<DB>,
  loanId: string,
  amount: string,
  given: Partial<NewPayment> = {},
): Promise<string> {
  const loan = (await findLoan(db, loanId))!;
  const { businessDate } = await readClock(db);
  return db.transaction().execute(async (trx) => {
    const paymentId = (await insertPayment(trx, {
      loanId,
      provider: 'test',
      providerReference: newId(),
      amount: parseAmount(amount, loan.currency),
      purpose: 'installment',
      effectiveDate: businessDate,
      receivedDate: businessDate,
      status: 'received',
      recordedBy: 'test',
      details: {},
      ...given,
    }))!;
    const amountMinor = parseAmount(amount, loan.currency).minor;
    const line = { amountMinor, component: null };
    const entry = {
      eventKey: `payment/${paymentId}`,
      rule: 'payment_received' as const,
      effectiveDate: given.effectiveDate ?? businessDate,
      reversesEntryId: null,
      postings: [
        { ...line, accountCode: '1001' as const, side: 'debit' as const },
        { ...line, accountCode: '2102' as const, side: 'credit' as const },
      ],
    };
    await insertEntries(trx, loan, { entries: [entry], postedDate: businessDate });
    return paymentId;
  });
}

export async function lookAt(db: Kysely<DB>, loanId: string): Promise<Position> {
  return createServicingActivities({ db }).lookAtLoan(loanId);
}

/** The loan replayed to the date its position was last settled for. */
export async function stateOf(db: Kysely<DB>, loanId: string): Promise<LoanState> {
  const loan = (await findLoan(db, loanId))!;
  const position = await db
    .selectFrom('loan_position')
    .select('business_date')
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  const events = await listLoanEvents(db, loanId);
  return replayLoan(loan.terms, events, position.business_date, emptyCalendar);
}

export async function bookDifferences(
  db: Kysely<DB>,
  loanId: string,
): Promise<readonly BookDifference[]> {
  const state = await stateOf(db, loanId);
  const entries = await listLoanEntries(db, loanId);
  const unapplied = await db.transaction().execute((trx) => listUnappliedPayments(trx, loanId));
  const unappliedMinor = sum(unapplied.map(({ amount }) => amount.minor));
  return checkBooks(state, entries, unappliedMinor, await sumRefundsInFlight(db, loanId));
}
