/** Waivers: given up on own authority up to the limit of the role, above it by a request. */
import { toWireMoney } from '../../domain/money.ts';
import { askForWaiver } from '../commands/waivers.ts';
import { defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/waivers.ts';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/loans/:loanId/waivers',
    access: 'waiver.create',
    tag: 'waivers',
    summary:
      'Give up interest, penalties or fees: up to the own limit at once, above it by a request',
    params: wire.loanParams,
    body: wire.newWaiver,
    response: wire.askedWaiver,
    status: 201,
    refusals: [
      'not_found',
      'loan_not_active',
      'in_progress',
      'currency_mismatch',
      'amount_not_positive',
      'waiver_exceeds_outstanding',
      'no_matrix_row',
    ],
    command: async (trx, context) => {
      const asked = { ...context.params, ...context.body };
      const { change, total, limit } = await askForWaiver(trx, context, asked);
      const { loanChangeId, requestId } = change;
      const status = requestId === null ? ('confirmed' as const) : ('quoted' as const);
      const shown = limit === null ? null : toWireMoney(limit);
      const body = { loanChangeId, status, total: toWireMoney(total), limit: shown, requestId };
      return { status: 201, body };
    },
  }),
];
