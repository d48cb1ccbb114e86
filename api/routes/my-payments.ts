/** Orders to pay and promises: what a borrower does about an own loan. */
import { DomainError } from '../../domain/errors.ts';
import { listPaymentOrders } from '../../db/queries/payment-orders.ts';
import { listPromises } from '../../db/queries/promises.ts';
import { findRunningCaseId } from '../../db/queries/case-loans.ts';
import { orderPayment } from '../commands/payment-orders.ts';
import { givePromise } from '../commands/promises.ts';
import { visibleLoan } from '../loan-state.ts';
import { presentOwnOrder, presentPart } from '../own-loans.ts';
import { ownScope } from '../own.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/my-loans.ts';

const tag = 'my';
const one = '/v1/my/loans/:loanId';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: `${one}/payment-orders`,
    access: 'portal.write',
    tag,
    summary: 'Order a payment: by direct debit, or by a transfer of one’s own with a reference',
    params: wire.loanParams,
    body: wire.newOwnOrder,
    response: wire.ownPaymentOrder,
    status: 201,
    refusals: [
      'not_found',
      'currency_mismatch',
      'amount_not_positive',
      'payment_before_disbursement',
      'loan_not_active',
      'payoff_not_quoted',
      'payment_below_payoff',
      'payment_implausible',
      'prepayment_not_allowed',
      'money_in_flight',
      'in_progress',
      'payment_order_open',
      'direct_debit_unavailable',
      'debit_account_missing',
    ],
    command: async (trx, context) => {
      const order = await orderPayment(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: presentOwnOrder(order) };
    },
  }),
  defineRead({
    path: `${one}/payment-orders/:paymentOrderId`,
    access: 'portal.read',
    tag,
    summary: 'Read what became of an order to pay',
    params: wire.orderParams,
    response: wire.ownPaymentOrder,
    refusals: ['not_found'],
    handler: async ({ db, params, actor }) => {
      const { loanId } = await visibleLoan(db, ownScope(actor), params.loanId);
      const orders = await listPaymentOrders(db, loanId);
      const order = orders.find(({ paymentOrderId }) => paymentOrderId === params.paymentOrderId);
      if (order === undefined) throw new DomainError('not_found', { resource: 'payment_order' });
      return { body: presentOwnOrder(order) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/promises`,
    access: 'portal.write',
    tag,
    summary: 'Promise to pay what is past due; it takes the place of the open promise',
    params: wire.loanParams,
    body: wire.newOwnPromise,
    response: wire.ownPromises,
    status: 201,
    refusals: [
      'not_found',
      'nothing_past_due',
      'currency_mismatch',
      'amount_not_positive',
      'promise_date_out_of_range',
      'too_many_promises',
    ],
    command: async (trx, context) => {
      const { actor, params, body } = context;
      const { customerId } = await visibleLoan(trx, ownScope(actor), params.loanId);
      const promiseSetId = await givePromise(trx, context, { customerId, parts: body.parts });
      const caseId = await findRunningCaseId(trx, customerId);
      const promises = caseId === undefined ? [] : await listPromises(trx, caseId);
      const own = promises.filter((promise) => promise.promiseSetId === promiseSetId);
      return { status: 201, body: { parts: own.map(presentPart) } };
    },
  }),
];
