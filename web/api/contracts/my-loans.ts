import type * as wire from '../../../api/schemas/my-loans.ts';
import { read, write } from '../contract.ts';

export const listOwnLoans = read<{ answer: typeof wire.ownLoans }>('/v1/my/loans');

export const readOwnLoan = read<{
  params: typeof wire.loanParams;
  answer: typeof wire.ownLoan;
}>('/v1/my/loans/:loanId');

export const readOwnSchedule = read<{
  params: typeof wire.loanParams;
  answer: typeof wire.ownSchedule;
}>('/v1/my/loans/:loanId/schedule');

export const listOwnPayments = read<{
  params: typeof wire.loanParams;
  answer: typeof wire.ownPayments;
}>('/v1/my/loans/:loanId/payments');

export const quotePayoff = write<{
  params: typeof wire.loanParams;
  body: typeof wire.newOwnQuote;
  answer: typeof wire.ownQuote;
}>('POST', '/v1/my/loans/:loanId/payoff-quotes');

export const orderPayment = write<{
  params: typeof wire.loanParams;
  body: typeof wire.newOwnOrder;
  answer: typeof wire.ownPaymentOrder;
}>('POST', '/v1/my/loans/:loanId/payment-orders');

export const readPaymentOrder = read<{
  params: typeof wire.orderParams;
  answer: typeof wire.ownPaymentOrder;
}>('/v1/my/loans/:loanId/payment-orders/:paymentOrderId');

export const givePromise = write<{
  params: typeof wire.loanParams;
  body: typeof wire.newOwnPromise;
  answer: typeof wire.ownPromises;
}>('POST', '/v1/my/loans/:loanId/promises');
