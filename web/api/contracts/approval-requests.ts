import type * as application from '../../../api/schemas/application.ts';
import type * as wire from '../../../api/schemas/approval-requests.ts';
import type * as task from '../../../api/schemas/task.ts';
import { read, write } from '../contract.ts';

export const readRequest = read<{
  params: typeof wire.requestParams;
  answer: typeof wire.request;
}>('/v1/approval-requests/:requestId');

export const listRequestTimeline = read<{
  params: typeof wire.requestParams;
  query: typeof application.cursorQuery;
  answer: typeof application.timeline;
}>('/v1/approval-requests/:requestId/timeline');

export const withdrawRequest = write<{
  params: typeof wire.requestParams;
  body: typeof wire.withdrawInput;
  answer: typeof wire.requestRef;
}>('POST', '/v1/approval-requests/:requestId/withdrawals');

export const resubmitRequest = write<{
  params: typeof wire.requestParams;
  body: typeof wire.resubmission;
  answer: typeof wire.requestRef;
}>('POST', '/v1/approval-requests/:requestId/resubmissions');

export const markRequestRead = write<{
  params: typeof wire.requestParams;
  answer: typeof task.copied;
}>('POST', '/v1/approval-requests/:requestId/copy-readings');
