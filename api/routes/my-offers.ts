/** Terms put to a borrower: the offer with all it costs, its calendar, and their answer. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { formatAmount, fromWireMoney } from '../../domain/money.ts';
import { findLatestOffer, type Offer } from '../../db/queries/offers.ts';
import type { DB } from '../../db/tables.ts';
import { calendarLine } from '../../locales/portal-texts.ts';
import { assertConfirmed } from '../commands/confirmations.ts';
import { answerCounterOffer } from '../commands/counter-offers.ts';
import { acceptOffer } from '../commands/offers.ts';
import { refuseOffer } from '../commands/own-applications.ts';
import type { Actor } from '../context.ts';
import { writeCalendar } from '../ical.ts';
import { presentOwn } from '../own-applications.ts';
import { presentOwnOffer } from '../own-costs.ts';
import { ownBorrower } from '../own.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { z } from 'zod';
import * as wire from '../schemas/my-applications.ts';
import { findOwn } from './my-applications.ts';

const tag = 'my';
const one = '/v1/my/applications/:applicationId';

export const routes: readonly Route[] = [
  defineRead({
    path: `${one}/offer`,
    access: 'portal.read',
    tag,
    summary: 'Read the newest offer with its schedule and its all-in annual rate',
    params: wire.applicationParams,
    response: wire.ownOffer,
    refusals: ['not_found'],
    handler: async ({ db, actor, params }) => ({
      body: presentOwnOffer(await findOwnOffer(db, actor, params.applicationId)),
    }),
  }),
  defineRead({
    path: `${one}/offer/calendar`,
    access: 'portal.read',
    tag,
    summary: 'Download the due dates of the offer as a calendar file',
    params: wire.applicationParams,
    response: z.unknown(),
    sendsFile: true,
    refusals: ['not_found'],
    handler: async ({ db, actor, params, clock }) => {
      const offer = await findOwnOffer(db, actor, params.applicationId);
      const { number } = await findOwn(db, actor, params.applicationId);
      const entries = presentOwnOffer(offer).rows.map((row) => ({
        uid: `${offer.offerId}-${row.number}@daiban`,
        date: row.dueDate,
        summary: calendarLine(actor.language, number, formatAmount(fromWireMoney(row.due))),
      }));
      const content = writeCalendar(entries, clock.now);
      return { file: { content, mediaType: 'text/calendar', fileName: `${number}.ics` } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/acceptances`,
    access: 'portal.write',
    tag,
    summary: 'Accept the offer that was read',
    params: wire.applicationParams,
    body: wire.ownAcceptance,
    response: wire.ownApplication,
    status: 201,
    refusals: [
      'not_found',
      'illegal_transition',
      'offer_expired',
      'offer_changed',
      'confirmation_needed',
    ],
    command: async (trx, context) => {
      await findOwn(trx, context.actor, context.params.applicationId);
      await assertConfirmed(trx, ownBorrower(context.actor).customerId);
      const acceptance = { ...context.params, ...context.body, consent: null };
      const application = await acceptOffer(trx, context, acceptance);
      return { status: 201, body: await presentOwn(trx, context.clock, application) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/refusals`,
    access: 'portal.write',
    tag,
    summary: 'Refuse the offer that was read; the application ends',
    params: wire.applicationParams,
    body: wire.ownRefusal,
    response: wire.ownApplication,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'offer_changed'],
    command: async (trx, context) => {
      const application = await refuseOffer(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: await presentOwn(trx, context.clock, application) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/counter-offer-answers`,
    access: 'portal.write',
    tag,
    summary: 'Answer the other terms that were offered',
    params: wire.applicationParams,
    body: wire.ownCounterAnswer,
    response: wire.ownApplication,
    status: 201,
    refusals: ['not_found', 'counter_offer_closed', 'no_matrix_row'],
    command: async (trx, context) => {
      await findOwn(trx, context.actor, context.params.applicationId);
      const input = { ...context.body, consent: null };
      const { application } = await answerCounterOffer(trx, context, input);
      return { status: 201, body: await presentOwn(trx, context.clock, application) };
    },
  }),
];

/** @throws DomainError `not_found` */
async function findOwnOffer(db: Kysely<DB>, actor: Actor, applicationId: string): Promise<Offer> {
  await findOwn(db, actor, applicationId);
  const offer = await findLatestOffer(db, applicationId);
  if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
  return offer;
}
