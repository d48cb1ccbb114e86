/** What the rules about changes of a loan look at beside its events. */
import type { Transaction } from 'kysely';
import type { ChangeFacts } from '../../domain/servicing/change-fits.ts';
import type { DB } from '../tables.ts';
import { readWorkCalendar } from './calendar.ts';
import { hasOtherBadClaim } from './claims.ts';
import { findDisbursementInFlight } from './drawings.ts';
import { readProductOfLoan, type Loan } from './loans.ts';

export async function readChangeFacts(trx: Transaction<DB>, loan: Loan): Promise<ChangeFacts> {
  const { terms, nonPerformingSince } = loan;
  return {
    terms,
    nonPerformingSince,
    product: await readProductOfLoan(trx, loan.loanId),
    calendar: await readWorkCalendar(trx),
    hasOtherBadClaim: await hasOtherBadClaim(trx, loan),
    disbursementInFlight: (await findDisbursementInFlight(trx, loan.loanId)) ?? null,
  };
}
