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

/** Numbers of other applications under way for the product; drafts are nobody's business yet. */
export async function listOpenNumbers(
  db: Kysely<DB>,
  customerId: string,
  productCode: string,
  exceptApplicationId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('application')
    .select('number')
    .where('customer_id', '=', customerId)
    .where('application_id', '!=', exceptApplicationId)
    .where('status', 'in', open)
    .where(isFor(productCode))
    .orderBy('number')
    .execute();
  return rows.map((row) => row.number);
}

/** Dates on which an application for the product was declined. */
export async function listDeclinedDates(
  db: Kysely<DB>,
  customerId: string,
  productCode: string,
): Promise<IsoDate[]> {
  const rows = await db
    .selectFrom('application')
    .select('decided_date')
    .where('customer_id', '=', customerId)
    .where('status', '=', 'declined')
    .where('decided_date', 'is not', null)
    .where(isFor(productCode))
    .execute();
  return rows.map((row) => row.decided_date!);
}

function isFor(productCode: string) {
  return sql<boolean>`content->>'productCode' = ${productCode}`;
}
