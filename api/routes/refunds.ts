/** Refunds: asked for on a loan, paid by the rail, reconciled by finance when nobody answered. */
import type { z } from 'zod';
import { findRefund, listRefunds, type Refund } from '../../db/queries/refunds.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import { askForRefund, recordReturnedRefund, reconcileRefund } from '../commands/refunds.ts';
import { visibleLoan } from '../loan-state.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/refunds.ts';

const tag = 'refunds';
const ofLoan = '/v1/loans/:loanId/refunds';
const one = '/v1/refunds/:refundId';

export const routes: readonly Route[] = [
  defineRead({
    path: ofLoan,
    access: 'loan.read',
    tag,
    summary: 'List the refunds of a loan, oldest first',
    params: wire.loanParams,
    response: wire.refunds,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      const { loanId } = await visibleLoan(db, scope, params.loanId);
      return { body: { items: (await listRefunds(db, loanId)).map(present) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: ofLoan,
    access: 'loan-change.create',
    tag,
    summary: 'Give a credit balance back: up to the limit at once, above it by a request',
    params: wire.loanParams,
    body: wire.newRefund,
    response: wire.askedRefund,
    status: 201,
    refusals: [
      'not_found',
      'loan_not_active',
      'in_progress',
      'currency_mismatch',
      'amount_not_positive',
      'refund_exceeds_credit',
      'no_matrix_row',
    ],
    command: async (trx, context) => {
      const asked = { ...context.params, ...context.body };
      const { loanChangeId, status, events, requestId } = await askForRefund(trx, context, asked);
      const [event] = events;
      if (event?.kind !== 'refund') throw new Error('A refund is one event');
      const amount = toWireMoney(event.amount);
      return { status: 201, body: { loanChangeId, status, amount, requestId } };
    },
  }),
  defineRead({
    path: one,
    access: 'loan.read',
    tag,
    summary: 'Read a refund',
    params: wire.refundParams,
    response: wire.refund,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      const found = await findRefund(db, params.refundId);
      if (found === undefined) throw new DomainError('not_found', { resource: 'refund' });
      await visibleLoan(db, scope, found.loanId);
      return { body: present(found), version: found.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/reconciliations`,
    access: 'refund.reconcile',
    tag,
    summary: 'Say what became of a refund whose answer was lost',
    params: wire.refundParams,
    body: wire.reconciliation,
    response: wire.refund,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'money_in_flight', 'four_eyes', 'date_in_future'],
    command: async (trx, context) => {
      const saved = await reconcileRefund(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: present(saved), version: saved.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/returns`,
    access: 'refund.reconcile',
    tag,
    summary: 'Record that the bank has sent a refund back; it is a credit balance again',
    params: wire.refundParams,
    body: wire.returned,
    response: wire.refund,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'loan_not_active'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const saved = await recordReturnedRefund(trx, context, input);
      return { status: 201, body: present(saved), version: saved.version };
    },
  }),
];

function present({ loanEventId: _event, ...refund }: Refund): z.output<typeof wire.refund> {
  return { ...refund, amount: toWireMoney(refund.amount) };
}
