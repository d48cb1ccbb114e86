import type * as jobs from '../../../api/schemas/jobs.ts';
import type * as simulation from '../../../api/schemas/policy-simulations.ts';
import type * as wire from '../../../api/schemas/policy-versions.ts';
import type * as stage from '../../../api/schemas/stage.ts';
import { read, write } from '../contract.ts';

export const listVersions = read<{
  query: typeof wire.versionQuery;
  answer: typeof wire.policyVersions;
}>('/v1/policy-versions');

export const readVersion = read<{
  params: typeof wire.versionParams;
  answer: typeof wire.shownVersion;
}>('/v1/policy-versions/:policyVersionId');

export const readFindings = read<{
  params: typeof wire.versionParams;
  answer: typeof wire.validation;
}>('/v1/policy-versions/:policyVersionId/findings');

export const readComparison = read<{
  params: typeof wire.versionParams;
  answer: typeof wire.comparison;
}>('/v1/policy-versions/:policyVersionId/comparison');

export const previewVersionPath = read<{
  params: typeof wire.versionParams;
  query: typeof stage.imaginedCase;
  answer: typeof stage.path;
}>('/v1/policy-versions/:policyVersionId/path');

export const createDraft = write<{
  body: typeof wire.newDraft;
  answer: typeof wire.policyVersion;
}>('POST', '/v1/policy-versions');

export const editDraft = write<{
  params: typeof wire.versionParams;
  body: typeof wire.editedDraft;
  answer: typeof wire.policyVersion;
}>('PUT', '/v1/policy-versions/:policyVersionId', { needsVersion: true });

export const submitVersion = write<{
  params: typeof wire.versionParams;
  body: typeof wire.submission;
  answer: typeof wire.policyVersion;
}>('POST', '/v1/policy-versions/:policyVersionId/submit', { needsVersion: true });

export const confirmVersion = write<{
  params: typeof wire.versionParams;
  answer: typeof stage.voteAnswer;
}>('POST', '/v1/policy-versions/:policyVersionId/confirm', { needsVersion: true });

export const sendBackVersion = write<{
  params: typeof wire.versionParams;
  body: typeof wire.returnedVersion;
  answer: typeof wire.policyVersion;
}>('POST', '/v1/policy-versions/:policyVersionId/send-back', { needsVersion: true });

export const rollBackVersion = write<{
  params: typeof wire.versionParams;
  body: typeof wire.rollback;
  answer: typeof wire.policyVersion;
}>('POST', '/v1/policy-versions/:policyVersionId/rollbacks');

export const listSimulations = read<{
  params: typeof wire.versionParams;
  answer: typeof simulation.simulations;
}>('/v1/policy-versions/:policyVersionId/simulations');

export const simulateVersion = write<{
  params: typeof wire.versionParams;
  body: typeof simulation.simulationInput;
  answer: typeof jobs.job;
}>('POST', '/v1/policy-versions/:policyVersionId/simulations');
