import type * as wire from '../../../api/schemas/application.ts';
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

export const readCosts = read<{
  params: typeof wire.applicationParams;
  answer: typeof own.costPreview;
}>('/v1/applications/:applicationId/preview');
