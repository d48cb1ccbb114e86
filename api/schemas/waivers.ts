/** Waivers as JSON: what is given up of a loan, and how it was decided. */
import { z } from 'zod';
import { waiverReasons } from '../../domain/choices.ts';
import { id, money, wireMoney } from './common.ts';

export const loanParams = z.strictObject({ loanId: id });

export const newWaiver = z.strictObject({
  reason: z.enum(waiverReasons),
  lines: z
    .array(
      z.strictObject({
        component: z.enum(['interest', 'fee', 'penalty']),
        installmentNumber: z.number().int().min(1).nullable().default(null),
        amount: money,
      }),
    )
    .min(1)
    .max(100),
});

export const askedWaiver = z
  .object({
    loanChangeId: id,
    status: z.enum(['confirmed', 'quoted']).meta({
      description: 'Given up on own authority, or waiting for the request that decides it',
    }),
    total: wireMoney.meta({
      description: 'Given up on the loan within twelve months, this waiver included',
    }),
    limit: wireMoney.nullable().meta({ description: 'What the person may give up; null: nothing' }),
    requestId: id.nullable(),
  })
  .meta({ id: 'AskedWaiver' });
