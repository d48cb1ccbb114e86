/** Other terms that an approver has offered, and what the applicant said. At most one is open for a case. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { CounterTerms } from '../../domain/approval/counter-offer.ts';
import { newId } from '../ids.ts';
import type { CounterOfferTable, DB } from '../tables.ts';

export type CounterOffer = CounterTerms & {
  readonly counterOfferId: string;
  readonly applicationId: string;
  readonly approvalId: string;
  readonly stageId: string;
  readonly officerId: string;
  readonly status: 'open' | 'accepted' | 'refused' | 'superseded' | 'expired';
  readonly madeAt: Instant;
  readonly answeredAt: Instant | null;
  readonly answeredBy: string | null;
};

export type NewCounterOffer = Omit<
  CounterOffer,
  'counterOfferId' | 'status' | 'answeredAt' | 'answeredBy'
>;

export async function insertCounterOffer(
  trx: Transaction<DB>,
  offer: NewCounterOffer,
): Promise<string> {
  const counterOfferId = newId();
  await trx
    .insertInto('counter_offer')
    .values({
      counter_offer_id: counterOfferId,
      application_id: offer.applicationId,
      approval_id: offer.approvalId,
      stage_id: offer.stageId,
      officer_id: offer.officerId,
      amount_minor: offer.amount.minor,
      currency: offer.amount.currency,
      installment_count: offer.installmentCount,
      security: offer.security,
      annual_rate_ppm: offer.annualRatePpm,
      made_at: offer.madeAt,
      answered_at: null,
      answered_by: null,
    })
    .execute();
  return counterOfferId;
}

/** Oldest first. */
export async function listCounterOffers(
  db: Kysely<DB>,
  applicationId: string,
): Promise<CounterOffer[]> {
  const rows = await db
    .selectFrom('counter_offer')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('made_at')
    .orderBy('counter_offer_id')
    .execute();
  return rows.map(fromRow);
}

export async function findCounterOffer(
  db: Kysely<DB>,
  counterOfferId: string,
): Promise<CounterOffer | undefined> {
  const row = await db
    .selectFrom('counter_offer')
    .selectAll()
    .where('counter_offer_id', '=', counterOfferId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Whatever is open for the case ends, if anything is. */
export async function endCounterOffer(
  trx: Transaction<DB>,
  applicationId: string,
  end: {
    readonly status: Exclude<CounterOffer['status'], 'open'>;
    readonly answeredAt: Instant;
    readonly answeredBy: string | null;
  },
): Promise<void> {
  await trx
    .updateTable('counter_offer')
    .set({ status: end.status, answered_at: end.answeredAt, answered_by: end.answeredBy })
    .where('application_id', '=', applicationId)
    .where('status', '=', 'open')
    .execute();
}

function fromRow(row: Selectable<CounterOfferTable>): CounterOffer {
  return {
    counterOfferId: row.counter_offer_id,
    applicationId: row.application_id,
    approvalId: row.approval_id,
    stageId: row.stage_id,
    officerId: row.officer_id,
    amount: { minor: row.amount_minor, currency: row.currency },
    installmentCount: row.installment_count,
    security: row.security,
    annualRatePpm: row.annual_rate_ppm,
    status: row.status,
    madeAt: row.made_at,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
  };
}
