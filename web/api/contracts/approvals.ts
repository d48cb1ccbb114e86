import type * as application from '../../../api/schemas/application.ts';
import type * as queue from '../../../api/schemas/queue.ts';
import type * as records from '../../../api/schemas/records.ts';
import type * as stage from '../../../api/schemas/stage.ts';
import type * as task from '../../../api/schemas/task.ts';
import { read, write } from '../contract.ts';

export const listQueue = read<{
  query: typeof queue.queueQuery;
  answer: typeof queue.queuePage;
}>('/v1/stages');

export const findNextTask = read<{
  query: typeof queue.nextTaskQuery;
  answer: typeof queue.nextTask;
}>('/v1/next-task');

export const listViews = read<{ answer: typeof records.views }>('/v1/saved-views');

export const saveView = write<{
  body: typeof records.viewInput;
  answer: typeof records.viewRef;
}>('POST', '/v1/saved-views');

export const deleteView = write<{
  params: typeof records.viewParams;
  answer: typeof records.viewRef;
}>('DELETE', '/v1/saved-views/:savedViewId');

export const checkBulk = read<{
  query: typeof task.bulkCheckQuery;
  answer: typeof task.bulkCheck;
}>('/v1/bulk-approval-checks');

export const approveInBulk = write<{
  body: typeof task.bulkInput;
  answer: typeof task.bulkAnswer;
}>('POST', '/v1/bulk-approvals');

export const readStage = read<{
  params: typeof stage.stageParams;
  answer: typeof stage.stageDetail;
}>('/v1/stages/:stageId');

export const castVote = write<{
  params: typeof stage.stageParams;
  body: typeof stage.voteInput;
  answer: typeof stage.voteAnswer;
}>('POST', '/v1/stages/:stageId/votes');

export const makeCounterOffer = write<{
  params: typeof stage.stageParams;
  body: typeof task.counterOfferInput;
  answer: typeof task.counterOfferMade;
}>('POST', '/v1/stages/:stageId/counter-offers');

export const transferTask = write<{
  params: typeof stage.stageParams;
  body: typeof task.transferInput;
  answer: typeof task.transferred;
}>('POST', '/v1/stages/:stageId/transfers');

export const askAdvice = write<{
  params: typeof stage.stageParams;
  body: typeof task.adviceInput;
  answer: typeof task.adviceAsked;
}>('POST', '/v1/stages/:stageId/advices');

export const answerAdvice = write<{
  params: typeof task.adviceParams;
  body: typeof task.adviceAnswerInput;
  answer: typeof task.adviceEnded;
}>('POST', '/v1/advices/:adviceId/answers');

export const takeAdviceBack = write<{
  params: typeof task.adviceParams;
  answer: typeof task.adviceEnded;
}>('DELETE', '/v1/advices/:adviceId');

export const addSigners = write<{
  params: typeof stage.stageParams;
  body: typeof task.signersInput;
  answer: typeof task.signersAdded;
}>('POST', '/v1/stages/:stageId/signers');

export const removeSigner = write<{
  params: typeof task.signerParams;
  body: typeof task.reasonInput;
  answer: typeof task.stageRef;
}>('POST', '/v1/stages/:stageId/signers/:officerId/removals');

export const recuse = write<{
  params: typeof stage.stageParams;
  body: typeof task.recusalInput;
  answer: typeof task.recused;
}>('POST', '/v1/stages/:stageId/recusals');

export const claimTask = write<{
  params: typeof stage.stageParams;
  answer: typeof task.claimed;
}>('POST', '/v1/stages/:stageId/claims');

export const releaseTask = write<{
  params: typeof stage.stageParams;
  answer: typeof task.stageRef;
}>('POST', '/v1/stages/:stageId/releases');

export const takeVoteBack = write<{
  params: typeof stage.stageParams;
  body: typeof task.reasonInput;
  answer: typeof task.stageRef;
}>('POST', '/v1/stages/:stageId/take-backs');

export const remindStage = write<{
  params: typeof stage.stageParams;
  answer: typeof task.reminded;
}>('POST', '/v1/stages/:stageId/reminders');

export const copyCase = write<{
  params: typeof stage.stageParams;
  body: typeof task.copiesInput;
  answer: typeof task.copied;
}>('POST', '/v1/stages/:stageId/copies');

export const commentOnCase = write<{
  params: typeof stage.stageParams;
  body: typeof task.commentInput;
  answer: typeof task.commented;
}>('POST', '/v1/stages/:stageId/comments');

export const markCopyRead = write<{
  params: typeof application.applicationParams;
  answer: typeof task.copied;
}>('POST', '/v1/applications/:applicationId/copy-readings');
