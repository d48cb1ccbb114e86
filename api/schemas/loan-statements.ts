/** A loan's statement as JSON: what moved between two dates, and what was owed before and after. */
import { z } from 'zod';
import { id, isoDate, wireMoney } from './common.ts';

export const loanParams = z.strictObject({ loanId: id });

export const statementQuery = z.strictObject({
  fromDate: isoDate.optional().meta({ description: 'The day the loan was opened unless given' }),
  toDate: isoDate.optional().meta({ description: 'The business date unless given' }),
});

export const loanStatement = z
  .object({
    loanId: id,
    number: z.string(),
    customerName: z.string(),
    fromDate: isoDate,
    toDate: isoDate,
    opening: z.object({ principal: wireMoney, credit: wireMoney }),
    lines: z.array(
      z.object({
        effectiveDate: isoDate,
        kind: z.string(),
        /** Money that moved between borrower and lender; zero for what only changed hands on paper. */
        amount: wireMoney,
        principal: wireMoney,
        interest: wireMoney,
        penalty: wireMoney,
        fee: wireMoney,
        credit: wireMoney,
        principalAfter: wireMoney,
      }),
    ),
    closing: z.object({
      principal: wireMoney,
      credit: wireMoney,
      interestDue: wireMoney,
      penaltyDue: wireMoney,
      feeDue: wireMoney,
    }),
  })
  .meta({ id: 'LoanStatement' });
