/** What stands against a new application of the same customer: one that is open, or a decline. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

/** Held to the end of the transaction: one customer's applications for a product are handed in one after the other. */
export async function lockCustomerProduct(
  trx: Transaction<DB>,
  customerId: string,
  productCode: string,
): Promise<void> {
  const key = `application/${customerId}/${productCode}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx);
}

const open = [
  'submitted',
  'in_review',
  'returned',
  'approved',
  'offered',
  'accepted',
  'ready',
] as const;

export type EarlierApplications = {
  /** Numbers of others under way; drafts are nobody's business yet. */
  readonly openNumbers: readonly string[];
  readonly declinedDates: readonly IsoDate[];
};

/** The customer's other applications for the product. */
export async function readEarlierApplications(
  db: Kysely<DB>,
  customerId: string,
  productCode: string,
  exceptApplicationId: string,
): Promise<EarlierApplications> {
  const rows = await db
    .selectFrom('application')
    .select(['number', 'status', 'decided_date'])
    .where('customer_id', '=', customerId)
    .where('application_id', '!=', exceptApplicationId)
    .where('status', 'in', [...open, 'declined'])
    .where(sql<boolean>`content->>'productCode' = ${productCode}`)
    .orderBy('number')
    .execute();
  const declined = rows.filter(({ status }) => status === 'declined');
  return {
    openNumbers: rows.filter(({ status }) => status !== 'declined').map(({ number }) => number),
    declinedDates: declined.flatMap(({ decided_date: date }) => (date === null ? [] : [date])),
  };
}
