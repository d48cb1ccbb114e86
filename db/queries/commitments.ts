/** What stands in the books as promised and not yet drawn, by the offers of an application. */
import { sql, type Kysely } from 'kysely';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';

export type OpenCommitment = {
  readonly offerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
};

/** In how many parts a loan may be drawn at most, whatever its product says. */
const mostParts = 50;

export async function listOpenCommitments(
  db: Kysely<DB>,
  applicationId: string,
): Promise<OpenCommitment[]> {
  const { rows } = await sql<OpenCommitment>`
    select offer_id as "offerId", offer.currency, ${balance}::bigint as "amountMinor"
      from offer
      cross join generate_series(1, ${mostParts}::integer) as part
      join journal_entry on journal_entry.event_key =
        'offer/' || offer_id::text || case part when 1 then '' else '/' || part end
      join posting on posting.journal_entry_id = journal_entry.journal_entry_id
      where application_id = ${applicationId} and account_code = '9101'
      group by offer_id, offer.currency having ${balance} > 0
  `.execute(db);
  return rows;
}

const balance = sql<bigint>`sum(case side when 'debit' then posting.amount_minor else -posting.amount_minor end)`;

/** What left the house for a loan, by the states of its disbursements. */
function paidOut(states: readonly string[]) {
  return sql`select coalesce(sum(disbursement.amount_minor), 0) as amount_minor from disbursement
    where disbursement.application_id = loan.application_id
      and disbursement.status = any(${states}::text[])`;
}

/** Applications whose accepted offer is not what stands in the books. */
export async function listWrongCommitments(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    with promised as (
      select application_id, sum(offer.amount_minor) as amount_minor from offer
        join application using (application_id)
        where offer.status = 'accepted' and application.status in ('accepted', 'ready')
        group by application_id
      union all
      select loan.application_id, case when draw_until_date is null then in_flight.amount_minor
          else offer.amount_minor - confirmed.amount_minor end from loan
        join offer on offer.application_id = loan.application_id and offer.status = 'accepted'
        cross join lateral (${paidOut(['confirmed'])}) as confirmed
        cross join lateral (${paidOut(['released', 'sending', 'unknown'])}) as in_flight),
    booked as (
      select application_id, ${balance} as amount_minor from offer
        join journal_entry on split_part(journal_entry.event_key, '/', 2) = offer_id::text
        join posting on posting.journal_entry_id = journal_entry.journal_entry_id
        where account_code = '9101' and journal_entry.event_key like 'offer/%'
        group by application_id)
    select number from application
      left join promised using (application_id) left join booked using (application_id)
      where coalesce(promised.amount_minor, 0) <> coalesce(booked.amount_minor, 0)
      order by number
  `.execute(db);
  return rows.map(({ number }) => number);
}
