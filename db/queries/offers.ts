/** Offers: the terms put to the applicant, fixed by a hash of their content. One is open per application. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { TrancheRule } from '../../domain/origination/tranches.ts';
import type { Schedule, WireTerms } from '../../domain/schedule/terms.ts';
import type { Wire } from '../../domain/wire.ts';
import { newId } from '../ids.ts';
import type { DB, OfferTable } from '../tables.ts';

export type Offer = {
  readonly offerId: string;
  readonly applicationId: string;
  readonly round: number;
  readonly status: 'issued' | 'accepted' | 'expired' | 'superseded';
  readonly amount: Money;
  readonly terms: WireTerms;
  /** As if the money were paid out on the day of the offer; the contract's own is fixed at disbursement. */
  readonly schedule: Wire<Schedule>;
  readonly allInSimplePpm: number;
  readonly allInCompoundPpm: number;
  readonly contentHash: string;
  /** How it may be drawn in parts; null: paid out at once. */
  readonly tranches: TrancheRule | null;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly acceptedBy: string | null;
};

export type NewOffer = Omit<Offer, 'offerId' | 'status' | 'acceptedAt' | 'acceptedBy'>;

export async function insertOffer(trx: Transaction<DB>, offer: NewOffer): Promise<string> {
  const offerId = newId();
  await trx
    .insertInto('offer')
    .values({
      offer_id: offerId,
      application_id: offer.applicationId,
      round: offer.round,
      status: 'issued',
      amount_minor: offer.amount.minor,
      currency: offer.amount.currency,
      terms: JSON.stringify(offer.terms),
      schedule: JSON.stringify(offer.schedule),
      all_in_simple_ppm: offer.allInSimplePpm,
      all_in_compound_ppm: offer.allInCompoundPpm,
      content_hash: offer.contentHash,
      tranches: offer.tranches === null ? null : JSON.stringify(offer.tranches),
      issued_at: offer.issuedAt,
      expires_at: offer.expiresAt,
    })
    .execute();
  return offerId;
}

/** The newest offer of an application, open or not. */
export async function findLatestOffer(
  db: Kysely<DB>,
  applicationId: string,
): Promise<Offer | undefined> {
  const row = await db
    .selectFrom('offer')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('issued_at', 'desc')
    .orderBy('offer_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function acceptOffer(
  trx: Transaction<DB>,
  offerId: string,
  { acceptedAt, acceptedBy }: { acceptedAt: Instant; acceptedBy: string },
): Promise<void> {
  await trx
    .updateTable('offer')
    .set({ status: 'accepted', accepted_at: acceptedAt, accepted_by: acceptedBy })
    .where('offer_id', '=', offerId)
    .execute();
}

/** Takes the open offer, if there is one, off the table. */
export async function endOpenOffer(
  trx: Transaction<DB>,
  applicationId: string,
  status: 'expired' | 'superseded',
): Promise<void> {
  await trx
    .updateTable('offer')
    .set({ status })
    .where('application_id', '=', applicationId)
    .where('status', 'in', ['issued', 'accepted'])
    .execute();
}

function fromRow(row: Selectable<OfferTable>): Offer {
  return {
    offerId: row.offer_id,
    applicationId: row.application_id,
    round: row.round,
    status: row.status,
    amount: { minor: row.amount_minor, currency: row.currency },
    terms: row.terms as unknown as WireTerms,
    schedule: row.schedule as unknown as Wire<Schedule>,
    allInSimplePpm: row.all_in_simple_ppm,
    allInCompoundPpm: row.all_in_compound_ppm,
    contentHash: row.content_hash,
    tranches: row.tranches as TrancheRule | null,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    acceptedBy: row.accepted_by,
  };
}
