import type * as previews from '../../../api/schemas/change-previews.ts';
import type * as changes from '../../../api/schemas/loan-changes.ts';
import type * as statements from '../../../api/schemas/loan-statements.ts';
import type * as ledger from '../../../api/schemas/ledger.ts';
import type * as wire from '../../../api/schemas/loans.ts';
import type * as payments from '../../../api/schemas/payments.ts';
import type * as waivers from '../../../api/schemas/waivers.ts';
import { read, write } from '../contract.ts';

export const listLoans = read<{ query: typeof wire.loanQuery; answer: typeof wire.loans }>(
  '/v1/loans',
);

export const readLoan = read<{ params: typeof wire.loanParams; answer: typeof wire.loan }>(
  '/v1/loans/:loanId',
);

export const readSchedule = read<{
  params: typeof wire.loanParams;
  answer: typeof wire.loanSchedule;
}>('/v1/loans/:loanId/schedule');

export const listEvents = read<{
  params: typeof wire.loanParams;
  query: typeof wire.eventQuery;
  answer: typeof wire.loanEvents;
}>('/v1/loans/:loanId/events');

export const listSteps = read<{ params: typeof wire.loanParams; answer: typeof wire.loanSteps }>(
  '/v1/loans/:loanId/steps',
);

export const listPayments = read<{
  params: typeof payments.loanParams;
  answer: typeof payments.loanPayments;
}>('/v1/loans/:loanId/payments');

export const recordPayment = write<{
  params: typeof payments.loanParams;
  body: typeof payments.newPayment;
  answer: typeof payments.payment;
}>('POST', '/v1/loans/:loanId/payments');

export const previewPayment = write<{
  params: typeof changes.loanParams;
  body: typeof changes.paymentPreview;
  answer: typeof changes.changeQuote;
}>('POST', '/v1/loans/:loanId/payment-previews');

export const quotePayoff = write<{
  params: typeof payments.loanParams;
  body: typeof payments.newPayoffQuote;
  answer: typeof payments.payoffQuote;
}>('POST', '/v1/loans/:loanId/payoff-quotes');

export const listChanges = read<{
  params: typeof changes.loanParams;
  answer: typeof changes.loanChanges;
}>('/v1/loans/:loanId/changes');

export const askForChange = write<{
  params: typeof changes.loanParams;
  body: typeof changes.newChange;
  answer: typeof changes.loanChange;
}>('POST', '/v1/loans/:loanId/changes');

export const previewChange = write<{
  params: typeof changes.loanParams;
  body: typeof changes.newChange;
  answer: typeof previews.changePreview;
}>('POST', '/v1/loans/:loanId/change-previews');

export const askForWaiver = write<{
  params: typeof waivers.loanParams;
  body: typeof waivers.newWaiver;
  answer: typeof waivers.askedWaiver;
}>('POST', '/v1/loans/:loanId/waivers');

export const listEntries = read<{
  params: typeof ledger.loanParams;
  query: typeof ledger.entryQuery;
  answer: typeof ledger.entries;
}>('/v1/loans/:loanId/entries');

export const listAccounts = read<{ answer: typeof ledger.accounts }>('/v1/ledger/accounts');

export const readStatement = read<{
  params: typeof statements.loanParams;
  query: typeof statements.statementQuery;
  answer: typeof statements.loanStatement;
}>('/v1/loans/:loanId/statement');
