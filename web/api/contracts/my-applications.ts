import type * as common from '../../../api/schemas/common.ts';
import type * as customers from '../../../api/schemas/customers.ts';
import type * as wire from '../../../api/schemas/my-applications.ts';
import { read, write } from '../contract.ts';

export const listOwnProducts = read<{ answer: typeof wire.ownProducts }>('/v1/my/products');

export const previewProduct = read<{
  params: typeof wire.productParams;
  query: typeof wire.previewQuery;
  answer: typeof wire.costPreview;
}>('/v1/my/products/:code/preview');

export const listOwnApplications = read<{
  query: typeof common.pageQuery;
  answer: typeof wire.ownApplicationPage;
}>('/v1/my/applications');

export const readOwnApplication = read<{
  params: typeof wire.applicationParams;
  answer: typeof wire.ownApplication;
}>('/v1/my/applications/:applicationId');

export const previewOwnApplication = read<{
  params: typeof wire.applicationParams;
  answer: typeof wire.costPreview;
}>('/v1/my/applications/:applicationId/preview');

export const beginApplication = write<{
  body: typeof wire.newOwnApplication;
  answer: typeof wire.ownApplication;
}>('POST', '/v1/my/applications');

export const changeApplication = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.ownChanges;
  answer: typeof wire.ownApplication;
}>('PATCH', '/v1/my/applications/:applicationId', { needsVersion: true });

export const discardApplication = write<{
  params: typeof wire.applicationParams;
  answer: typeof wire.ownApplication;
}>('DELETE', '/v1/my/applications/:applicationId');

export const uploadPaper = write<{
  params: typeof wire.applicationParams;
  body: typeof customers.newPaper;
  answer: typeof wire.ownDocument;
}>('POST', '/v1/my/applications/:applicationId/documents');

export const submitApplication = write<{
  params: typeof wire.applicationParams;
  answer: typeof wire.ownSubmitted;
}>('POST', '/v1/my/applications/:applicationId/submissions');

export const withdrawApplication = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.ownReason;
  answer: typeof wire.ownApplication;
}>('POST', '/v1/my/applications/:applicationId/withdrawals');

export const objectToDecline = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.ownReason;
  answer: typeof wire.ownApplication;
}>('POST', '/v1/my/applications/:applicationId/objections');

export const readOwnOffer = read<{
  params: typeof wire.applicationParams;
  answer: typeof wire.ownOffer;
}>('/v1/my/applications/:applicationId/offer');

export const acceptOffer = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.ownAcceptance;
  answer: typeof wire.ownApplication;
}>('POST', '/v1/my/applications/:applicationId/acceptances');

export const refuseOffer = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.ownRefusal;
  answer: typeof wire.ownApplication;
}>('POST', '/v1/my/applications/:applicationId/refusals');

export const answerOwnCounterOffer = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.ownCounterAnswer;
  answer: typeof wire.ownApplication;
}>('POST', '/v1/my/applications/:applicationId/counter-offer-answers');
