import type * as wire from '../../../api/schemas/application.ts';
import type * as customers from '../../../api/schemas/customers.ts';
import type * as own from '../../../api/schemas/my-applications.ts';
import { read, write } from '../contract.ts';

export const listApplications = read<{
  query: typeof wire.applicationQuery;
  answer: typeof wire.applicationPage;
}>('/v1/applications');

export const createApplication = write<{
  body: typeof wire.applicationInput;
  answer: typeof wire.application;
}>('POST', '/v1/applications');

export const changeApplication = write<{
  params: typeof wire.applicationParams;
  body: typeof wire.applicationChanges;
  answer: typeof wire.application;
}>('PATCH', '/v1/applications/:applicationId', { needsVersion: true });

export const discardApplication = write<{
  params: typeof wire.applicationParams;
  answer: typeof wire.applicationState;
}>('DELETE', '/v1/applications/:applicationId');

export const submitApplication = write<{
  params: typeof wire.applicationParams;
  answer: typeof wire.submitted;
}>('POST', '/v1/applications/:applicationId/submissions');

export const previewApplication = read<{
  params: typeof wire.applicationParams;
  answer: typeof own.costPreview;
}>('/v1/applications/:applicationId/preview');

export const addPaper = write<{
  params: typeof wire.applicationParams;
  body: typeof customers.newPaper;
  answer: typeof customers.document;
}>('POST', '/v1/applications/:applicationId/documents');
