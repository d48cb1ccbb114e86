/** Own loans: what is owed and when, what was paid, what can be ordered. */
import { z } from 'zod';
import { loanStates } from '../../domain/loan-states.ts';
import { prepaymentStrategies } from '../../domain/choices.ts';
import { currency, id, instant, isoDate, money, ppm, wireMoney } from './common.ts';
import { payoffQuote } from './payments.ts';

export const loanParams = z.strictObject({ loanId: id });
export const orderParams = z.strictObject({ loanId: id, paymentOrderId: id });

const names = z.object({ 'zh-CN': z.string(), en: z.string() });

export const ownLoanLine = z
  .object({
    loanId: id,
    number: z.string(),
    product: names,
    status: z.enum(loanStates),
    currency,
    principal: wireMoney,
    outstanding: wireMoney,
    openedDate: isoDate,
    closedDate: isoDate.nullable(),
    nextDueDate: isoDate.nullable(),
    nextDue: wireMoney,
    overdue: wireMoney,
    daysPastDue: z.number().int(),
  })
  .meta({ id: 'OwnLoanLine' });
export const ownLoans = z.object({ items: z.array(ownLoanLine) });

export const orderStatuses = [
  'awaiting_transfer',
  'processing',
  'arrived',
  'refused',
  'expired',
] as const;

export const ownPaymentOrder = z
  .object({
    paymentOrderId: id,
    amount: wireMoney,
    purpose: z.enum(['installment', 'prepayment', 'payoff']),
    method: z.enum(['direct_debit', 'transfer']),
    /** To be written on a transfer. */
    reference: z.string(),
    status: z.enum(orderStatuses),
    refusalCode: z.string().nullable(),
    createdAt: instant,
    settledAt: instant.nullable(),
  })
  .meta({ id: 'OwnPaymentOrder' });

const ownPromise = z.object({
  amount: wireMoney,
  promiseDate: isoDate,
  status: z.enum(['open', 'kept', 'partial', 'broken', 'cancelled']),
});

export const ownLoan = ownLoanLine
  .extend({
    annualRatePpm: ppm,
    maturityDate: isoDate.nullable(),
    level: wireMoney.nullable(),
    /** What would settle all that is due today. */
    dueToday: wireMoney,
    penaltyDue: wireMoney,
    creditBalance: wireMoney,
    paid: wireMoney,
    orders: z.array(ownPaymentOrder),
    directDebit: z.object({ isOffered: z.boolean(), accountMask: z.string().nullable() }),
    promise: z.object({
      /** Only what is past due can be promised. */
      isPossible: z.boolean(),
      latestDate: isoDate,
      maxParts: z.number().int(),
      parts: z.array(ownPromise),
    }),
    contactStoppedUntil: isoDate.nullable(),
  })
  .meta({ id: 'OwnLoan' });

export const ownScheduleRow = z.object({
  number: z.number().int(),
  dueDate: isoDate,
  due: wireMoney,
  principal: wireMoney,
  interest: wireMoney,
  feesAndPenalty: wireMoney,
  paid: wireMoney,
  open: wireMoney,
  balance: wireMoney,
  status: z.enum(['paid', 'overdue', 'partly_paid', 'to_come']),
  daysPastDue: z.number().int(),
});
export const ownSchedule = z
  .object({
    rows: z.array(ownScheduleRow),
    totals: z.object({ due: wireMoney, paid: wireMoney, open: wireMoney }),
    isProvisional: z.boolean(),
  })
  .meta({ id: 'OwnSchedule' });

export const ownPayments = z.object({
  items: z.array(
    z.object({
      paymentId: id,
      amount: wireMoney,
      effectiveDate: isoDate,
      status: z.enum(['received', 'applied', 'suspense', 'returned']),
      principal: wireMoney.nullable(),
      interest: wireMoney.nullable(),
      feesAndPenalty: wireMoney.nullable(),
    }),
  ),
});

export const newOwnQuote = z.strictObject({ payoffDate: isoDate.optional() });
export const ownQuote = payoffQuote;

export const newOwnOrder = z
  .strictObject({
    amount: money,
    purpose: z.enum(['installment', 'prepayment', 'payoff']),
    method: z.enum(['direct_debit', 'transfer']),
    payoffQuoteId: id.optional(),
    strategy: z.enum(prepaymentStrategies).optional(),
  })
  .refine(
    ({ purpose, strategy }) => strategy === undefined || purpose === 'prepayment',
    'only a prepayment has a strategy',
  );

export const newOwnPromise = z.strictObject({
  parts: z
    .array(z.strictObject({ amount: money, promiseDate: isoDate }))
    .min(1)
    .max(10),
});
export const ownPromises = z.object({ parts: z.array(ownPromise) });

export const ownStatementQuery = z.strictObject({
  fromDate: isoDate.optional(),
  toDate: isoDate.optional(),
});
