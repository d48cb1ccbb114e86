/** Published reference rates, which floating loans follow. */
import type { z } from 'zod';
import {
  listReferenceRateEntries,
  type ReferenceRateEntry,
} from '../../db/queries/reference-rates.ts';
import { actionsFor } from '../actions.ts';
import {
  confirmReferenceRate,
  enterReferenceRate,
  rejectReferenceRate,
} from '../commands/reference-rates.ts';
import type { Actor } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import type { Permission } from '../permissions.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/reference-rates.ts';

const tag = 'reference rates';
const all = '/v1/reference-rates';
const one = `${all}/:referenceRateId`;

export const routes: readonly Route[] = [
  defineRead({
    path: all,
    access: 'signed_in',
    tag,
    summary: 'List the published reference rates, newest date first',
    query: wire.referenceRateQuery,
    response: wire.referenceRates,
    handler: async ({ db, query, clock, actor }) => {
      const { reference, status, size } = query;
      const filter = { reference, status, limit: size, offset: offsetOf(query) };
      const { entries, total } = await listReferenceRateEntries(db, filter);
      const found = { rows: entries, total, asOf: clock.now };
      return { body: toPage(query, found, (entry) => present(entry, actor)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: all,
    access: 'reference-rate.create',
    tag,
    summary: 'Enter a published value, or a correction of one, for another person to confirm',
    body: wire.newReferenceRate,
    response: wire.referenceRate,
    status: 201,
    refusals: [],
    command: async (trx, context) => {
      const entry = await enterReferenceRate(trx, context, context.body);
      return { status: 201, body: present(entry, context.actor) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/confirmations`,
    access: 'reference-rate.confirm',
    tag,
    summary:
      'Confirm a value that another person entered; loans it came too late for are priced anew',
    params: wire.referenceRateParams,
    response: wire.referenceRate,
    status: 201,
    refusals: ['not_found', 'reference_rate_not_open', 'four_eyes'],
    command: async (trx, context) => {
      const entry = await confirmReferenceRate(trx, context, context.params.referenceRateId);
      return { status: 201, body: present(entry, context.actor) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/rejections`,
    access: 'reference-rate.confirm',
    tag,
    summary: 'Reject a value that was entered by mistake',
    params: wire.referenceRateParams,
    response: wire.referenceRate,
    status: 201,
    refusals: ['not_found', 'reference_rate_not_open'],
    command: async (trx, context) => {
      const entry = await rejectReferenceRate(trx, context, context.params.referenceRateId);
      return { status: 201, body: present(entry, context.actor) };
    },
  }),
];

/** Whoever entered a value may only take it back. */
function present(entry: ReferenceRateEntry, actor: Actor): z.output<typeof wire.referenceRate> {
  const isOpen = entry.status === 'entered' && entry.enteredBy !== actor.actorId;
  const open: readonly Permission[] = isOpen ? ['reference-rate.confirm'] : [];
  return { ...entry, actions: actionsFor(actor, open) };
}
