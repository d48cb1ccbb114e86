import type * as common from '../../../api/schemas/common.ts';
import type * as customers from '../../../api/schemas/customers.ts';
import type * as wire from '../../../api/schemas/my-profile.ts';
import type * as requests from '../../../api/schemas/borrower-requests.ts';
import { read, write } from '../contract.ts';

export const readOverview = read<{ answer: typeof wire.overview }>('/v1/my');

export const listMessages = read<{
  query: typeof common.pageQuery;
  answer: typeof wire.messagePage;
}>('/v1/my/messages');

export const markMessageRead = write<{
  params: typeof wire.noticeParams;
  answer: typeof wire.reading;
}>('POST', '/v1/my/messages/:noticeId/readings');

export const readProfile = read<{ answer: typeof wire.profile }>('/v1/my/profile');

export const changeProfile = write<{
  body: typeof wire.profileChange;
  answer: typeof wire.profile;
}>('PATCH', '/v1/my/profile', { needsVersion: true });

export const giveOwnConsent = write<{
  body: typeof wire.newOwnConsent;
  answer: typeof customers.consent;
}>('POST', '/v1/my/consents');

export const takeConsentBack = write<{
  params: typeof wire.consentParams;
  answer: typeof customers.consent;
}>('POST', '/v1/my/consents/:consentId/withdrawals');

export const listOwnRequests = read<{
  query: typeof common.pageQuery;
  answer: typeof requests.ownRequestPage;
}>('/v1/my/requests');

export const makeOwnRequest = write<{
  body: typeof requests.newOwnRequest;
  answer: typeof requests.ownRequest;
}>('POST', '/v1/my/requests');

export const markAnswerRead = write<{
  params: typeof requests.requestParams;
  answer: typeof requests.ownRequest;
}>('POST', '/v1/my/requests/:borrowerRequestId/readings');

export const withdrawOwnRequest = write<{
  params: typeof requests.requestParams;
  answer: typeof requests.ownRequest;
}>('POST', '/v1/my/requests/:borrowerRequestId/withdrawals');

export const askConfirmationCode = write<{ answer: typeof wire.confirmationCode }>(
  'POST',
  '/v1/my/confirmation-codes',
);

export const confirmByCode = write<{
  body: typeof wire.newConfirmation;
  answer: typeof wire.confirmation;
}>('POST', '/v1/my/confirmations');
