/** What a replay left of a loan: its rows, its position, how its payments were split. Rewritten whole each time. */
import { sql, type Kysely, type QueryCreator, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { LoanRow, LoanState, PaymentAllocation } from '../../domain/servicing/state.ts';
import { newId } from '../ids.ts';
import type { DB, InstallmentTable, LoanPositionTable } from '../tables.ts';

const written = [
  'start_date',
  'due_date',
  'principal_minor',
  'interest_minor',
  'fee_minor',
  'penalty_minor',
  'principal_paid_minor',
  'interest_paid_minor',
  'fee_paid_minor',
  'penalty_paid_minor',
  'waived_minor',
  'balance_minor',
  'paid_date',
] as const;

/** Rows per statement stay far below 65,535 parameters. */
const chunkSize = 500;

/** One statement for any usual loan: rows are written over, those beyond the last one go. */
export async function replaceInstallments(
  trx: Transaction<DB>,
  loanId: string,
  rows: readonly LoanRow[],
): Promise<void> {
  const last = Math.max(0, ...rows.map(({ number }) => number));
  for (let start = 0; start < rows.length; start += chunkSize) {
    const chunk = rows.slice(start, start + chunkSize).map((row) => toInstallment(loanId, row));
    await trx
      .with('written', (db) => upsertRows(db, chunk))
      .deleteFrom('installment')
      .where('loan_id', '=', loanId)
      .where('number', '>', last)
      .execute();
  }
}

function upsertRows(db: QueryCreator<DB>, rows: readonly InstallmentTable[]) {
  return db
    .insertInto('installment')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['loan_id', 'number'])
        .doUpdateSet((excluded) =>
          Object.fromEntries(written.map((column) => [column, excluded.ref(`excluded.${column}`)])),
        ),
    );
}

function toInstallment(loanId: string, row: LoanRow): InstallmentTable {
  const { due, paid, waived } = row;
  return {
    loan_id: loanId,
    number: row.number,
    start_date: row.periodStart,
    due_date: row.dueDate,
    principal_minor: due.principal,
    interest_minor: due.interest,
    fee_minor: due.fee,
    penalty_minor: due.penalty,
    principal_paid_minor: paid.principal,
    interest_paid_minor: paid.interest,
    fee_paid_minor: paid.fee,
    penalty_paid_minor: paid.penalty,
    waived_minor: waived.principal + waived.interest + waived.fee + waived.penalty,
    balance_minor: row.balanceMinor,
    paid_date: row.paidDate,
  };
}

export type SavedInstallment = {
  readonly number: number;
  readonly dueDate: IsoDate;
  readonly outstandingMinor: bigint;
};

const outstanding = sql<bigint>`(principal_minor + interest_minor + fee_minor + penalty_minor
  - principal_paid_minor - interest_paid_minor - fee_paid_minor - penalty_paid_minor - waived_minor)`;

/** Enough to plan the next step and to write a reminder. */
export async function listInstallments(
  db: Kysely<DB>,
  loanId: string,
): Promise<SavedInstallment[]> {
  const rows = await db
    .selectFrom('installment')
    .select(['number', 'due_date', outstanding.as('outstanding_minor')])
    .where('loan_id', '=', loanId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    dueDate: row.due_date,
    outstandingMinor: row.outstanding_minor,
  }));
}

export async function savePosition(
  trx: Transaction<DB>,
  loanId: string,
  position: Omit<LoanPositionTable, 'loan_id'>,
): Promise<void> {
  await trx
    .insertInto('loan_position')
    .values({ loan_id: loanId, ...position })
    .onConflict((conflict) => conflict.column('loan_id').doUpdateSet(position))
    .execute();
}

export function toPosition(
  state: LoanState,
  {
    lastSeq,
    creditSinceDate,
  }: { readonly lastSeq: number; readonly creditSinceDate: IsoDate | null },
): Omit<LoanPositionTable, 'loan_id'> {
  return {
    business_date: state.businessDate,
    currency: state.currency,
    principal_minor: state.principalOutstandingMinor,
    interest_due_minor: state.dueNow.interest,
    fee_due_minor: state.dueNow.fee,
    penalty_due_minor: state.dueNow.penalty,
    overdue_minor: state.overdueMinor,
    credit_minor: state.creditBalanceMinor,
    interest_earned_minor: state.interestEarnedMinor,
    penalty_earned_minor: state.penaltyEarnedMinor,
    days_past_due: state.daysPastDue,
    bucket: state.bucket,
    next_due_date: state.nextDueDate,
    next_due_minor: state.nextDueMinor,
    last_seq: lastSeq,
    oldest_due_date: state.oldestUnpaidDueDate,
    credit_since_date: creditSinceDate,
  };
}

export type Position = Omit<LoanPositionTable, 'loan_id'>;

export async function findPosition(db: Kysely<DB>, loanId: string): Promise<Position | undefined> {
  return db
    .selectFrom('loan_position')
    .selectAll()
    .where('loan_id', '=', loanId)
    .executeTakeFirst();
}

/** One line per component touched, the rest held as credit last. */
export async function replaceAllocations(
  trx: Transaction<DB>,
  loanId: string,
  allocations: readonly PaymentAllocation[],
): Promise<void> {
  await trx.deleteFrom('allocation').where('loan_id', '=', loanId).execute();
  const rows = allocations.flatMap((allocation) => toAllocationRows(loanId, allocation));
  for (let start = 0; start < rows.length; start += chunkSize) {
    await trx
      .insertInto('allocation')
      .values(rows.slice(start, start + chunkSize))
      .execute();
  }
}

function toAllocationRows(loanId: string, allocation: PaymentAllocation) {
  const { key, eventId, kind, effectiveDate, lines, creditMinor } = allocation;
  const credit = {
    installmentNumber: null,
    component: 'credit',
    amountMinor: creditMinor,
  } as const;
  const all = creditMinor > 0n ? [...lines, credit] : lines;
  return all.map(({ installmentNumber, component, amountMinor }, index) => ({
    allocation_id: newId(),
    loan_id: loanId,
    loan_event_id: eventId,
    allocation_key: key,
    kind,
    effective_date: effectiveDate,
    line: index + 1,
    installment_number: installmentNumber,
    component,
    amount_minor: amountMinor,
  }));
}
