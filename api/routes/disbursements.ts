/** Disbursements: operations makes, finance releases, the rail pays. */
import type { z } from 'zod';
import { findApplication } from '../../db/queries/applications.ts';
import {
  findDisbursement,
  listDisbursements,
  type Disbursement,
} from '../../db/queries/disbursements.ts';
import { isWithinScope, type Scope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import type { DisbursementState } from '../../domain/origination/disbursement-states.ts';
import { actionsFor } from '../actions.ts';
import { reconcileDisbursement } from '../commands/disbursement-reconciliations.ts';
import {
  cancelDisbursement,
  makeDisbursement,
  releaseDisbursement,
} from '../commands/disbursements.ts';
import type { Actor } from '../context.ts';
import type { Permission } from '../permissions.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/disbursements.ts';

const tag = 'disbursements';
const ofApplication = '/v1/applications/:applicationId/disbursements';
const one = '/v1/disbursements/:disbursementId';

const checks = [
  'four_eyes',
  'contract_differs',
  'conditions_open',
  'amount_not_positive',
  'currency_mismatch',
  'amount_exceeds_approved',
  'account_missing',
  'disbursement_retries_exhausted',
  'exposure_exceeded',
] as const;

export const routes: readonly Route[] = [
  defineRead({
    path: ofApplication,
    access: 'disbursement.read',
    tag,
    summary: 'List the disbursements of an application, oldest first',
    params: wire.applicationParams,
    response: wire.disbursements,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, actor }) => {
      await assertVisible(db, scope, params.applicationId);
      const items = await listDisbursements(db, params.applicationId);
      return { body: { items: items.map((item) => present(item, actor)) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: ofApplication,
    access: 'disbursement.create',
    tag,
    summary: 'Make the disbursement of an accepted offer; another person releases it',
    params: wire.applicationParams,
    body: wire.newDisbursement,
    response: wire.disbursement,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'disbursement_exists', ...checks],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const made = await makeDisbursement(trx, context, input);
      const location = `/v1/disbursements/${made.disbursementId}`;
      const body = present(made, context.actor);
      return { status: 201, body, version: made.version, location };
    },
  }),
  defineRead({
    path: one,
    access: 'disbursement.read',
    tag,
    summary: 'Read a disbursement',
    params: wire.disbursementParams,
    response: wire.disbursement,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, actor }) => {
      const found = await findDisbursement(db, params.disbursementId);
      if (found === undefined) throw new DomainError('not_found', { resource: 'disbursement' });
      await assertVisible(db, scope, found.applicationId);
      return { body: present(found, actor), version: found.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/releases`,
    access: 'disbursement.release',
    tag,
    summary: 'Release a disbursement that another person made; the rail is called from here',
    params: wire.disbursementParams,
    response: wire.disbursement,
    status: 201,
    refusals: ['not_found', 'illegal_transition', ...checks],
    command: async (trx, context) => {
      const released = await releaseDisbursement(trx, context, context.params.disbursementId);
      return { status: 201, body: present(released, context.actor), version: released.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/cancellations`,
    access: 'disbursement.create',
    tag,
    summary: 'Take back a disbursement that was not released',
    params: wire.disbursementParams,
    response: wire.disbursement,
    status: 201,
    refusals: ['not_found', 'money_in_flight'],
    command: async (trx, context) => {
      const cancelled = await cancelDisbursement(trx, context, context.params.disbursementId);
      return { status: 201, body: present(cancelled, context.actor), version: cancelled.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/reconciliations`,
    access: 'disbursement.reconcile',
    tag,
    summary: 'Say what became of a transfer whose answer was lost',
    params: wire.disbursementParams,
    body: wire.reconciliation,
    response: wire.disbursement,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'money_in_flight', 'four_eyes', 'date_in_future'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const saved = await reconcileDisbursement(trx, context, input);
      return { status: 201, body: present(saved, context.actor), version: saved.version };
    },
  }),
];

async function assertVisible(db: Kysely<DB>, scope: Scope, applicationId: string): Promise<void> {
  const application = await findApplication(db, applicationId);
  if (application === undefined || !isWithinScope(scope, application))
    throw new DomainError('not_found', { resource: 'application' });
}

const possibleActions: { readonly [S in DisbursementState]: readonly Permission[] } = {
  requested: ['disbursement.release', 'disbursement.create'],
  released: [],
  sending: [],
  unknown: ['disbursement.reconcile'],
  confirmed: [],
  refused: [],
  cancelled: [],
};

/** Who made it cannot release it, so the button is not shown to them. */
function present(disbursement: Disbursement, actor: Actor): z.output<typeof wire.disbursement> {
  const { offerId: _offerId, ...shown } = disbursement;
  const possible = possibleActions[disbursement.status].filter(
    (permission) => permission !== 'disbursement.release' || disbursement.madeBy !== actor.actorId,
  );
  return {
    ...shown,
    amount: toWireMoney(disbursement.amount),
    actions: actionsFor(actor, possible),
  };
}
