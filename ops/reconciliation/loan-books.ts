/**
 * Loans against everything that was derived from them: each is replayed from its events to the date it was last
 * settled for, and compared with its stored rows, its position and its postings.
 */
import type { Kysely } from 'kysely';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { listWrongCommitments } from '../../db/queries/commitments.ts';
import { findPosition, type Position } from '../../db/queries/installments.ts';
import { listLoanEntries } from '../../db/queries/ledger.ts';
import { findLoan, listLoanEvents, type Loan } from '../../db/queries/loans.ts';
import { listLoanPayments } from '../../db/queries/payments.ts';
import {
  listLoanIds,
  listMisplacedPayments,
  listSavedRows,
  listUnbookedDisbursements,
  readLedgerTotals,
} from '../../db/queries/reconciliation.ts';
import { listRefunds, sumRefundsInFlight, type Refund } from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import { checkBooks } from '../../domain/ledger/checks.ts';
import { formatAmount, money, sum, type Currency } from '../../domain/money.ts';
import type { WorkCalendar } from '../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import type { LoanRow, LoanState } from '../../domain/servicing/state.ts';
import { difference, type Difference } from './difference.ts';

export async function compareBooks(
  db: Kysely<DB>,
): Promise<{ loanCount: number; differences: Difference[] }> {
  const calendar = await readWorkCalendar(db);
  const loanIds = await listLoanIds(db);
  const differences = await compareTotals(db);
  for (const loanId of loanIds) differences.push(...(await compareLoan(db, loanId, calendar)));
  return { loanCount: loanIds.length, differences };
}

async function compareTotals(db: Kysely<DB>): Promise<Difference[]> {
  const totals = await readLedgerTotals(db);
  const unbooked = await listUnbookedDisbursements(db);
  const misplaced = await listMisplacedPayments(db);
  const commitments = await listWrongCommitments(db);
  return [
    ...commitments.flatMap((number) =>
      difference('commitment', number, {
        expected: 'the accepted offer',
        actual: 'another amount',
      }),
    ),
    ...totals.flatMap(({ currency, debitMinor, creditMinor }) =>
      difference('trial_balance', currency, { expected: debitMinor, actual: creditMinor }),
    ),
    ...unbooked.flatMap((id) =>
      difference('disbursement_booked', id, { expected: 'a loan', actual: 'none' }),
    ),
    ...misplaced.flatMap((id) =>
      difference('payment_placed', id, { expected: 'one event', actual: 'another state' }),
    ),
  ];
}

/** One snapshot for all that is compared, so that a step taken meanwhile is no difference. */
async function compareLoan(
  db: Kysely<DB>,
  loanId: string,
  calendar: WorkCalendar,
): Promise<Difference[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const loan = await findLoan(trx, loanId);
      const position = await findPosition(trx, loanId);
      if (loan === undefined || position === undefined)
        return difference('position', loanId, { expected: 'one', actual: 'none' });
      const events = await listLoanEvents(trx, loanId);
      const state = replayLoan(loan.terms, events, position.business_date, calendar);
      const payments = await listLoanPayments(trx, loanId);
      const unapplied = payments.filter(({ status }) => status === 'received');
      const unappliedMinor = sum(unapplied.map(({ amount }) => amount.minor));
      return [
        ...compareStatus(loan, state),
        ...comparePosition(loan, state, position),
        ...compareRefunds(loan, events, await listRefunds(trx, loanId)),
        ...compareRows(loan, state, await listSavedRows(trx, loanId)),
        ...checkBooks(
          state,
          await listLoanEntries(trx, loanId),
          unappliedMinor,
          await sumRefundsInFlight(trx, loanId),
        ).map((found) => ({
          check: `books.${found.check}`,
          subject: loan.number,
          expected: amountText(found.expectedMinor, loan.currency),
          actual: amountText(found.actualMinor, loan.currency),
        })),
      ];
    });
}

function compareStatus({ number, status, closedDate }: Loan, state: LoanState): Difference[] {
  return [
    ...difference('status', number, { expected: state.status, actual: status }),
    ...difference('closed_date', number, { expected: state.closedDate, actual: closedDate }),
  ];
}

function comparePosition({ number }: Loan, state: LoanState, saved: Position): Difference[] {
  const pairs = [
    ['principal', state.principalOutstandingMinor, saved.principal_minor],
    ['overdue', state.overdueMinor, saved.overdue_minor],
    ['credit', state.creditBalanceMinor, saved.credit_minor],
    ['interest_earned', state.interestEarnedMinor, saved.interest_earned_minor],
    ['penalty_earned', state.penaltyEarnedMinor, saved.penalty_earned_minor],
    ['days_past_due', state.daysPastDue, saved.days_past_due],
    ['bucket', state.bucket, saved.bucket],
    ['next_due_date', state.nextDueDate, saved.next_due_date],
  ] as const;
  return pairs.flatMap(([name, expected, actual]) =>
    difference(`position.${name}`, number, { expected, actual }),
  );
}

/** Each event that sent money back has its refund; one that failed has been reversed, any other has not. */
function compareRefunds(
  { number }: Loan,
  events: readonly LoanEvent[],
  refunds: readonly Refund[],
): Difference[] {
  const byEvent = new Map(refunds.map((refund) => [refund.loanEventId, refund]));
  const reversed = new Set(
    events.flatMap((event) => (event.kind === 'reversal' ? [event.reversedEventId] : [])),
  );
  return events.flatMap((event) => {
    if (event.kind !== 'refund' || event.refundId === undefined) return [];
    const refund = byEvent.get(event.eventId);
    const isGivenUp = refund?.status === 'refused' || refund?.status === 'returned';
    const subject = `${number} ${event.refundId}`;
    return [
      ...difference('refund', subject, { expected: event.refundId, actual: refund?.refundId }),
      ...difference('refund_reversed', subject, {
        expected: isGivenUp,
        actual: reversed.has(event.eventId),
      }),
    ];
  });
}

type SavedRow = Awaited<ReturnType<typeof listSavedRows>>[number];

function compareRows({ number }: Loan, state: LoanState, saved: readonly SavedRow[]): Difference[] {
  const byNumber = new Map(saved.map((row) => [row.number, row]));
  return [
    ...difference('rows', number, { expected: state.rows.length, actual: saved.length }),
    ...state.rows.flatMap((row) =>
      difference('row', `${number} #${row.number}`, {
        expected: rowText(row),
        actual: savedText(byNumber.get(row.number)),
      }),
    ),
  ];
}

/** Projected rows move with the business date, so only what is fixed and what was paid is compared. */
function rowText({ dueDate, due, paid }: LoanRow): string {
  return [dueDate, due.principal, paid.principal, paid.interest, paid.fee, paid.penalty].join(' ');
}

function savedText(row: SavedRow | undefined): string {
  if (row === undefined) return 'none';
  return [
    row.due_date,
    row.principal_minor,
    row.principal_paid_minor,
    row.interest_paid_minor,
    row.fee_paid_minor,
    row.penalty_paid_minor,
  ].join(' ');
}

function amountText(minor: bigint, currency: Currency): string {
  return formatAmount(money(minor, currency));
}
