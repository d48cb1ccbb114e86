/** What stands in the books as promised and not yet drawn, by the offers of an application. */
import { sql, type Kysely } from 'kysely';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';

export type OpenCommitment = {
  readonly offerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
};

export async function listOpenCommitments(
  db: Kysely<DB>,
  applicationId: string,
): Promise<OpenCommitment[]> {
  const { rows } = await sql<OpenCommitment>`
    select offer_id as "offerId", offer.currency, ${balance}::bigint as "amountMinor"
      from offer
      join journal_entry on journal_entry.event_key = 'offer/' || offer_id::text
      join posting on posting.journal_entry_id = journal_entry.journal_entry_id
      where application_id = ${applicationId} and account_code = '9101'
      group by offer_id, offer.currency having ${balance} > 0
  `.execute(db);
  return rows;
}

const balance = sql<bigint>`sum(case side when 'debit' then posting.amount_minor else -posting.amount_minor end)`;

/** Applications whose accepted offer is not what stands in the books. */
export async function listWrongCommitments(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    with promised as (
      select application_id, sum(offer.amount_minor) as amount_minor from offer
        join application using (application_id)
        where offer.status = 'accepted' and application.status in ('accepted', 'ready')
        group by application_id),
    booked as (
      select application_id, ${balance} as amount_minor from offer
        join journal_entry on journal_entry.event_key = 'offer/' || offer_id::text
        join posting on posting.journal_entry_id = journal_entry.journal_entry_id
        where account_code = '9101'
        group by application_id)
    select number from application
      left join promised using (application_id) left join booked using (application_id)
      where coalesce(promised.amount_minor, 0) <> coalesce(booked.amount_minor, 0)
      order by number
  `.execute(db);
  return rows.map(({ number }) => number);
}
