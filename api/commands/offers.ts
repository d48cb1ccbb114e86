/** Accepting the offer: by the borrower, or by an officer who records how the borrower said so. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import {
  acceptOffer as markAccepted,
  findLatestOffer,
  type Offer,
} from '../../db/queries/offers.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicationChanged } from '../../workflows/messages.ts';
import { lockVisible, record } from './applications.ts';
import type { Caller } from './caller.ts';
import { signCommitment } from './commitments.ts';

export type Acceptance = {
  readonly applicationId: string;
  /** Of the offer that was read: another offer cannot be accepted by mistake. */
  readonly contentHash: string;
  /** How the borrower said yes, when an officer records it. */
  readonly consent: { readonly channel: string; readonly note: string } | null;
};

/**
 * @throws DomainError `not_found`, `illegal_transition` unless an offer is on the table, `offer_expired`,
 * `offer_changed`, `reason_required` when an officer does not say how the borrower agreed
 */
export async function acceptOffer(
  trx: Transaction<DB>,
  caller: Caller,
  acceptance: Acceptance,
): Promise<Application> {
  const application = await lockVisible(trx, caller, acceptance.applicationId);
  const status = nextState(applicationMachine, application.status, 'accept_offer');
  const offer = await findLatestOffer(trx, application.applicationId);
  assertAcceptable(offer, acceptance, caller);
  const accepted = { acceptedAt: caller.clock.now, acceptedBy: caller.actor.actorId };
  await markAccepted(trx, offer.offerId, accepted);
  const { offerId, amount } = offer;
  const date = caller.clock.businessDate;
  await signCommitment(trx, application, { offerId, amount, date });
  const saved = await saveApplication(trx, application.applicationId, { status });
  const details = { status, offerId: offer.offerId, consent: acceptance.consent };
  await record(trx, caller, application, { kind: 'offer.accepted', details });
  await insertOutbox(trx, tellApplicationChanged(application.applicationId, application.round));
  return saved;
}

function assertAcceptable(
  offer: Offer | undefined,
  { contentHash, consent }: Acceptance,
  { actor, clock }: Caller,
): asserts offer is Offer {
  if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
  if (offer.expiresAt <= clock.now) {
    throw new DomainError('offer_expired', { expiredAt: offer.expiresAt });
  }
  if (offer.contentHash !== contentHash) {
    throw new DomainError('offer_changed', { contentHash: offer.contentHash });
  }
  if (actor.kind === 'officer' && consent === null) {
    throw new DomainError('reason_required', { answer: 'accept' });
  }
}
