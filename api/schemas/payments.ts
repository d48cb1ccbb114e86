/** Payments and payoff quotes as JSON. */
import { z } from 'zod';
import { prepaymentStrategies } from '../../domain/choices.ts';
import { suggestion } from './bank-statements.ts';
import { id, instant, isoDate, money, pageOf, paging, text, wireMoney } from './common.ts';

export const loanParams = z.strictObject({ loanId: id });
export const paymentParams = z.strictObject({ paymentId: id });

const purpose = z.enum(['installment', 'prepayment', 'payoff']);
const status = z.enum(['received', 'applied', 'suspense', 'returned']);

export const newPayment = z.strictObject({
  amount: money,
  effectiveDate: isoDate
    .optional()
    .meta({ description: 'The day the money arrived; today unless given' }),
  provider: text(60),
  providerReference: text(140),
  purpose: purpose.default('installment'),
  strategy: z.enum(prepaymentStrategies).optional(),
  payoffQuoteId: id.optional(),
});

export const payment = z
  .object({
    paymentId: id,
    loanId: id.nullable(),
    provider: z.string(),
    providerReference: z.string(),
    amount: wireMoney,
    purpose,
    effectiveDate: isoDate,
    receivedDate: isoDate,
    receivedAt: instant,
    status,
  })
  .meta({ id: 'Payment' });

const component = z.enum(['penalty', 'fee', 'interest', 'principal']);

export const allocation = z
  .object({
    key: z.string(),
    kind: z.enum(['payment', 'prepayment', 'payoff', 'credit_use', 'recovery']),
    effectiveDate: isoDate,
    amount: wireMoney,
    lines: z.array(
      z.object({
        installmentNumber: z.number().int(),
        component,
        timing: z.enum(['past_due', 'due', 'in_advance']),
        amount: wireMoney,
      }),
    ),
    credit: wireMoney,
    principalAfter: wireMoney,
  })
  .meta({ id: 'Allocation' });

/** `allocation` is null until the loan's process has placed the money. */
export const allocatedPayment = payment.extend({ allocation: allocation.nullable() });

export const loanPayments = z.object({
  items: z.array(allocatedPayment),
  creditUses: z.array(allocation),
});

export const newPayoffQuote = z.strictObject({
  payoffDate: isoDate
    .optional()
    .meta({ description: 'The day the money is to arrive; today unless given' }),
});

export const payoffQuote = z
  .object({
    payoffQuoteId: id,
    loanId: id,
    businessDate: isoDate,
    payoffDate: isoDate,
    goodThroughDate: isoDate,
    amount: wireMoney,
    parts: z.object({
      principal: wireMoney,
      interest: wireMoney,
      fee: wireMoney,
      penalty: wireMoney,
      payoffFee: wireMoney,
      creditBalance: wireMoney,
    }),
    quotedAt: instant,
  })
  .meta({ id: 'PayoffQuote' });

export const newSuspense = z.strictObject({
  amount: money,
  effectiveDate: isoDate.optional(),
  provider: text(60),
  providerReference: text(140),
  remark: text(400).optional(),
});

export const newMatch = z.strictObject({
  loanId: id,
  purpose: z.enum(['installment', 'prepayment']).default('installment'),
  strategy: z.enum(prepaymentStrategies).optional(),
});

export const suspensePayment = payment.extend({ remark: z.string().nullable() });
/** In the list each with the loans it may be meant for, the surest first. */
export const suspenseRow = suspensePayment.extend({ suggestions: z.array(suggestion) });
export const suspensePage = pageOf(suspenseRow);
export const suspenseQuery = z.strictObject(paging);
