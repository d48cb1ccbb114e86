/** What else the house may claim from the customer of a loan. */
import type { Kysely } from 'kysely';
import type { DB } from '../tables.ts';
import type { Loan } from './loans.ts';

/** Whether another loan of the same customer is non-performing or written off. */
export async function hasOtherBadClaim(
  db: Kysely<DB>,
  { loanId, customerId }: Pick<Loan, 'loanId' | 'customerId'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('loan')
    .select('loan_id')
    .where('customer_id', '=', customerId)
    .where('loan_id', '<>', loanId)
    .where('status', '<>', 'closed')
    .where((loan) =>
      loan.or([loan('status', '=', 'written_off'), loan('non_performing_since', 'is not', null)]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
