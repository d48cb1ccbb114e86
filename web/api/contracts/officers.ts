import type * as requests from '../../../api/schemas/approval-requests.ts';
import type * as wire from '../../../api/schemas/officers.ts';
import { read, write } from '../contract.ts';

export const listOfficers = read<{
  query: typeof wire.officerQuery;
  answer: typeof wire.officerPage;
}>('/v1/officers');

export const readOfficer = read<{
  params: typeof wire.officerParams;
  answer: typeof wire.officer;
}>('/v1/officers/:officerId');

export const createOfficer = write<{
  body: typeof wire.newOfficer;
  answer: typeof wire.officer;
}>('POST', '/v1/officers');

export const changeOfficer = write<{
  params: typeof wire.officerParams;
  body: typeof wire.officerChange;
  answer: typeof wire.officer;
}>('PATCH', '/v1/officers/:officerId', { needsVersion: true });

export const requestRole = write<{
  params: typeof wire.officerParams;
  body: typeof wire.newRoleGrant;
  answer: typeof requests.requestRef;
}>('POST', '/v1/officers/:officerId/role-grants');

export const revokeRole = write<{
  params: typeof wire.roleGrantParams;
  answer: typeof wire.officer;
}>('POST', '/v1/role-grants/:roleGrantId/revocations');
