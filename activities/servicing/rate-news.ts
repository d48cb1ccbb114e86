/** What a rate that people agreed does to the rate and to the first whole installment at it, for the borrower's notice. */
import type { Transaction } from 'kysely';
import type { Loan } from '../../db/queries/loans.ts';
import type { DB } from '../../db/tables.ts';
import { maxDate, type IsoDate } from '../../domain/calendar.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { tellRateChanged } from './loan-notices.ts';
import { calendarOf } from './settle-loan.ts';

type News = {
  readonly added: readonly LoanEvent[];
  readonly recorded: readonly LoanEvent[];
  readonly businessDate: IsoDate;
};

/** One notice for each agreed change of rate, also one that begins later; none where the rate stays as it was. */
export async function tellAgreedRates(
  trx: Transaction<DB>,
  loan: Loan,
  { added, recorded, businessDate }: News,
): Promise<void> {
  for (const event of added) {
    const annualRatePpm = agreedRate(event);
    if (annualRatePpm === null) continue;
    const { effectiveDate, eventId } = event;
    const calendar = await calendarOf(trx, loan);
    const asOf = maxDate(businessDate, effectiveDate);
    const on = (events: readonly LoanEvent[], date: IsoDate) =>
      replayLoan(loan.terms, events, date, calendar);
    const oldRatePpm = on(recorded, effectiveDate).annualRatePpm;
    const after = on([...recorded, ...added], asOf);
    if (oldRatePpm === annualRatePpm || after.status !== 'active') continue;
    const change = { eventId, effectiveDate, oldRatePpm, annualRatePpm };
    await tellRateChanged(trx, loan, { change, before: on(recorded, asOf), after, businessDate });
  }
}

/** The rate an event agrees on; null where it leaves the rate alone. */
function agreedRate(event: LoanEvent): number | null {
  if (event.kind === 'rate_change') return event.annualRatePpm;
  const restructures = event.kind === 'terms_change' && event.change.type === 'restructure';
  return restructures ? event.change.annualRatePpm : null;
}
