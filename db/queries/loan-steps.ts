/** The timed steps of a loan: which were taken, each once per installment and date, and what the next one depends on. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import {
  loanStepKinds,
  type LoanStep,
  type LoanStepKind,
  type StepRow,
} from '../../domain/servicing/steps.ts';
import type { DB } from '../tables.ts';

/** False when the step was taken before; then its work is done and nothing is left to do. */
export async function claimStep(
  trx: Transaction<DB>,
  loanId: string,
  step: LoanStep,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('loan_step')
    .values({
      loan_id: loanId,
      kind: step.kind,
      installment_number: step.installmentNumber,
      step_date: step.date,
    })
    .onConflict((conflict) => conflict.constraint('loan_step_once').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Every step taken for a loan, in the order they were due. */
export async function listSteps(db: Kysely<DB>, loanId: string): Promise<LoanStep[]> {
  const rows = await db
    .selectFrom('loan_step')
    .select(['kind', 'installment_number', 'step_date'])
    .where('loan_id', '=', loanId)
    .orderBy('step_date')
    .orderBy('kind')
    .orderBy('installment_number')
    .execute();
  return rows.map((row) => ({
    kind: row.kind as LoanStepKind,
    installmentNumber: row.installment_number,
    date: row.step_date,
  }));
}

export type StepBasis = {
  readonly rows: readonly StepRow[];
  readonly creditSinceDate: IsoDate | null;
  readonly last: LoanStep | null;
};

const rows = sql<StepRow[]>`(select coalesce(json_agg(json_build_object(
  'number', number, 'dueDate', due_date, 'isOpen', principal_minor + interest_minor + fee_minor + penalty_minor
    > principal_paid_minor + interest_paid_minor + fee_paid_minor + penalty_paid_minor + waived_minor)
  order by number), '[]'::json) from installment where installment.loan_id = loan_position.loan_id)`;

/** The latest by date, order of the day and row. */
const last = sql<LoanStep | null>`(select json_build_object(
  'kind', kind, 'installmentNumber', installment_number, 'date', step_date)
  from loan_step where loan_step.loan_id = loan_position.loan_id
  order by step_date desc, array_position(${[...loanStepKinds] as LoanStepKind[]}::text[], kind) desc,
    installment_number desc limit 1)`;

/** In one statement, because every timed step ends by asking for it. */
export async function readStepBasis(db: Kysely<DB>, loanId: string): Promise<StepBasis> {
  const row = await db
    .selectFrom('loan_position')
    .select(['credit_since_date', rows.as('rows'), last.as('last')])
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return { rows: row.rows, creditSinceDate: row.credit_since_date, last: row.last };
}
