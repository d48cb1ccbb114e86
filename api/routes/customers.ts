/** Customers: created once, shown masked, searched by exact numbers, revealed for a stated purpose. */
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { maskEmail, maskName } from '../../domain/masks.ts';
import { newId } from '../../db/ids.ts';
import {
  findSealedCustomer,
  listCustomers,
  searchCustomers,
  type CustomerRow,
} from '../../db/queries/customers.ts';
import { actionsFor } from '../actions.ts';
import {
  auditCustomer,
  auditSearch,
  changeCustomer,
  createCustomer,
  inviteCustomer,
  visibleCustomer,
} from '../commands/customers.ts';
import type { Actor, Services } from '../context.ts';
import { checkIdentity, checkPhone } from '../identity.ts';
import { offsetOf, toPage } from '../paging.ts';
import type { Permission } from '../permissions.ts';
import { refuseRequest } from '../problem.ts';
import { defineDisclosure, defineRead, defineWrite, type Route } from '../route.ts';
import { lineOf } from '../customer-positions.ts';
import {
  customer,
  customerChange,
  customerPage,
  customerParams as params,
  customerQuery,
  customerSearch,
  customersFound,
  newCustomer,
  newPortalUser,
  newReveal,
  portalUser,
  reveal,
  storedReveal,
} from '../schemas/customers.ts';
import { identityIndex, openIdentity, phoneIndex } from '../sealing.ts';

const REVEAL_SECONDS = 60;

const possibleActions: readonly Permission[] = [
  'application.create',
  'customer.update',
  'customer.reveal',
  'document.create',
  'consent.create',
];

/** A company's name is public, a person's is not. */
export function presentCustomer(row: CustomerRow, actor: Actor): z.output<typeof customer> {
  return {
    customerId: row.customerId,
    number: row.number,
    kind: row.kind,
    name: row.kind === 'person' ? maskName(row.name) : row.name,
    identityMask: row.identityMask,
    phoneMask: row.phoneMask,
    bankAccountMask: row.bankAccountMask,
    emailMask: row.email === null ? null : maskEmail(row.email),
    language: row.language,
    branchId: row.branchId,
    accountManagerId: row.accountManagerId,
    version: row.version,
    createdAt: row.createdAt,
    actions: actionsFor(actor, possibleActions),
  };
}

type RevealValues = z.output<typeof reveal>['values'];

function openFields(
  { keys }: Services,
  sealed: NonNullable<Awaited<ReturnType<typeof findSealedCustomer>>>,
  fields: z.output<typeof newReveal>['fields'],
): RevealValues {
  const open = (cipher: Buffer | null) => (cipher === null ? null : keys.open(cipher));
  const readers: Record<(typeof fields)[number], () => string | null> = {
    name: () => sealed.name,
    identity: () => openIdentity(keys, sealed.identityCipher).number,
    phone: () => open(sealed.phoneCipher),
    bankAccount: () => open(sealed.bankAccountCipher),
    email: () => sealed.email,
    birthDate: () => sealed.birthDate,
  };
  return Object.fromEntries(fields.map((field) => [field, readers[field]()]));
}

function searchIndexes({ keys }: Services, search: z.output<typeof customerSearch>) {
  const checked =
    search.identity === undefined
      ? checkPhone(search.phone ?? '', '/phone')
      : checkIdentity(search.identity, '/identity/number');
  if ('error' in checked) refuseRequest([checked.error]);
  return typeof checked.value === 'string'
    ? { phone: phoneIndex(keys, checked.value) }
    : { identity: identityIndex(keys, checked.value) };
}

const create = defineWrite({
  method: 'POST',
  path: '/v1/customers',
  access: 'customer.create',
  tag: 'customers',
  summary: 'Put a person or a company on file',
  body: newCustomer,
  response: customer,
  status: 201,
  refusals: ['customer_exists'],
  command: async (trx, context) => {
    const row = await createCustomer(trx, context, context.body);
    return {
      status: 201,
      body: presentCustomer(row, context.actor),
      version: row.version,
      location: `/v1/customers/${row.customerId}`,
    };
  },
});

const list = defineRead({
  path: '/v1/customers',
  access: 'customer.read',
  tag: 'customers',
  summary: 'List the customers of your branches, newest first',
  query: customerQuery,
  response: customerPage,
  handler: async ({ db, actor, scope, clock, query }) => {
    const found = await listCustomers(db, scope, query, {
      offset: offsetOf(query),
      size: query.size,
    });
    const toItem = await lineOf(db, found.rows, clock.businessDate);
    return {
      body: toPage(query, { ...found, asOf: clock.now }, (row) => ({
        ...presentCustomer(row, actor),
        ...toItem(row),
      })),
    };
  },
});

const search = defineWrite({
  method: 'POST',
  path: '/v1/customers/searches',
  access: 'customer.read',
  tag: 'customers',
  summary: 'Find a customer by a full identity number or phone; recorded as an access',
  body: customerSearch,
  response: customersFound,
  command: async (trx, context) => {
    const { body, services, scope, actor } = context;
    const rows = await searchCustomers(trx, scope, searchIndexes(services, body));
    await auditSearch(trx, context, body.identity === undefined ? 'phone' : 'identity', rows);
    return { body: { items: rows.map((row) => presentCustomer(row, actor)) } };
  },
});

const show = defineRead({
  path: '/v1/customers/:customerId',
  access: 'customer.read',
  tag: 'customers',
  summary: 'Show a customer, masked',
  params,
  response: customer,
  refusals: ['not_found'],
  handler: async ({ db, actor, scope, params: { customerId } }) => {
    const row = await visibleCustomer(db, scope, customerId);
    return { body: presentCustomer(row, actor), version: row.version };
  },
});

const change = defineWrite({
  method: 'PATCH',
  path: '/v1/customers/:customerId',
  access: 'customer.update',
  tag: 'customers',
  summary: 'Change what is named of a customer',
  params,
  body: customerChange,
  response: customer,
  needsVersion: true,
  refusals: ['not_found', 'stale_version'],
  command: async (trx, context) => {
    const row = await changeCustomer(trx, context, context.params.customerId, context.body);
    return { body: presentCustomer(row, context.actor), version: row.version };
  },
});

const revealRoute = defineDisclosure({
  method: 'POST',
  path: '/v1/customers/:customerId/reveals',
  access: 'customer.reveal',
  tag: 'customers',
  summary: 'Show data of a customer in full for one minute, for a stated purpose',
  params,
  body: newReveal,
  stored: storedReveal,
  response: reveal,
  status: 201,
  refusals: ['not_found', 'reveal_expired'],
  command: async (trx, context) => {
    const { params: where, scope, body } = context;
    const row = await visibleCustomer(trx, scope, where.customerId);
    const fields = [...new Set(body.fields)];
    const after = { purpose: body.purpose, fields, note: body.note ?? null };
    await auditCustomer(trx, context, 'customer.revealed', row.customerId, { after });
    // Real time, also where a training clock runs ahead: a minute is how long a screen shows it.
    const revealedAt = new Date();
    const stored = {
      revealId: newId(),
      customerId: row.customerId,
      purpose: body.purpose,
      fields,
      revealedAt: revealedAt.toISOString(),
      expiresAt: new Date(revealedAt.getTime() + REVEAL_SECONDS * 1000).toISOString(),
    };
    return { status: 201, body: stored };
  },
  disclose: async ({ db, services }, stored) => {
    if (stored.expiresAt < new Date().toISOString()) {
      throw new DomainError('reveal_expired', { seconds: REVEAL_SECONDS });
    }
    const sealed = await findSealedCustomer(db, stored.customerId);
    if (sealed === undefined) throw new DomainError('not_found', { resource: 'customer' });
    return { ...stored, values: openFields(services, sealed, stored.fields) };
  },
});

const invite = defineWrite({
  method: 'POST',
  path: '/v1/customers/:customerId/users',
  access: 'customer.invite',
  tag: 'customers',
  summary: 'Open the portal to a customer with a user of their own',
  params,
  body: newPortalUser,
  response: portalUser,
  status: 201,
  refusals: ['not_found', 'user_name_taken', 'customer_has_user'],
  command: async (trx, context) => {
    const { params: where, body } = context;
    await inviteCustomer(trx, context, where.customerId, body);
    const { customerId } = where;
    return { status: 201, body: { customerId, userName: body.userName } };
  },
});

export const routes: readonly Route[] = [create, list, search, show, change, revealRoute, invite];
