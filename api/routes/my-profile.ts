/** A borrower's first page, messages, profile and consents. */
import { DomainError } from '../../domain/errors.ts';
import { listBorrowerNotices, markNoticeRead } from '../../db/queries/borrower-notices.ts';
import { findBorrowerContact, listDataAccesses } from '../../db/queries/borrower-views.ts';
import { listConsentsOf } from '../../db/queries/customer-files.ts';
import type { Kysely } from 'kysely';
import type { DB } from '../../db/tables.ts';
import { assertConfirmed } from '../commands/confirmations.ts';
import { giveConsent, takeConsentBack } from '../commands/consents.ts';
import { changeCustomer, visibleCustomer } from '../commands/customers.ts';
import { assertKnownWording } from '../consent-wordings.ts';
import type { Actor } from '../context.ts';
import { presentOverview } from '../own-overview.ts';
import { ownBorrower, ownScope } from '../own.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import type { z } from 'zod';
import { pageQuery } from '../schemas/common.ts';
import { consent } from '../schemas/customers.ts';
import * as wire from '../schemas/my-profile.ts';

const tag = 'my';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/my',
    access: 'portal.read',
    tag,
    summary: 'Say what to do now and what comes next',
    response: wire.overview,
    handler: async ({ db, actor, clock }) => ({
      body: await presentOverview(db, ownBorrower(actor), clock),
    }),
  }),
  defineRead({
    path: '/v1/my/messages',
    access: 'portal.read',
    tag,
    summary: 'List what the house wrote, newest first',
    query: pageQuery,
    response: wire.messagePage,
    handler: async ({ db, actor, query, clock }) => {
      const cut = { limit: query.size, offset: offsetOf(query) };
      const found = await listBorrowerNotices(db, ownBorrower(actor).customerId, cut);
      const page = toPage(query, { ...found, asOf: clock.now }, (notice) => notice);
      return { body: { ...page, unreadCount: found.unreadCount } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/my/messages/:noticeId/readings',
    access: 'portal.write',
    tag,
    summary: 'Say that a message was read',
    params: wire.noticeParams,
    response: wire.reading,
    refusals: ['not_found'],
    command: async (trx, { actor, params, clock }) => {
      const { customerId } = ownBorrower(actor);
      const isOwn = await markNoticeRead(trx, { customerId, ...params }, clock.now);
      if (!isOwn) throw new DomainError('not_found', { resource: 'notice' });
      return { body: { noticeId: params.noticeId } };
    },
  }),
  defineRead({
    path: '/v1/my/profile',
    access: 'portal.read',
    tag,
    summary: 'Read the own profile, the consents, and who saw the data',
    response: wire.profile,
    handler: async ({ db, actor }) => {
      const body = await presentProfile(db, actor);
      return { body, version: body.version };
    },
  }),
  defineWrite({
    method: 'PATCH',
    path: '/v1/my/profile',
    access: 'portal.write',
    tag,
    summary: 'Change language, e-mail or bank account',
    body: wire.profileChange,
    needsVersion: true,
    response: wire.profile,
    refusals: ['stale_version', 'confirmation_needed'],
    command: async (trx, context) => {
      const { customerId } = ownBorrower(context.actor);
      if (context.body.bankAccount !== undefined) await assertConfirmed(trx, customerId);
      await changeCustomer(trx, context, customerId, context.body);
      const body = await presentProfile(trx, context.actor);
      return { body, version: body.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/my/consents',
    access: 'portal.write',
    tag,
    summary: 'Agree to a wording',
    body: wire.newOwnConsent,
    response: consent,
    status: 201,
    command: async (trx, context) => {
      const { kind, wordingVersion } = context.body;
      assertKnownWording(kind, wordingVersion);
      const { customerId } = ownBorrower(context.actor);
      const given = { kind, wordingVersion, channel: 'web' } as const;
      return { status: 201, body: await giveConsent(trx, context, customerId, given) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/my/consents/:consentId/withdrawals',
    access: 'portal.write',
    tag,
    summary: 'Take a consent back',
    params: wire.consentParams,
    response: consent,
    status: 201,
    refusals: ['not_found', 'illegal_transition'],
    command: async (trx, context) => ({
      status: 201,
      body: await takeConsentBack(trx, context, context.params.consentId),
    }),
  }),
];

async function presentProfile(
  db: Kysely<DB>,
  actor: Actor,
): Promise<z.output<typeof wire.profile>> {
  const { customerId } = ownBorrower(actor);
  const row = await visibleCustomer(db, ownScope(actor), customerId);
  const accesses = await listDataAccesses(db, customerId);
  return {
    number: row.number,
    name: row.name,
    identityMask: row.identityMask,
    phoneMask: row.phoneMask,
    bankAccountMask: row.bankAccountMask,
    email: row.email,
    language: row.language,
    contact: (await findBorrowerContact(db, customerId)) ?? null,
    consents: await listConsentsOf(db, customerId),
    accesses: accesses.map((access) => ({ ...access, fields: [...access.fields] })),
    version: row.version,
  };
}
