/** What customers owe today, many at once, for lists and for the head of a customer's file. */
import { sql, type Kysely } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Currency, Money } from '../../domain/money.ts';
import type { DB } from '../tables.ts';

export type CustomerPosition = {
  readonly activeLoanCount: number;
  /** Outstanding principal of active loans, one amount for each currency. */
  readonly outstanding: readonly Money[];
  /** Of the latest active loan; 0 where nothing is late. */
  readonly daysPastDue: number;
};

const nothing: CustomerPosition = { activeLoanCount: 0, outstanding: [], daysPastDue: 0 };

/** Everybody that is asked for has an entry. */
export async function readCustomerPositions(
  db: Kysely<DB>,
  customerIds: readonly string[],
  businessDate: IsoDate,
): Promise<ReadonlyMap<string, CustomerPosition>> {
  const positions = new Map(customerIds.map((customerId) => [customerId, nothing]));
  if (customerIds.length === 0) return positions;
  const days = sql<number>`coalesce(max(case when loan_position.days_past_due > 0
    then ${businessDate}::date - loan_position.oldest_due_date end), 0)::integer`;
  const rows = await db
    .selectFrom('loan')
    .innerJoin('loan_position', 'loan_position.loan_id', 'loan.loan_id')
    .where(sql<boolean>`loan.customer_id = any(${customerIds}::uuid[])`)
    .where('loan.status', '=', 'active')
    .groupBy(['loan.customer_id', 'loan.currency'])
    .select([
      'loan.customer_id',
      'loan.currency',
      sql<number>`count(*)::integer`.as('loans'),
      sql<bigint>`sum(loan_position.principal_minor)::bigint`.as('minor'),
      days.as('days'),
    ])
    .orderBy('loan.currency')
    .execute();
  for (const row of rows) {
    const known = positions.get(row.customer_id) ?? nothing;
    const outstanding = { minor: row.minor, currency: row.currency as Currency };
    positions.set(row.customer_id, {
      activeLoanCount: known.activeLoanCount + row.loans,
      outstanding: [...known.outstanding, outstanding],
      daysPastDue: Math.max(known.daysPastDue, row.days),
    });
  }
  return positions;
}
