import type * as disbursements from '../../../api/schemas/disbursements.ts';
import type * as desk from '../../../api/schemas/payments-desk.ts';
import type * as payments from '../../../api/schemas/payments.ts';
import type * as refunds from '../../../api/schemas/refunds.ts';
import { read, write } from '../contract.ts';

export const listPaymentsIn = read<{
  query: typeof desk.paymentQuery;
  answer: typeof desk.deskPayments;
}>('/v1/payments');

export const listSuspense = read<{
  query: typeof payments.suspenseQuery;
  answer: typeof payments.suspensePage;
}>('/v1/suspense-payments');

export const recordSuspense = write<{
  body: typeof payments.newSuspense;
  answer: typeof payments.suspensePayment;
}>('POST', '/v1/suspense-payments');

export const matchSuspense = write<{
  params: typeof payments.paymentParams;
  body: typeof payments.newMatch;
  answer: typeof payments.suspensePayment;
}>('POST', '/v1/suspense-payments/:paymentId/matches');

export const listDisbursements = read<{
  query: typeof desk.disbursementQuery;
  answer: typeof desk.deskDisbursements;
}>('/v1/disbursements');

export const readChecks = read<{
  params: typeof disbursements.disbursementParams;
  answer: typeof disbursements.disbursementChecks;
}>('/v1/disbursements/:disbursementId/checks');

export const releaseDisbursement = write<{
  params: typeof disbursements.disbursementParams;
  answer: typeof disbursements.disbursement;
}>('POST', '/v1/disbursements/:disbursementId/releases');

export const releaseInBulk = write<{
  body: typeof disbursements.bulkRelease;
  answer: typeof disbursements.bulkReleased;
}>('POST', '/v1/disbursement-releases');

export const cancelDisbursement = write<{
  params: typeof disbursements.disbursementParams;
  answer: typeof disbursements.disbursement;
}>('POST', '/v1/disbursements/:disbursementId/cancellations');

export const reconcileDisbursement = write<{
  params: typeof disbursements.disbursementParams;
  body: typeof disbursements.reconciliation;
  answer: typeof disbursements.disbursement;
}>('POST', '/v1/disbursements/:disbursementId/reconciliations');

export const listRefunds = read<{
  query: typeof desk.refundQuery;
  answer: typeof desk.deskRefunds;
}>('/v1/refunds');

export const reconcileRefund = write<{
  params: typeof refunds.refundParams;
  body: typeof refunds.reconciliation;
  answer: typeof refunds.refund;
}>('POST', '/v1/refunds/:refundId/reconciliations');

export const askForRefund = write<{
  params: typeof refunds.loanParams;
  body: typeof refunds.newRefund;
  answer: typeof refunds.askedRefund;
}>('POST', '/v1/loans/:loanId/refunds');

export const recordReturn = write<{
  params: typeof refunds.refundParams;
  body: typeof refunds.returned;
  answer: typeof refunds.refund;
}>('POST', '/v1/refunds/:refundId/returns');

export const listLoanChanges = read<{
  query: typeof desk.changeQuery;
  answer: typeof desk.deskChanges;
}>('/v1/loan-changes');
