/** What a change of a loan would do and who would decide it: the same quote and path as a request, with nothing stored. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { readChangeFacts } from '../../db/queries/change-facts.ts';
import { listLoanEvents } from '../../db/queries/loans.ts';
import { listUnappliedPayments } from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import { maxDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney } from '../../domain/money.ts';
import { assertChangeFits } from '../../domain/servicing/change-fits.ts';
import { stakeOf, subjectOfChange } from '../../domain/servicing/change-stake.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { quoteEvents } from '../change-quote.ts';
import { visibleLoan } from '../loan-state.ts';
import type { changePreview } from '../schemas/change-previews.ts';
import type { newChange } from '../schemas/loan-changes.ts';
import type { Caller } from './caller.ts';
import { effectiveDateOf, toChangeEvents, withFeeByRule } from './change-events.ts';
import { feesOfChange, feeTimingOf } from './product-fees.ts';
import { choosePath } from './request-openings.ts';

export type PreviewedChange = {
  readonly loanId: string;
  readonly asked: z.output<typeof newChange>;
};

/**
 * @throws DomainError `not_found`, `loan_not_active`, `in_progress` while a payment waits to be placed,
 *   `payment_before_disbursement`, `no_matrix_row`, and what `assertChangeFits` and the replay refuse
 */
export async function previewChange(
  trx: Transaction<DB>,
  caller: Caller,
  { loanId, asked }: PreviewedChange,
): Promise<z.output<typeof changePreview>> {
  const { businessDate } = caller.clock;
  const loan = await visibleLoan(trx, caller.scope, loanId);
  const change = await withFeeByRule(trx, caller, { loanId, asked });
  const effectiveDate = effectiveDateOf(change, businessDate);
  if (effectiveDate < loan.openedDate)
    throw new DomainError('payment_before_disbursement', {
      date: effectiveDate,
      disbursementDate: loan.openedDate,
    });
  if ((await listUnappliedPayments(trx, loanId)).length > 0)
    throw new DomainError('in_progress', {});
  const recorded = await listLoanEvents(trx, loanId);
  const timing = feeTimingOf(change);
  const fees = await feesOfChange(trx, caller, { loanId, timing, effectiveDate });
  const events = [...toChangeEvents(change, effectiveDate, recorded), ...fees];
  const facts = await readChangeFacts(trx, loan);
  assertChangeFits({ events, recorded, businessDate }, facts);
  const asOf = maxDate(businessDate, effectiveDate);
  const quote = await quoteEvents(trx, loan, { recorded, events, businessDate: asOf });
  const [first] = events;
  invariant(first !== undefined, 'a change records at least one event');
  const amount = stakeOf(
    events,
    recorded,
    replayLoan(loan.terms, recorded, businessDate, facts.calendar),
  );
  const subjectType = subjectOfChange(first.kind);
  const { branchId } = loan;
  const path = await choosePath(trx, { subjectType, amount, branchId, submissionNumber: 1 });
  return {
    ...quote,
    effectiveDate,
    quotedSeq: recorded.at(-1)?.seq ?? 0,
    stake: toWireMoney(amount),
    tier: path.tier,
    stages: path.path.map(({ key, mode }) => ({ key, mode })),
  };
}
