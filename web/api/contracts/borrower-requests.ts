import type * as wire from '../../../api/schemas/borrower-requests.ts';
import { read, write } from '../contract.ts';

export const listBorrowerRequests = read<{
  query: typeof wire.requestQuery;
  answer: typeof wire.borrowerRequestPage;
}>('/v1/borrower-requests');

export const readBorrowerRequest = read<{
  params: typeof wire.requestParams;
  answer: typeof wire.borrowerRequest;
}>('/v1/borrower-requests/:borrowerRequestId');

export const answerBorrowerRequest = write<{
  params: typeof wire.requestParams;
  body: typeof wire.requestAnswer;
  answer: typeof wire.borrowerRequest;
}>('POST', '/v1/borrower-requests/:borrowerRequestId/answers');
