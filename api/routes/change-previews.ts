/** A change of a loan before it is asked for: both schedules side by side, and who decides. */
import { previewChange } from '../commands/change-previews.ts';
import { defineWrite, type Route } from '../route.ts';
import { changePreview } from '../schemas/change-previews.ts';
import { loanParams, newChange } from '../schemas/loan-changes.ts';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/loans/:loanId/change-previews',
    access: 'loan-change.create',
    tag: 'loan-changes',
    summary: 'Show what a change would do and who would decide it; nothing is recorded',
    params: loanParams,
    body: newChange,
    response: changePreview,
    refusals: [
      'not_found',
      'loan_not_active',
      'in_progress',
      'date_in_future',
      'payment_before_disbursement',
      'currency_mismatch',
      'amount_not_positive',
      'waiver_exceeds_outstanding',
      'refund_exceeds_credit',
      'write_off_not_allowed',
      'extension_not_allowed',
      'relief_exceeds_limit',
      'pause_without_days',
      'return_not_allowed',
      'rate_out_of_range',
      'term_out_of_range',
      'event_not_found',
      'no_matrix_row',
      'money_in_flight',
    ],
    command: async (trx, context) => ({
      body: await previewChange(trx, context, { ...context.params, change: context.body }),
    }),
  }),
];
