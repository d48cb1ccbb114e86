/** What events would do to a loan before they are recorded: its schedule and books after them, and the difference. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { readWorkCalendar } from '../db/queries/calendar.ts';
import { listLoanEntries } from '../db/queries/ledger.ts';
import type { ChangeEvent } from '../db/queries/loan-changes.ts';
import type { Loan } from '../db/queries/loans.ts';
import type { DB } from '../db/tables.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Entry } from '../domain/ledger/journal.ts';
import { planEntries } from '../domain/ledger/loan-books.ts';
import { money, toWireMoney, type Currency } from '../domain/money.ts';
import { compareStates } from '../domain/servicing/compare.ts';
import type { LoanEvent } from '../domain/servicing/events.ts';
import { nonPerformingSince } from '../domain/servicing/performance.ts';
import { replayLoan } from '../domain/servicing/replay.ts';
import { toWire } from '../domain/wire.ts';
import { presentSchedule } from './present-loan.ts';
import type { changeQuote } from './schemas/loan-changes.ts';

export type QuoteRequest = {
  readonly recorded: readonly LoanEvent[];
  readonly events: readonly ChangeEvent[];
  readonly businessDate: IsoDate;
};

/** @throws DomainError what the replay refuses */
export async function quoteEvents(
  db: Kysely<DB>,
  loan: Loan,
  { recorded, events, businessDate }: QuoteRequest,
): Promise<z.output<typeof changeQuote>> {
  const calendar = await readWorkCalendar(db);
  const all = [...recorded, ...events.map(numbered(recorded))];
  const before = replayLoan(loan.terms, recorded, businessDate, calendar);
  const after = replayLoan(loan.terms, all, businessDate, calendar);
  const entries = planEntries({
    loanId: loan.loanId,
    events: all,
    state: after,
    posted: await listLoanEntries(db, loan.loanId),
    nonPerforming: nonPerformingSince(loan.nonPerformingSince, after) !== null,
    accrueToDate: false,
  });
  return {
    businessDate,
    difference: toWire(compareStates(before, after), loan.currency) as Record<string, unknown>,
    scheduleBefore: presentSchedule({ loan, state: before }),
    scheduleAfter: presentSchedule({ loan, state: after }),
    entries: entries.map((entry) => presentEntry(entry, loan.currency)),
  };
}

/** As the loan's list would number them. */
function numbered(recorded: readonly LoanEvent[]) {
  const lastSeq = recorded.at(-1)?.seq ?? 0;
  return (event: ChangeEvent, index: number): LoanEvent => {
    const seq = lastSeq + index + 1;
    const recordedAt = recorded.at(-1)?.recordedAt ?? '';
    return { ...event, eventId: `quoted/${seq}`, seq, recordedAt } as LoanEvent;
  };
}

function presentEntry(
  { rule, effectiveDate, postings, reversesEntryId }: Entry,
  currency: Currency,
) {
  return {
    rule,
    effectiveDate,
    reversesEntryId,
    postings: postings.map(({ accountCode, side, amountMinor, component }) => ({
      accountCode,
      side,
      amount: toWireMoney(money(amountMinor, currency)),
      component,
    })),
  };
}
