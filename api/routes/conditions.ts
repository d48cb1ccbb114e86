/** Conditions precedent: what must be true before money leaves the house. */
import { listConditions, type CaseCondition } from '../../db/queries/conditions.ts';
import { checkCondition, satisfyCondition, waiveCondition } from '../commands/conditions.ts';
import { findReadable } from '../case-reading.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { applicationParams } from '../schemas/application.ts';
import * as wire from '../schemas/task.ts';

const tag = 'conditions';
const all = '/v1/applications/:applicationId/conditions';
const one = `${all}/:conditionId`;

export const routes: readonly Route[] = [
  defineRead({
    path: all,
    access: 'approval.read',
    tag,
    summary: 'List the conditions precedent of an application',
    params: applicationParams,
    response: wire.conditionList,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db } = context;
      const { applicationId } = await findReadable(context, context.params.applicationId);
      return { body: { items: (await listConditions(db, applicationId)).map(present) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/satisfactions`,
    access: 'condition.satisfy',
    tag,
    summary: 'Say with evidence that a condition is met',
    params: wire.conditionParams,
    body: wire.satisfactionInput,
    response: wire.condition,
    status: 201,
    refusals: ['not_found', 'condition_not_open'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      return { status: 201, body: present(await satisfyCondition(trx, context, input)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/checks`,
    access: 'condition.check',
    tag,
    summary: 'Check the evidence of a condition as another person',
    params: wire.conditionParams,
    response: wire.condition,
    status: 201,
    refusals: ['not_found', 'condition_not_open', 'four_eyes'],
    command: async (trx, context) => ({
      status: 201,
      body: present(await checkCondition(trx, context, context.params)),
    }),
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/waivers`,
    access: 'approval.vote',
    tag,
    summary: 'Waive a condition, from the stage that set it or a later one',
    params: wire.conditionParams,
    body: wire.reasonInput,
    response: wire.condition,
    status: 201,
    refusals: ['not_found', 'condition_not_open', 'waiver_too_low'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      return { status: 201, body: present(await waiveCondition(trx, context, input)) };
    },
  }),
];

function present({ applicationId: _application, ...condition }: CaseCondition) {
  return condition;
}
