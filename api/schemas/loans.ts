/** Loans as JSON: the list's columns, the loan as it stands today, its schedule and its events. */
import { z } from 'zod';
import { loanStates } from '../../domain/loan-states.ts';
import { loanStepKinds } from '../../domain/servicing/steps.ts';
import {
  actions,
  currency,
  cursorPaging,
  id,
  instant,
  isoDate,
  pageOf,
  paging,
  text,
  timelineOf,
  version,
  wireMoney,
} from './common.ts';
import { floatingTerms } from './reference-rates.ts';

export const loanParams = z.strictObject({ loanId: id });

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const loanQuery = z.strictObject({
  ...paging,
  status: z.enum(loanStates).optional(),
  customerId: id.optional(),
  branchId: id.optional(),
  bucket: z.string().max(10).optional(),
  isPastDue: flag.optional(),
  search: text(60).optional().meta({ description: 'Beginning of a loan number' }),
});

export const listedLoan = z
  .object({
    loanId: id,
    number: z.string(),
    customerId: id,
    customerName: z.string(),
    branchId: id,
    productCode: z.string(),
    status: z.enum(loanStates),
    openedDate: isoDate,
    closedDate: isoDate.nullable(),
    principal: wireMoney,
    outstanding: wireMoney,
    overdue: wireMoney,
    bucket: z.string(),
    daysPastDue: z.number().int(),
    nextDueDate: isoDate.nullable(),
    nextDue: wireMoney,
  })
  .meta({ id: 'ListedLoan' });

export const loans = pageOf(listedLoan);

const amounts = z
  .object({ penalty: wireMoney, fee: wireMoney, interest: wireMoney, principal: wireMoney })
  .meta({ id: 'ComponentAmounts' });

export const loan = z
  .object({
    loanId: id,
    number: z.string(),
    applicationId: id,
    customerId: id,
    customerName: z.string(),
    branchId: id,
    productCode: z.string(),
    currency,
    status: z.enum(loanStates),
    openedDate: isoDate,
    closedDate: isoDate.nullable(),
    maturityDate: isoDate.nullable(),
    nonPerformingSince: isoDate.nullable(),
    drawUntilDate: isoDate
      .nullable()
      .meta({ description: 'Until when another part may be drawn; null: no more' }),
    businessDate: isoDate,
    principal: wireMoney,
    outstanding: wireMoney,
    annualRatePpm: z.number().int(),
    floating: floatingTerms
      .extend({
        nextRepricingDate: isoDate.nullable().meta({
          description: 'Null once a restructure has fixed the rate, or the loan has ended',
        }),
      })
      .nullable()
      .meta({ description: 'Null for a fixed rate' }),
    level: wireMoney.nullable(),
    dueNow: amounts,
    overdue: amounts,
    overdueTotal: wireMoney,
    creditBalance: wireMoney,
    interestEarned: wireMoney,
    penaltyEarned: wireMoney,
    daysPastDue: z.number().int(),
    bucket: z.string(),
    nextDueDate: isoDate.nullable(),
    nextDue: wireMoney,
    paid: amounts,
    waived: amounts,
    terms: z.record(z.string(), z.unknown()),
    version,
    actions,
  })
  .meta({ id: 'Loan' });

const totals = z.object({
  principal: wireMoney,
  interest: wireMoney,
  fees: wireMoney,
  penalties: wireMoney,
  due: wireMoney,
});

export const scheduleTotals = totals.meta({ id: 'ScheduleTotals' });
export const yearTotals = totals.extend({ year: z.number().int() }).meta({ id: 'YearTotals' });

export const loanRow = z
  .object({
    number: z.number().int(),
    kind: z.enum(['down_payment', 'installment']),
    periodStart: isoDate,
    periodEnd: isoDate,
    dueDate: isoDate,
    dueDateProvisional: z.boolean(),
    days: z.number().int(),
    due: amounts,
    paid: amounts,
    waived: amounts,
    outstanding: amounts,
    dueTotal: wireMoney,
    paidTotal: wireMoney,
    outstandingTotal: wireMoney,
    balance: wireMoney,
    paidDate: isoDate.nullable(),
    daysPastDue: z.number().int(),
    projected: z.boolean(),
  })
  .meta({ id: 'LoanRow' });

export const loanSchedule = z
  .object({
    businessDate: isoDate,
    rows: z.array(loanRow),
    totals: scheduleTotals,
    years: z.array(yearTotals),
    isProvisional: z.boolean(),
  })
  .meta({ id: 'LoanSchedule' });

export const eventQuery = z.strictObject(cursorPaging);

export const loanEvent = z
  .object({
    seq: z.number().int(),
    kind: z.string(),
    effectiveDate: isoDate,
    recordedDate: isoDate,
    recordedAt: instant,
    actorId: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'LoanEvent' });

export const loanEvents = timelineOf(loanEvent);

export const loanSteps = z.object({
  items: z.array(
    z.object({
      kind: z.enum(loanStepKinds),
      /** 0 where the step belongs to the whole loan. */
      installmentNumber: z.number().int(),
      date: isoDate,
    }),
  ),
});
