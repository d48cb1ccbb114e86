/** Stops that keep a customer's money in the house. */
import { findCustomer } from '../../db/queries/customers.ts';
import { listDisbursementStops } from '../../db/queries/disbursement-stops.ts';
import { DomainError } from '../../domain/errors.ts';
import { liftDisbursementStop, stopDisbursements } from '../commands/disbursement-stops.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/payees.ts';

const tag = 'disbursements';
const ofCustomer = '/v1/customers/:customerId/disbursement-stops';

export const routes: readonly Route[] = [
  defineRead({
    path: ofCustomer,
    access: 'disbursement.read',
    tag,
    summary: 'List the stops of a customer, oldest first, lifted ones included',
    params: wire.customerParams,
    response: wire.stops,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      if ((await findCustomer(db, scope, params.customerId)) === undefined)
        throw new DomainError('not_found', { resource: 'customer' });
      return { body: { items: await listDisbursementStops(db, params.customerId) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: ofCustomer,
    access: 'disbursement.stop',
    tag,
    summary: 'Stop all disbursements to a customer',
    params: wire.customerParams,
    body: wire.newStop,
    response: wire.stop,
    status: 201,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const stop = await stopDisbursements(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: stop };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/disbursement-stops/:stopId/lifts',
    access: 'disbursement.stop',
    tag,
    summary: 'Lift a stop that another person has set',
    params: wire.stopParams,
    body: wire.stopLift,
    response: wire.stop,
    status: 201,
    refusals: ['not_found', 'four_eyes'],
    command: async (trx, context) => {
      const lift = { ...context.params, ...context.body };
      return { status: 201, body: await liftDisbursementStop(trx, context, lift) };
    },
  }),
];
