import type * as disbursements from '../../../api/schemas/disbursements.ts';
import type * as wire from '../../../api/schemas/application.ts';
import type * as offers from '../../../api/schemas/offer.ts';
import type * as own from '../../../api/schemas/my-applications.ts';
import type * as records from '../../../api/schemas/records.ts';
import type * as stage from '../../../api/schemas/stage.ts';
import type * as task from '../../../api/schemas/task.ts';
import { read, write } from '../contract.ts';

export const readApplication = read<{
  params: typeof wire.applicationParams;
  answer: typeof wire.application;
}>('/v1/applications/:applicationId');

export const readPath = read<{
  params: typeof wire.applicationParams;
  query: typeof stage.pathQuery;
  answer: typeof stage.path;
}>('/v1/applications/:applicationId/path');

export const listTimeline = read<{
  params: typeof wire.applicationParams;
  query: typeof wire.cursorQuery;
  answer: typeof wire.timeline;
}>('/v1/applications/:applicationId/timeline');

export const listAssessments = read<{
  params: typeof wire.applicationParams;
  answer: typeof wire.assessmentList;
}>('/v1/applications/:applicationId/assessments');

export const readDecisionRecord = read<{
  params: typeof wire.applicationParams;
  answer: typeof records.decisionRecord;
}>('/v1/applications/:applicationId/decision-record');

export const recallApplication = write<{
  params: typeof wire.applicationParams;
  body: typeof task.reasonInput;
  answer: typeof wire.applicationState;
}>('POST', '/v1/applications/:applicationId/recalls');

export const withdrawApplication = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.withdrawalInput;
  answer: typeof wire.applicationState;
}>('POST', '/v1/applications/:applicationId/withdrawals');

export const reconsiderApplication = write<{
  params: typeof wire.applicationParams;
  body: typeof task.reasonInput;
  answer: typeof wire.applicationState;
}>('POST', '/v1/applications/:applicationId/reconsiderations');

export const listCounterOffers = read<{
  params: typeof wire.applicationParams;
  answer: typeof task.counterOffers;
}>('/v1/applications/:applicationId/counter-offers');

export const answerCounterOffer = write<{
  params: typeof task.counterOfferParams;
  body: typeof task.counterAnswerInput;
  answer: typeof task.counterAnswered;
}>('POST', '/v1/counter-offers/:counterOfferId/answers');

export const readOffer = read<{
  params: typeof wire.applicationParams;
  answer: typeof offers.offer;
}>('/v1/applications/:applicationId/offer');

export const acceptOffer = write<{
  params: typeof wire.applicationParams;
  body: typeof offers.acceptanceInput;
  answer: typeof offers.accepted;
}>('POST', '/v1/applications/:applicationId/acceptances');

export const makeDisbursement = write<{
  params: typeof disbursements.applicationParams;
  body: typeof disbursements.newDisbursement;
  answer: typeof disbursements.disbursement;
}>('POST', '/v1/applications/:applicationId/disbursements');

export const readCosts = read<{
  params: typeof wire.applicationParams;
  answer: typeof own.costPreview;
}>('/v1/applications/:applicationId/preview');
