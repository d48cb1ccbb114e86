/** What an applicant does with their own application beyond the commands they share with staff. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Application } from '../../db/queries/applications.ts';
import { findLatestOffer } from '../../db/queries/offers.ts';
import type { DB } from '../../db/tables.ts';
import { lockVisible } from './applications.ts';
import type { Caller } from './caller.ts';
import { withdrawApplication } from './withdrawals.ts';

/**
 * Refusing the offer ends the application: nothing else is on the table.
 * @throws DomainError `not_found`, `illegal_transition`, `offer_changed` when another offer was read
 */
export async function refuseOffer(
  trx: Transaction<DB>,
  context: Caller,
  input: {
    readonly applicationId: string;
    readonly contentHash: string;
    readonly reason: string;
  },
): Promise<Application> {
  const { applicationId, contentHash, reason } = input;
  const { status } = await lockVisible(trx, context, applicationId);
  const offer = await findLatestOffer(trx, applicationId);
  if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
  if (status !== 'offered') {
    const step = { from: status, to: 'withdrawn', event: 'refuse_offer' };
    throw new DomainError('illegal_transition', { subject: 'application', ...step });
  }
  if (offer.contentHash !== contentHash)
    throw new DomainError('offer_changed', { contentHash: offer.contentHash });
  return withdrawApplication(trx, context, { applicationId, reason });
}
