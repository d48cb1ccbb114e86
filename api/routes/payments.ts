/** Payments and payoff quotes of a loan. */
import type { z } from 'zod';
import { listLoanPayments, listSuspense, type Payment } from '../../db/queries/payments.ts';
import type { StoredPayoffQuote } from '../../db/queries/payoff-quotes.ts';
import { money, toWireMoney, type Currency } from '../../domain/money.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import type { PaymentAllocation } from '../../domain/servicing/state.ts';
import { suggestForPayments } from '../bank-suggestions.ts';
import { recordPayment } from '../commands/payments.ts';
import { makePayoffQuote } from '../commands/payoff-quotes.ts';
import { matchSuspense, recordSuspense } from '../commands/suspense-payments.ts';
import { readLoanToday } from '../loan-state.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/payments.ts';

const tag = 'payments';
const path = '/v1/loans/:loanId/payments';

export const routes: readonly Route[] = [
  defineRead({
    path,
    access: 'payment.read',
    tag,
    summary: 'List the payments of a loan, each with its allocation',
    params: wire.loanParams,
    response: wire.loanPayments,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, clock }) => {
      const request = { ...params, businessDate: clock.businessDate };
      const { loan, events, state } = await readLoanToday(db, scope, request);
      const payments = await listLoanPayments(db, loan.loanId);
      const allocations = byPayment(events, state.allocations);
      return {
        body: {
          items: payments.map((payment) => ({
            ...presentPayment(payment),
            allocation: presentIfAny(allocations.get(payment.paymentId), loan.currency),
          })),
          creditUses: state.allocations
            .filter(({ kind }) => kind === 'credit_use')
            .map((allocation) => presentAllocation(allocation, loan.currency)),
        },
      };
    },
  }),
  defineWrite({
    method: 'POST',
    path,
    access: 'payment.create',
    tag,
    summary: 'Record money received for a loan, once for each reference of its provider',
    params: wire.loanParams,
    body: wire.newPayment,
    response: wire.payment,
    status: 201,
    refusals: [
      'not_found',
      'payment_already_recorded',
      'currency_mismatch',
      'amount_not_positive',
      'date_in_future',
      'payment_before_disbursement',
      'backdating_too_far',
      'loan_not_active',
      'payoff_not_quoted',
      'payment_below_payoff',
      'payment_implausible',
      'prepayment_not_allowed',
      'money_in_flight',
      'in_progress',
    ],
    command: async (trx, context) => {
      const payment = await recordPayment(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: presentPayment(payment) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/loans/:loanId/payoff-quotes',
    access: 'payoff-quote.create',
    tag,
    summary: 'Quote what closes the loan, good through a date',
    params: wire.loanParams,
    body: wire.newPayoffQuote,
    response: wire.payoffQuote,
    status: 201,
    refusals: ['not_found', 'loan_not_active', 'payoff_date_out_of_range', 'in_progress'],
    command: async (trx, context) => {
      const quote = await makePayoffQuote(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: presentQuote(quote) };
    },
  }),
  defineRead({
    path: '/v1/suspense-payments',
    access: 'payment.match',
    tag,
    summary:
      'List money whose loan nobody knows yet, oldest first, with the loans it may be meant for',
    query: wire.suspenseQuery,
    response: wire.suspensePage,
    handler: async ({ db, query, clock, scope, actor }) => {
      const request = { limit: query.size, offset: offsetOf(query) };
      const { payments, total } = await listSuspense(db, request);
      const suggestions = await suggestForPayments(db, { actor, scope }, payments);
      const found = { rows: payments, total, asOf: clock.now };
      return {
        body: toPage(query, found, (payment) => ({
          ...presentSuspense(payment),
          suggestions: [...(suggestions.get(payment.paymentId) ?? [])],
        })),
      };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/suspense-payments',
    access: 'payment.match',
    tag,
    summary: 'Record money whose loan is not known yet',
    body: wire.newSuspense,
    response: wire.suspensePayment,
    status: 201,
    refusals: [
      'payment_already_recorded',
      'amount_not_positive',
      'date_in_future',
      'backdating_too_far',
    ],
    command: async (trx, context) => {
      const payment = await recordSuspense(trx, context, context.body);
      return { status: 201, body: presentSuspense(payment) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/suspense-payments/:paymentId/matches',
    access: 'payment.match',
    tag,
    summary: 'Match money in suspense with its loan',
    params: wire.paymentParams,
    body: wire.newMatch,
    response: wire.suspensePayment,
    status: 201,
    refusals: [
      'not_found',
      'payment_not_in_suspense',
      'currency_mismatch',
      'payment_before_disbursement',
      'backdating_too_far',
      'loan_not_active',
    ],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const payment = await matchSuspense(trx, context, input);
      return { status: 201, body: presentSuspense(payment) };
    },
  }),
];

function presentSuspense(payment: Payment): z.output<typeof wire.suspensePayment> {
  return { ...presentPayment(payment), remark: payment.details.remark ?? null };
}

export function presentPayment(payment: Payment): z.output<typeof wire.payment> {
  const { recordedBy: _by, details: _details, ...shown } = payment;
  return { ...shown, amount: toWireMoney(payment.amount) };
}

export function presentQuote({
  quotedBy: _by,
  ...quote
}: StoredPayoffQuote): z.output<typeof wire.payoffQuote> {
  return { ...quote, amount: toWireMoney(quote.amount) };
}

/** Allocations know their event, payments are known to their events. */
export function byPayment(
  events: readonly LoanEvent[],
  allocations: readonly PaymentAllocation[],
): ReadonlyMap<string, PaymentAllocation> {
  const paymentIds = new Map(
    events.flatMap((event) =>
      'paymentId' in event ? [[event.eventId, event.paymentId] as const] : [],
    ),
  );
  return new Map(
    allocations.flatMap((allocation) => {
      const paymentId =
        allocation.eventId === null ? undefined : paymentIds.get(allocation.eventId);
      return paymentId === undefined ? [] : [[paymentId, allocation] as const];
    }),
  );
}

function presentIfAny(allocation: PaymentAllocation | undefined, currency: Currency) {
  return allocation === undefined ? null : presentAllocation(allocation, currency);
}

function presentAllocation(
  allocation: PaymentAllocation,
  currency: Currency,
): z.output<typeof wire.allocation> {
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, currency));
  const { key, kind, effectiveDate, amountMinor, creditMinor, principalAfterMinor } = allocation;
  return {
    key,
    kind,
    effectiveDate,
    amount: inCurrency(amountMinor),
    lines: allocation.lines.map(({ amountMinor: part, ...line }) => ({
      ...line,
      amount: inCurrency(part),
    })),
    credit: inCurrency(creditMinor),
    principalAfter: inCurrency(principalAfterMinor),
  };
}
