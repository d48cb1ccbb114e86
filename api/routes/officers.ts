/** People and their roles: rights are given and taken by another person, and every step is in the audit trail. */
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import { findOfficer, listOfficers, type OfficerRow } from '../../db/queries/officers.ts';
import { actionsFor } from '../actions.ts';
import { changeOfficer, createOfficer, revokeRole } from '../commands/officers.ts';
import { requestRole } from '../commands/rights-requests.ts';
import type { Actor } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import type { Permission } from '../permissions.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { requestRef } from '../schemas/approval-requests.ts';
import {
  newOfficer,
  newRoleGrant,
  officer,
  officerChange,
  officerPage,
  officerParams as params,
  officerQuery,
  roleGrantParams,
} from '../schemas/officers.ts';

const possibleActions: readonly Permission[] = [
  'officer.update',
  'role-grant.create',
  'role-grant.revoke',
];

function presentOfficer(row: OfficerRow, actor: Actor): z.output<typeof officer> {
  const isOwn = row.officerId === actor.actorId;
  return {
    officerId: row.officerId,
    userName: row.userName,
    displayName: row.displayName,
    branchId: row.branchId,
    reportsToId: row.reportsToId,
    limit: row.limit === null ? null : toWireMoney(row.limit),
    language: row.language,
    status: row.status,
    grants: [...row.grants],
    version: row.version,
    actions: isOwn ? [] : actionsFor(actor, possibleActions),
  };
}

const list = defineRead({
  path: '/v1/officers',
  access: 'officer.read',
  tag: 'officers',
  summary: 'List the people of the house by user name',
  query: officerQuery,
  response: officerPage,
  handler: async ({ db, actor, clock, query }) => {
    const found = await listOfficers(db, query, { offset: offsetOf(query), size: query.size });
    const toItem = (row: OfficerRow) => presentOfficer(row, actor);
    return { body: toPage(query, { ...found, asOf: clock.now }, toItem) };
  },
});

const show = defineRead({
  path: '/v1/officers/:officerId',
  access: 'officer.read',
  tag: 'officers',
  summary: 'Show a person of the house with their roles',
  params,
  response: officer,
  refusals: ['not_found'],
  handler: async ({ db, actor, params: { officerId } }) => {
    const row = await findOfficer(db, officerId);
    if (row === undefined) throw new DomainError('not_found', { resource: 'officer' });
    return { body: presentOfficer(row, actor), version: row.version };
  },
});

const create = defineWrite({
  method: 'POST',
  path: '/v1/officers',
  access: 'officer.create',
  tag: 'officers',
  summary: 'Make a user for a person; roles are granted apart',
  body: newOfficer,
  response: officer,
  status: 201,
  refusals: ['user_name_taken'],
  command: async (trx, context) => {
    const row = await createOfficer(trx, context, context.body);
    return {
      status: 201,
      body: presentOfficer(row, context.actor),
      version: row.version,
      location: `/v1/officers/${row.officerId}`,
    };
  },
});

const change = defineWrite({
  method: 'PATCH',
  path: '/v1/officers/:officerId',
  access: 'officer.update',
  tag: 'officers',
  summary: 'Change branch, superior, limit or status of another person',
  params,
  body: officerChange,
  response: officer,
  needsVersion: true,
  refusals: ['not_found', 'own_rights', 'stale_version', 'request_open', 'no_matrix_row'],
  command: async (trx, context) => {
    const row = await changeOfficer(trx, context, context.params.officerId, context.body);
    return { body: presentOfficer(row, context.actor), version: row.version };
  },
});

const grant = defineWrite({
  method: 'POST',
  path: '/v1/officers/:officerId/role-grants',
  access: 'role-grant.create',
  tag: 'officers',
  summary: 'Ask for a role of another person, for a branch or the house; others approve it',
  params,
  body: newRoleGrant,
  response: requestRef,
  status: 202,
  refusals: ['not_found', 'own_rights', 'role_grant_exists', 'request_open'],
  command: async (trx, context) => {
    const { officerId } = context.params;
    const { request } = await requestRole(trx, context, { ...context.body, officerId });
    const { requestId, number, status } = request;
    const location = `/v1/approval-requests/${requestId}`;
    return { status: 202, location, body: { requestId, number, status } };
  },
});

const revoke = defineWrite({
  method: 'POST',
  path: '/v1/role-grants/:roleGrantId/revocations',
  access: 'role-grant.revoke',
  tag: 'officers',
  summary: 'Take a role from another person',
  params: roleGrantParams,
  response: officer,
  status: 201,
  refusals: ['not_found', 'own_rights'],
  command: async (trx, context) => {
    const row = await revokeRole(trx, context, context.params.roleGrantId);
    return { status: 201, body: presentOfficer(row, context.actor), version: row.version };
  },
});

export const routes: readonly Route[] = [list, show, create, change, grant, revoke];
