/** Changes of loans: quoted, approved by the request that opens with them, then recorded on the loan. */
import type { z } from 'zod';
import { listLoanChanges, type LoanChange } from '../../db/queries/loan-changes.ts';
import { listLoanEvents } from '../../db/queries/loans.ts';
import { toWire } from '../../domain/wire.ts';
import { quoteEvents } from '../change-quote.ts';
import { paymentEventOf } from '../commands/change-events.ts';
import { planChange } from '../commands/change-plans.ts';
import { requestChange } from '../commands/loan-changes.ts';
import { previewPrepayment } from '../commands/payment-rules.ts';
import { assertPayable } from '../commands/payments.ts';
import { visibleLoan } from '../loan-state.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/loan-changes.ts';

const tag = 'loan-changes';
const ofLoan = '/v1/loans/:loanId/changes';

export const routes: readonly Route[] = [
  defineRead({
    path: ofLoan,
    access: 'loan.read',
    tag,
    summary: 'List the changes asked for on a loan, newest first',
    params: wire.loanParams,
    response: wire.loanChanges,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      const { loanId } = await visibleLoan(db, scope, params.loanId);
      const items = await listLoanChanges(db, loanId);
      return { body: { items: items.map((change) => present(change)) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: ofLoan,
    access: 'loan-change.create',
    tag,
    summary: 'Ask for a change of a loan and see what it would do',
    params: wire.loanParams,
    body: wire.newChange,
    response: wire.loanChange,
    status: 201,
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
      'money_in_flight',
      'extension_not_allowed',
      'relief_exceeds_limit',
      'pause_without_days',
      'return_not_allowed',
      'rate_out_of_range',
      'term_out_of_range',
      'event_not_found',
      'no_matrix_row',
    ],
    command: async (trx, context) => {
      const { loanId } = context.params;
      const plan = await planChange(trx, context, { loanId, change: context.body });
      const change = await requestChange(trx, context, { loanId, ...plan });
      return { status: 201, body: present(change), version: change.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/loans/:loanId/payment-previews',
    access: 'payment.create',
    tag,
    summary: 'Show what a payment would do to a loan, also a backdated one; nothing is recorded',
    params: wire.loanParams,
    body: wire.paymentPreview,
    response: wire.changeQuote,
    refusals: [
      'not_found',
      'currency_mismatch',
      'amount_not_positive',
      'date_in_future',
      'payment_before_disbursement',
      'backdating_too_far',
      'loan_not_active',
      'prepayment_not_allowed',
      'in_progress',
    ],
    command: async (trx, { params, body, scope, clock }) => {
      const loan = await visibleLoan(trx, scope, params.loanId);
      const { businessDate } = clock;
      assertPayable(loan, body, businessDate);
      const fee = body.purpose === 'prepayment' ? await previewPrepayment(trx, loan, body) : null;
      const recorded = await listLoanEvents(trx, loan.loanId);
      const isNonPerforming = loan.nonPerformingSince !== null;
      const event = paymentEventOf(body, { isNonPerforming, fee });
      return { body: await quoteEvents(trx, loan, { recorded, events: [event], businessDate }) };
    },
  }),
];

function present(change: LoanChange): z.output<typeof wire.loanChange> {
  // Events of a change hold only amounts that carry their currency.
  return {
    ...change,
    events: toWire(change.events, 'CNY') as unknown as Record<string, unknown>[],
  };
}
