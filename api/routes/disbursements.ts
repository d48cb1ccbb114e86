/** Disbursements: operations makes, finance releases, the rail pays. */
import type { z } from 'zod';
import { findErrorText } from '../../locales/catalogue.ts';
import { checkText } from '../../locales/check-texts.ts';
import { findApplication, type Application } from '../../db/queries/applications.ts';
import {
  findAcceptedOffer,
  findDisbursement,
  listDisbursements,
  type Disbursement,
} from '../../db/queries/disbursements.ts';
import { isWithinScope, type Scope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import {
  checkDisbursement,
  type DisbursementCheck,
} from '../../domain/origination/disbursement-checks.ts';
import type { DisbursementState } from '../../domain/origination/disbursement-states.ts';
import { actionsFor } from '../actions.ts';
import { releaseInBulk, type ReleaseResult } from '../commands/bulk-releases.ts';
import { plannedOf, readDisbursementFacts } from '../commands/disbursement-facts.ts';
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
  'account_changed',
  'account_name_differs',
  'all_in_rate_above_cap',
  'application_incomplete',
  'bureau_report_too_old',
  'disbursement_stopped',
  'drawing_ended',
  'entrusted_payment_required',
  'loan_not_active',
  'loan_past_due',
  'payee_not_checked',
  'tranche_count_exceeded',
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
    summary:
      'Make the disbursement of an accepted offer, or of another part of a loan; another person releases it',
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
  defineRead({
    path: `${one}/checks`,
    access: 'disbursement.read',
    tag,
    summary: 'List every check before the release, with its result for whoever asks',
    params: wire.disbursementParams,
    response: wire.disbursementChecks,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, actor, clock }) => {
      const found = await findDisbursement(db, params.disbursementId);
      if (found === undefined) throw new DomainError('not_found', { resource: 'disbursement' });
      const application = await visibleApplication(db, scope, found.applicationId);
      const offer = await findAcceptedOffer(db, found.applicationId);
      if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
      const facts = await readDisbursementFacts(db, {
        application,
        offer,
        planned: plannedOf(found, offer),
        officerId: actor.actorId,
        businessDate: clock.businessDate,
      });
      const results = checkDisbursement(facts);
      const mayBeReleased = results.every(({ state }) => state !== 'failed');
      return { body: { mayBeReleased, checks: results.map(presentCheck) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/disbursement-releases',
    access: 'disbursement.release',
    tag,
    summary: 'Release up to 200 disbursements; each gets a result of its own',
    body: wire.bulkRelease,
    response: wire.bulkReleased,
    command: async (trx, context) => {
      const results = await releaseInBulk(trx, context, context.body.disbursementIds);
      return { body: { results: results.map(presentResult) } };
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

function presentCheck({ name, state, refusal }: DisbursementCheck) {
  return {
    check: name,
    names: { 'zh-CN': checkText('zh-CN', name), en: checkText('en', name) },
    state,
    code: refusal?.code ?? null,
    detail: refusal?.message ?? null,
    messages:
      refusal === null
        ? null
        : {
            'zh-CN': findErrorText('zh-CN', refusal.code) ?? refusal.message,
            en: findErrorText('en', refusal.code) ?? refusal.message,
          },
  };
}

function presentResult({ disbursementId, isReleased, refusal }: ReleaseResult) {
  const { code = null, message: detail = null } = refusal ?? {};
  return { disbursementId, isReleased, code, detail };
}

async function assertVisible(db: Kysely<DB>, scope: Scope, applicationId: string): Promise<void> {
  await visibleApplication(db, scope, applicationId);
}

async function visibleApplication(
  db: Kysely<DB>,
  scope: Scope,
  applicationId: string,
): Promise<Application> {
  const application = await findApplication(db, applicationId);
  if (application === undefined || !isWithinScope(scope, application))
    throw new DomainError('not_found', { resource: 'application' });
  return application;
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
  const { offerId: _offerId, accountIndex: _index, ...shown } = disbursement;
  const possible = possibleActions[disbursement.status].filter(
    (permission) => permission !== 'disbursement.release' || disbursement.madeBy !== actor.actorId,
  );
  return {
    ...shown,
    amount: toWireMoney(disbursement.amount),
    actions: actionsFor(actor, possible),
  };
}
