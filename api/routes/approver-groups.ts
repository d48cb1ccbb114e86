/** Bodies that decide together: their members, proposed by one person and confirmed by another. */
import {
  listGroupChanges,
  listGroups,
  type ApproverGroup,
  type GroupChange,
} from '../../db/queries/approver-groups.ts';
import {
  decideGroupChange,
  proposeGroup,
  type GroupDecision,
} from '../commands/approver-groups.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/approver-groups.ts';

const tag = 'approver groups';
const path = '/v1/approver-groups';
const shownCount = 50;

const verbs = {
  confirmed: { path: 'confirmations', summary: 'Confirm the members somebody else has proposed' },
  refused: { path: 'refusals', summary: 'Refuse the members somebody else has proposed' },
  withdrawn: { path: 'withdrawals', summary: 'Withdraw what one has proposed oneself' },
} as const;

export const routes: readonly Route[] = [
  defineRead({
    path,
    access: 'policy-version.read',
    tag,
    summary:
      'List the groups a stage can ask, with their members and what waits for a second person',
    response: wire.groups,
    handler: async ({ db }) => ({ body: { items: (await listGroups(db)).map(present) } }),
  }),
  defineRead({
    path: `${path}/:groupId/changes`,
    access: 'policy-version.read',
    tag,
    summary: 'List the changes of a group, newest first',
    params: wire.groupParams,
    response: wire.groupChanges,
    handler: async ({ db, params }) => {
      const found = await listGroupChanges(db, params.groupId, shownCount);
      return { body: { items: found.map(presentChange) } };
    },
  }),
  defineWrite({
    method: 'PUT',
    path: `${path}/:groupId`,
    access: 'policy-version.author',
    tag,
    summary: 'Propose name and members of a group; a new one begins with it',
    params: wire.groupParams,
    body: wire.groupProposal,
    response: wire.group,
    refusals: ['group_change_pending', 'own_rights', 'not_found'],
    command: async (trx, context) => {
      const { groupId } = context.params;
      return { body: present(await proposeGroup(trx, context, { groupId, ...context.body })) };
    },
  }),
  ...(['confirmed', 'refused', 'withdrawn'] as const).map(decision),
];

function decision(decided: GroupDecision): Route {
  const verb = verbs[decided];
  return defineWrite({
    method: 'POST',
    path: `/v1/approver-group-changes/:changeId/${verb.path}`,
    access: decided === 'withdrawn' ? 'policy-version.author' : 'policy-version.activate',
    tag,
    summary: verb.summary,
    params: wire.changeParams,
    response: wire.group,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'four_eyes', 'not_your_action', 'own_rights'],
    command: async (trx, context) => {
      const { changeId } = context.params;
      const group = await decideGroupChange(trx, context, { changeId, decision: decided });
      return { status: 201, body: present(group) };
    },
  });
}

function present({ members, pending, ...group }: ApproverGroup) {
  const shown = pending === null ? null : presentChange(pending);
  return { ...group, members: members.map((member) => ({ ...member })), pending: shown };
}

function presentChange({ officerIds, ...change }: GroupChange) {
  return { ...change, officerIds: [...officerIds] };
}
