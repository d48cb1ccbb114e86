/** The timed steps of a loan that were taken: each kind once per installment and date. */
import type { Kysely, Transaction } from 'kysely';
import type { LoanStep, LoanStepKind } from '../../domain/servicing/steps.ts';
import { loanStepKinds } from '../../domain/servicing/steps.ts';
import { sql } from 'kysely';
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

/** The latest step by date, order of the day and row. */
export async function findLastStep(db: Kysely<DB>, loanId: string): Promise<LoanStep | null> {
  const row = await db
    .selectFrom('loan_step')
    .select(['kind', 'installment_number', 'step_date'])
    .where('loan_id', '=', loanId)
    .orderBy('step_date', 'desc')
    .orderBy(sql`array_position(${[...loanStepKinds]}::text[], kind)`, 'desc')
    .orderBy('installment_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    kind: row.kind as LoanStepKind,
    installmentNumber: row.installment_number,
    date: row.step_date,
  };
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
