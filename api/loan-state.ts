/** A loan as it stands today: replayed from its events at the moment it is asked for. */
import type { Kysely } from 'kysely';
import { readWorkCalendar } from '../db/queries/calendar.ts';
import { findLoan, listLoanEvents, type Loan } from '../db/queries/loans.ts';
import { isWithinScope, type Scope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import type { IsoDate } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { emptyCalendar } from '../domain/schedule/working-days.ts';
import type { LoanEvent } from '../domain/servicing/events.ts';
import { replayLoan } from '../domain/servicing/replay.ts';
import type { LoanState } from '../domain/servicing/state.ts';

export type LoanToday = {
  readonly loan: Loan;
  readonly events: readonly LoanEvent[];
  readonly state: LoanState;
};

/** @throws DomainError `not_found` also for a loan of another branch */
export async function visibleLoan(db: Kysely<DB>, scope: Scope, loanId: string): Promise<Loan> {
  const loan = await findLoan(db, loanId);
  if (loan === undefined || !isWithinScope(scope, loan))
    throw new DomainError('not_found', { resource: 'loan' });
  return loan;
}

/** @throws DomainError `not_found` */
export async function readLoanToday(
  db: Kysely<DB>,
  scope: Scope,
  { loanId, businessDate }: { readonly loanId: string; readonly businessDate: IsoDate },
): Promise<LoanToday> {
  const loan = await visibleLoan(db, scope, loanId);
  const events = await listLoanEvents(db, loanId);
  const { terms } = loan;
  const calendar = terms.dueDateShift === 'none' ? emptyCalendar : await readWorkCalendar(db);
  return { loan, events, state: replayLoan(terms, events, businessDate, calendar) };
}
