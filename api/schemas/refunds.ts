/** Refunds of credit balances as JSON: asked for on a loan, then with the rail. */
import { z } from 'zod';
import { refundStates } from '../../domain/choices.ts';
import { id, instant, isoDate, money, text, version, wireMoney } from './common.ts';

export const loanParams = z.strictObject({ loanId: id });
export const refundParams = z.strictObject({ refundId: id });

export const newRefund = z.strictObject({
  amount: money.optional().meta({ description: 'The whole credit balance unless given' }),
});

export const askedRefund = z
  .object({
    loanChangeId: id,
    status: z.string().meta({
      description: '`confirmed` goes to the bank at once; `quoted` waits for its request',
    }),
    amount: wireMoney,
    requestId: id.nullable().meta({ description: 'The request that decides a large refund' }),
  })
  .meta({ id: 'AskedRefund' });

export const reconciliation = z.strictObject({
  outcome: z.enum(['confirmed', 'refused']),
  reference: text(140),
  effectiveDate: isoDate.optional(),
  comment: text(1_000),
});

export const returned = z.strictObject({
  railCode: text(35).meta({ description: 'Why the bank sent it back, such as AC04' }),
  comment: text(1_000),
});

export const refund = z
  .object({
    refundId: id,
    loanId: id,
    status: z.enum(refundStates),
    amount: wireMoney,
    requestedBy: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    releasedAt: instant,
    attemptCount: z.number().int(),
    queryCount: z.number().int(),
    railReference: z.string().nullable(),
    refusalCode: z.string().nullable(),
    effectiveDate: isoDate.nullable(),
    version,
  })
  .meta({ id: 'Refund' });

export const refunds = z.object({ items: z.array(refund) });
