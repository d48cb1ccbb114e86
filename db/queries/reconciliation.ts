/** What the reconciliation reads: sets of ids, sums over the whole ledger, every process row. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB, InstallmentTable } from '../tables.ts';
import type { ProcessKind } from './processes.ts';

export async function listLoanIds(db: Kysely<DB>): Promise<string[]> {
  const rows = await db.selectFrom('loan').select('loan_id').orderBy('loan_id').execute();
  return rows.map((row) => row.loan_id);
}

/** The rows of a loan as they are stored. */
export async function listSavedRows(
  db: Kysely<DB>,
  loanId: string,
): Promise<Omit<InstallmentTable, 'loan_id'>[]> {
  return db
    .selectFrom('installment')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('number')
    .execute();
}

export type CurrencyTotal = {
  readonly currency: Currency;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
};

export async function readLedgerTotals(db: Kysely<DB>): Promise<CurrencyTotal[]> {
  const total = (side: 'debit' | 'credit') =>
    sql<bigint>`coalesce(sum(amount_minor) filter (where side = ${side}), 0)::bigint`;
  const rows = await db
    .selectFrom('posting')
    .select(['currency', total('debit').as('debit'), total('credit').as('credit')])
    .groupBy('currency')
    .execute();
  return rows.map(({ currency, debit, credit }) => ({
    currency,
    debitMinor: debit,
    creditMinor: credit,
  }));
}

/** Confirmed money without a loan, and loans whose application does not name them. */
export async function listUnbookedDisbursements(db: Kysely<DB>): Promise<string[]> {
  const rows = await db
    .selectFrom('disbursement')
    .leftJoin('loan', 'loan.application_id', 'disbursement.application_id')
    .leftJoin('application', 'application.loan_id', 'loan.loan_id')
    .select('disbursement.disbursement_id')
    .where('disbursement.status', '=', 'confirmed')
    .where((where) =>
      where.or([
        where('loan.loan_id', 'is', null),
        where('application.application_id', 'is', null),
      ]),
    )
    .execute();
  return rows.map((row) => row.disbursement_id);
}

/** Applied payments without an event, and events whose payment is not applied. */
export async function listMisplacedPayments(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ payment_id: string }>`
    select payment.payment_id
      from payment
      left join (select distinct payload->>'paymentId' as payment_id from loan_event) as placed
        on placed.payment_id = payment.payment_id::text
     where (payment.status = 'applied' and placed.payment_id is null)
        or (payment.status in ('received', 'suspense') and placed.payment_id is not null)
  `.execute(db);
  return rows.map((row) => row.payment_id);
}

export type ProcessState = {
  readonly workflowId: string;
  readonly kind: ProcessKind;
  readonly subjectId: string;
  readonly status: 'open' | 'ended';
  readonly nextWakeAt: Instant | null;
};

export async function listProcesses(db: Kysely<DB>): Promise<ProcessState[]> {
  const rows = await db.selectFrom('process').selectAll().orderBy('workflow_id').execute();
  return rows.map((row) => ({
    workflowId: row.workflow_id,
    kind: row.kind as ProcessKind,
    subjectId: row.subject_id,
    status: row.status,
    nextWakeAt: row.next_wake_at,
  }));
}
