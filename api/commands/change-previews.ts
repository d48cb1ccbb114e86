/** What a change of a loan would do and who would decide it: the same quote and path as a request, with nothing stored. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '../../db/tables.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney } from '../../domain/money.ts';
import { subjectOfChange } from '../../domain/servicing/change-stake.ts';
import { visibleLoan } from '../loan-state.ts';
import type { changePreview } from '../schemas/change-previews.ts';
import type { newChange } from '../schemas/loan-changes.ts';
import type { Caller } from './caller.ts';
import { assertOpened, planChange, quoteChange } from './change-plans.ts';
import { choosePath } from './request-openings.ts';

export type PreviewedChange = {
  readonly loanId: string;
  readonly change: z.output<typeof newChange>;
};

/**
 * @throws DomainError `not_found`, `loan_not_active`, `in_progress` while a payment waits to be placed,
 *   `payment_before_disbursement`, `no_matrix_row`, and what `assertChangeFits` and the replay refuse
 */
export async function previewChange(
  trx: Transaction<DB>,
  caller: Caller,
  asked: PreviewedChange,
): Promise<z.output<typeof changePreview>> {
  const loan = await visibleLoan(trx, caller.scope, asked.loanId);
  const plan = await planChange(trx, caller, asked);
  const { effectiveDate } = plan;
  assertOpened(loan, effectiveDate);
  const { events, quote, quotedSeq, stake } = await quoteChange(trx, caller, { loan, ...plan });
  const [first] = events;
  invariant(first !== undefined, 'a change records at least one event');
  const path = await choosePath(trx, {
    subjectType: subjectOfChange(first.kind),
    amount: stake,
    branchId: loan.branchId,
    submissionNumber: 1,
  });
  return {
    ...quote,
    effectiveDate,
    quotedSeq,
    stake: toWireMoney(stake),
    tier: path.tier,
    stages: path.path.map(({ key, mode }) => ({ key, mode })),
  };
}
