/** Who stands in for whom. */
import {
  findDelegation,
  listAllDelegations,
  listDelegations,
  type ListedDelegation,
} from '../../db/queries/delegations.ts';
import { actionsFor } from '../actions.ts';
import { delegate, endDelegation, revokeDelegation } from '../commands/delegations.ts';
import type { Actor } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/task.ts';
import type { Delegation } from '../../domain/approval/delegation.ts';

const tag = 'delegations';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/delegations',
    access: 'delegation.read',
    tag,
    summary: 'List the delegations of and to me that run or are to come',
    response: wire.delegations,
    handler: async ({ db, actor, clock }) => {
      const found = await listDelegations(db, [actor.actorId], clock.businessDate);
      return { body: { items: found.map(present) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/delegations',
    access: 'delegation.create',
    tag,
    summary: 'Have a colleague vote for me for some days',
    body: wire.delegationInput,
    response: wire.delegation,
    status: 201,
    refusals: [
      'not_found',
      'delegation_to_self',
      'date_in_past',
      'delegation_too_long',
      'officer_lacks_role',
      'delegation_beyond_authority',
      'delegation_chain',
      'delegation_overlaps',
    ],
    command: async (trx, context) => {
      const delegationId = await delegate(trx, context, context.body);
      const made = await findDelegation(trx, delegationId);
      const location = `/v1/delegations/${delegationId}`;
      return { status: 201, location, body: present(made!) };
    },
  }),
  defineWrite({
    method: 'DELETE',
    path: '/v1/delegations/:delegationId',
    access: 'delegation.create',
    tag,
    summary: 'End a delegation of mine now',
    params: wire.delegationParams,
    response: wire.delegationRef,
    refusals: ['not_found', 'not_your_action'],
    command: async (trx, context) => {
      await endDelegation(trx, context, context.params.delegationId);
      return { body: context.params };
    },
  }),
  defineRead({
    path: '/v1/delegations/all',
    access: 'delegation.list',
    tag,
    summary: 'List every delegation of the house, newest first',
    query: wire.delegationQuery,
    response: wire.delegationPage,
    handler: async ({ db, actor, clock, query }) => {
      const { state, officerId, size } = query;
      const filter = { state, officerId, date: clock.businessDate, limit: size };
      const found = await listAllDelegations(db, { ...filter, offset: offsetOf(query) });
      const page = { ...found, asOf: clock.now };
      return { body: toPage(query, page, (line) => presentListed(line, actor)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/delegations/:delegationId/revocations',
    access: 'delegation.revoke',
    tag,
    summary: 'End a delegation of somebody else now, with a reason',
    params: wire.delegationParams,
    body: wire.delegationRevocation,
    response: wire.delegationRef,
    status: 201,
    refusals: ['not_found', 'delegation_over'],
    command: async (trx, context) => {
      await revokeDelegation(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: context.params };
    },
  }),
];

function presentListed(line: ListedDelegation, actor: Actor) {
  const isOpen = line.state === 'active' || line.state === 'future';
  return {
    ...line,
    ...present(line),
    actions: actionsFor(actor, isOpen ? ['delegation.revoke'] : []),
  };
}

function present(delegation: Delegation) {
  const { tiers, products, ceiling } = delegation.scope;
  return {
    ...delegation,
    scope: { tiers: [...tiers], products: [...products], ceiling },
  };
}
