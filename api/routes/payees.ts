/** Entrusted payees: recorded by operations, checked by finance. */
import { findApplication } from '../../db/queries/applications.ts';
import { listPayees } from '../../db/queries/payees.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import { DomainError } from '../../domain/errors.ts';
import { checkPayee, recordPayee } from '../commands/payees.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/payees.ts';

const tag = 'disbursements';
const ofApplication = '/v1/applications/:applicationId/payees';

export const routes: readonly Route[] = [
  defineRead({
    path: ofApplication,
    access: 'disbursement.read',
    tag,
    summary: 'List the payees recorded for an application, oldest first',
    params: wire.applicationParams,
    response: wire.payees,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      const application = await findApplication(db, params.applicationId);
      if (application === undefined || !isWithinScope(scope, application))
        throw new DomainError('not_found', { resource: 'application' });
      return { body: { items: await listPayees(db, params.applicationId) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: ofApplication,
    access: 'disbursement.create',
    tag,
    summary: 'Record a payee other than the borrower; another person checks it',
    params: wire.applicationParams,
    body: wire.newPayee,
    response: wire.payee,
    status: 201,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const payee = await recordPayee(trx, context, context.services.keys, input);
      return { status: 201, body: payee, version: payee.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/payees/:payeeId/checks',
    access: 'disbursement.release',
    tag,
    summary: 'Confirm that a payee and the account are as the papers say',
    params: wire.payeeParams,
    response: wire.payee,
    status: 201,
    refusals: ['not_found', 'four_eyes'],
    command: async (trx, context) => {
      const payee = await checkPayee(trx, context, context.params.payeeId);
      return { status: 201, body: payee, version: payee.version };
    },
  }),
];
