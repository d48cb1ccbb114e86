/** A changed calendar moves the unpaid due dates of a loan: once for each change, with what moved in the audit trail. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { takeCalendarShifts } from '../../db/queries/calendar-changes.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listInstallments } from '../../db/queries/installments.ts';
import { listLoanEvents, type Loan } from '../../db/queries/loans.ts';
import type { DB } from '../../db/tables.ts';
import { settleLoan } from './settle-loan.ts';

/** The loan must be locked. @returns it as it is afterwards; the same when no change of the calendar waits */
export async function moveDueDates(
  trx: Transaction<DB>,
  loan: Loan,
  { businessDate }: BusinessClock,
): Promise<Loan> {
  const changeIds = await takeCalendarShifts(trx, loan.loanId);
  if (changeIds.length === 0 || loan.status !== 'active') return loan;
  const before = await listInstallments(trx, loan.loanId);
  const events = await listLoanEvents(trx, loan.loanId);
  const settled = await settleLoan(trx, { loan, events, businessDate, accrueToDate: false });
  const after = await listInstallments(trx, loan.loanId);
  const moved = before.flatMap(({ number, dueDate }) => {
    const toDate = after.find((row) => row.number === number)?.dueDate ?? dueDate;
    return toDate === dueDate ? [] : [{ number, fromDate: dueDate, toDate }];
  });
  await insertAudit(trx, {
    actorId: null,
    action: 'loan.due_dates_moved',
    subjectType: 'loan',
    subjectId: loan.loanId,
    before: { dueDates: moved.map(({ number, fromDate }) => `${number} ${fromDate}`) },
    after: { dueDates: moved.map(({ number, toDate }) => `${number} ${toDate}`), changeIds },
    businessDate,
  });
  return settled.loan;
}
