/**
 * Prices a loan with a floating rate by the published rates. The step of a repricing day does it, and so does every
 * look at the loan: a rate that was published late or corrected then changes the days behind, through the same replay
 * as any backdated change of rate.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import {
  appendEvents,
  listLoanEvents,
  type Loan,
  type NewLoanEvent,
} from '../../db/queries/loans.ts';
import { holdReferenceRates, listReferenceRates } from '../../db/queries/reference-rates.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { missingRepricings, type Repricing } from '../../domain/servicing/repricing.ts';
import { tellClosed, tellRepriced } from './loan-notices.ts';
import { calendarOf, settleLoan } from './settle-loan.ts';

export type RepricingDue = {
  /** Repricing days up to this one, included. */
  readonly date: IsoDate;
  readonly clock: BusinessClock;
};

/** The loan must be locked. A loan with a fixed rate, or one no longer active, stays as it is; so does a repeat. */
export async function repriceLoan(
  trx: Transaction<DB>,
  loan: Loan,
  { date, clock }: RepricingDue,
): Promise<Loan> {
  const { terms, openedDate, loanId } = loan;
  if (terms.floating === undefined || loan.status !== 'active') return loan;
  await holdReferenceRates(trx);
  const rates = await listReferenceRates(trx, terms.floating.reference);
  const recorded = await listLoanEvents(trx, loanId);
  const repricings = missingRepricings({
    terms,
    openedDate,
    events: recorded,
    rates,
    throughDate: date,
  });
  if (repricings.length === 0) return loan;
  const added = await appendEvents(trx, loan, {
    events: repricings.map((repricing) => toEvent(loan, repricing)),
    lastSeq: recorded.at(-1)?.seq ?? 0,
    date: clock.businessDate,
    at: clock.now,
  });
  const settled = await settleLoan(trx, {
    loan,
    events: [...recorded, ...added],
    businessDate: date,
    accrueToDate: false,
  });
  const { state } = settled;
  const before = replayLoan(terms, recorded, state.businessDate, await calendarOf(trx, loan));
  await auditRepricings(trx, loan, { repricings, date: state.businessDate });
  await tellRepriced(trx, loan, { repricings, before, after: state });
  if (settled.loan.status === 'closed')
    await tellClosed(trx, loan, state.closedDate ?? state.businessDate);
  return settled.loan;
}

/** The first repricing of a day, and each that corrects it, is an event of its own. */
function toEvent({ loanId }: Loan, { event, recordedCount }: Repricing): NewLoanEvent {
  const businessKey = `loan/${loanId}/repricing/${event.effectiveDate}/${recordedCount + 1}`;
  return { ...event, businessKey, actorId: null };
}

async function auditRepricings(
  trx: Transaction<DB>,
  { loanId }: Loan,
  { repricings, date }: { readonly repricings: readonly Repricing[]; readonly date: IsoDate },
): Promise<void> {
  for (const { event, ratePpmBefore } of repricings) {
    const { effectiveDate, annualRatePpm, referenceRate } = event;
    await insertAudit(trx, {
      actorId: null,
      action: 'loan.repriced',
      subjectType: 'loan',
      subjectId: loanId,
      before: { annualRatePpm: ratePpmBefore },
      after: { annualRatePpm, effectiveDate, referenceRate: { ...referenceRate } },
      businessDate: date,
    });
  }
}
