/** Journal entries and the trial balance as JSON. */
import { z } from 'zod';
import { currency, cursorPaging, id, instant, isoDate, timelineOf, wireMoney } from './common.ts';

const side = z.enum(['debit', 'credit']);
const accountCode = z.string().regex(/^\d{4}$/);

export const loanParams = z.strictObject({ loanId: id });

export const entryQuery = z.strictObject({
  ...cursorPaging,
  accountCode: accountCode.optional(),
  postedFrom: isoDate.optional(),
  postedTo: isoDate.optional(),
});

export const entry = z
  .object({
    entryId: id,
    eventKey: z.string(),
    rule: z.string(),
    loanId: id.nullable(),
    currency,
    effectiveDate: isoDate,
    postedDate: isoDate,
    reversesEntryId: id.nullable(),
    createdAt: instant,
    postings: z.array(
      z.object({
        accountCode,
        side,
        amount: wireMoney,
        component: z.enum(['penalty', 'fee', 'interest', 'principal', 'credit']).nullable(),
      }),
    ),
  })
  .meta({ id: 'JournalEntry' });

export const entries = timelineOf(entry);

export const trialBalanceQuery = z.strictObject({ asOfDate: isoDate.optional() });

export const trialBalance = z
  .object({
    asOfDate: isoDate,
    accounts: z.array(
      z.object({
        accountCode,
        name: z.string(),
        nameZh: z.string(),
        normalSide: side,
        currency,
        debit: wireMoney,
        credit: wireMoney,
        /** On the account's normal side; negative when it stands on the other. */
        balance: wireMoney,
      }),
    ),
    totals: z.array(z.object({ currency, debit: wireMoney, credit: wireMoney })),
    isBalanced: z.boolean(),
  })
  .meta({ id: 'TrialBalance' });

export const accounts = z.object({
  items: z.array(z.object({ accountCode, name: z.string(), nameZh: z.string(), normalSide: side })),
});

export const newClosing = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03'),
});

export const closedPeriod = z
  .object({
    throughDate: isoDate,
    closedBy: id,
    closedDate: isoDate,
    totals: z.array(z.record(z.string(), z.unknown())),
    contentHash: z.string(),
    closedAt: instant,
  })
  .meta({ id: 'ClosedPeriod' });

export const closedPeriods = z.object({ items: z.array(closedPeriod) });
