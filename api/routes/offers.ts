/** The offer of an application and its acceptance. */
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import { findLatestOffer, type Offer } from '../../db/queries/offers.ts';
import { acceptOffer } from '../commands/offers.ts';
import { findReadable } from '../case-reading.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { applicationParams } from '../schemas/application.ts';
import * as wire from '../schemas/offer.ts';

const tag = 'offers';
const one = '/v1/applications/:applicationId';

export const routes: readonly Route[] = [
  defineRead({
    path: `${one}/offer`,
    access: 'offer.read',
    tag,
    summary: 'Read the newest offer of an application',
    params: applicationParams,
    response: wire.offer,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db } = context;
      const { applicationId } = await findReadable(context, context.params.applicationId);
      const found = await findLatestOffer(db, applicationId);
      if (found === undefined) throw new DomainError('not_found', { resource: 'offer' });
      return { body: present(found) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/acceptances`,
    access: 'offer.accept',
    tag,
    summary: 'Accept the offer, as the borrower or for the borrower',
    params: applicationParams,
    body: wire.acceptanceInput,
    response: wire.accepted,
    status: 201,
    refusals: [
      'not_found',
      'illegal_transition',
      'offer_expired',
      'offer_changed',
      'reason_required',
    ],
    command: async (trx, context) => {
      const acceptance = { ...context.params, ...context.body };
      const { applicationId, status, version } = await acceptOffer(trx, context, acceptance);
      return { status: 201, version, body: { applicationId, status, version } };
    },
  }),
];

function present({ acceptedBy: _acceptedBy, amount, ...offer }: Offer) {
  const { annualRatePpm, floating = null } = offer.terms;
  return { ...offer, amount: toWireMoney(amount), annualRatePpm, floating };
}
