/** 敞口: what customers owe, have been promised and are asking for, in one currency. */
import { sql, type Kysely } from 'kysely';
import type { Money } from '../../domain/money.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';

/** Under approval or promised: everything between submit and booking. */
const underWay = ['submitted', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready'];

/**
 * Outstanding principal of active loans plus every other application under way.
 * @param exceptApplicationId the application that is being looked at
 */
export async function readExposure(
  db: Kysely<DB>,
  customerIds: readonly string[],
  { currency, exceptApplicationId }: { currency: Currency; exceptApplicationId: string | null },
): Promise<Money> {
  const { rows } = await sql<{ minor: bigint }>`
    select (
      (select coalesce(sum(loan_position.principal_minor), 0) from loan
        join loan_position on loan_position.loan_id = loan.loan_id
        where loan.customer_id = any(${customerIds}::uuid[]) and loan.currency = ${currency}
          and loan.status = 'active')
      + (select coalesce(sum(amount_minor), 0) from application
        where customer_id = any(${customerIds}::uuid[]) and currency = ${currency}
          and status = any(${underWay}::text[])
          and application_id is distinct from ${exceptApplicationId}::uuid)
    )::bigint as minor
  `.execute(db);
  return { minor: rows[0]!.minor, currency };
}

/** The worst days past due on the customer's own active loans; 0 without any. */
export async function readMaxDaysPastDue(db: Kysely<DB>, customerId: string): Promise<number> {
  const row = await db
    .selectFrom('loan')
    .innerJoin('loan_position', 'loan_position.loan_id', 'loan.loan_id')
    .select(sql<number>`coalesce(max(loan_position.days_past_due), 0)`.as('days'))
    .where('loan.customer_id', '=', customerId)
    .where('loan.status', '=', 'active')
    .executeTakeFirstOrThrow();
  return row.days;
}
