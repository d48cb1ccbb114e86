import type * as wire from '../../../api/schemas/collection-cases.ts';
import { read, write } from '../contract.ts';

export const listCases = read<{ query: typeof wire.caseQuery; answer: typeof wire.cases }>(
  '/v1/collection-cases',
);

export const readCase = read<{
  params: typeof wire.caseParams;
  answer: typeof wire.collectionCase;
}>('/v1/collection-cases/:caseId');

export const listCaseEvents = read<{
  params: typeof wire.caseParams;
  query: typeof wire.eventQuery;
  answer: typeof wire.caseEvents;
}>('/v1/collection-cases/:caseId/timeline');

export const takeNextCase = write<{
  body: typeof wire.nextCaseRequest;
  answer: typeof wire.nextCase;
}>('POST', '/v1/collection-cases/next');

export const claimCase = write<{
  params: typeof wire.caseParams;
  answer: typeof wire.collectionCase;
}>('POST', '/v1/collection-cases/:caseId/claim');

export const transferCase = write<{
  params: typeof wire.caseParams;
  body: typeof wire.givenCase;
  answer: typeof wire.collectionCase;
}>('POST', '/v1/collection-cases/:caseId/transfer');

export const recordAttempt = write<{
  params: typeof wire.caseParams;
  body: typeof wire.newAttempt;
  answer: typeof wire.recordedAttempt;
}>('POST', '/v1/collection-cases/:caseId/contact-attempts');

export const stopContact = write<{
  params: typeof wire.caseParams;
  body: typeof wire.newStop;
  answer: typeof wire.setStop;
}>('POST', '/v1/collection-cases/:caseId/stops');

export const liftStop = write<{
  params: typeof wire.stopParams;
  answer: typeof wire.collectionCase;
}>('DELETE', '/v1/collection-cases/:caseId/stops/:flag');

export const readQueueFigures = read<{ answer: typeof wire.queueFigures }>(
  '/v1/collection-figures',
);

export const listCollectors = read<{ answer: typeof wire.collectors }>('/v1/collectors');

export const readBoard = read<{ query: typeof wire.boardQuery; answer: typeof wire.board }>(
  '/v1/collection-board',
);

export const allotCases = write<{ body: typeof wire.allotment; answer: typeof wire.allotted }>(
  'POST',
  '/v1/collection-allotments',
);
