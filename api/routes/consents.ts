/** What a customer agreed to, in which wording, and to whom they are related. */
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { maskName } from '../../domain/masks.ts';
import {
  insertRelation,
  listConsentsOf,
  listRelations,
  type RelationRow,
} from '../../db/queries/customer-files.ts';
import { findCustomer } from '../../db/queries/customers.ts';
import { giveConsent, takeConsentBack } from '../commands/consents.ts';
import { auditCustomer, visibleCustomer } from '../commands/customers.ts';
import { refuseRequest } from '../problem.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { id } from '../schemas/common.ts';
import {
  consent,
  consentList,
  newConsent,
  newRelation,
  relation,
  relationList,
} from '../schemas/customers.ts';

const params = z.strictObject({ customerId: id });

function presentRelation(row: RelationRow): z.output<typeof relation> {
  return {
    relatedCustomerId: row.relatedCustomerId,
    relatedNumber: row.relatedNumber,
    relatedName: row.relatedKind === 'person' ? maskName(row.relatedName) : row.relatedName,
    kind: relation.shape.kind.parse(row.kind),
    sharePpm: row.sharePpm,
  };
}

const consents = defineRead({
  path: '/v1/customers/:customerId/consents',
  access: 'customer.read',
  tag: 'customers',
  summary: 'List what a customer agreed to, newest first',
  params,
  response: consentList,
  refusals: ['not_found'],
  handler: async ({ db, scope, params: { customerId } }) => {
    await visibleCustomer(db, scope, customerId);
    return { body: { items: await listConsentsOf(db, customerId) } };
  },
});

const give = defineWrite({
  method: 'POST',
  path: '/v1/customers/:customerId/consents',
  access: 'consent.create',
  tag: 'customers',
  summary: 'Record a consent with the version of its wording',
  params,
  body: newConsent,
  response: consent,
  status: 201,
  refusals: ['not_found'],
  command: async (trx, context) => {
    const { customerId } = context.params;
    return { status: 201, body: await giveConsent(trx, context, customerId, context.body) };
  },
});

const withdraw = defineWrite({
  method: 'POST',
  path: '/v1/consents/:consentId/withdrawals',
  access: 'consent.withdraw',
  tag: 'customers',
  summary: 'Record that a customer takes a consent back',
  params: z.strictObject({ consentId: id }),
  response: consent,
  status: 201,
  refusals: ['not_found', 'illegal_transition'],
  command: async (trx, context) => ({
    status: 201,
    body: await takeConsentBack(trx, context, context.params.consentId),
  }),
});

const relations = defineRead({
  path: '/v1/customers/:customerId/relations',
  access: 'customer.read',
  tag: 'customers',
  summary: 'List whom a customer is related to, in both directions',
  params,
  response: relationList,
  refusals: ['not_found'],
  handler: async ({ db, scope, params: { customerId } }) => {
    await visibleCustomer(db, scope, customerId);
    const rows = await listRelations(db, customerId);
    return { body: { items: rows.map(presentRelation) } };
  },
});

const relate = defineWrite({
  method: 'POST',
  path: '/v1/customers/:customerId/relations',
  access: 'customer.update',
  tag: 'customers',
  summary: 'Record that two customers are related',
  params,
  body: newRelation,
  response: relationList,
  status: 201,
  refusals: ['not_found', 'relation_exists'],
  command: async (trx, context) => {
    const { params: where, body, scope } = context;
    const row = await visibleCustomer(trx, scope, where.customerId);
    const other = await findCustomer(trx, scope, body.relatedCustomerId);
    if (other === undefined || other.customerId === row.customerId) {
      const detail = 'There is no other customer with this id';
      refuseRequest([{ in: 'body', pointer: '/relatedCustomerId', detail }]);
    }
    const related = { ...body, sharePpm: body.sharePpm ?? null };
    const isNew = await insertRelation(trx, { customerId: row.customerId, ...related });
    if (!isNew) throw new DomainError('relation_exists', { kind: body.kind });
    await auditCustomer(trx, context, 'customer.related', row.customerId, { after: related });
    const rows = await listRelations(trx, row.customerId);
    return { status: 201, body: { items: rows.map(presentRelation) } };
  },
});

export const routes: readonly Route[] = [consents, give, withdraw, relations, relate];
