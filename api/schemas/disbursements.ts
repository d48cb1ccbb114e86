/** Disbursements as JSON: made by one person, released by another, then with the rail. */
import { z } from 'zod';
import { disbursementStates } from '../../domain/origination/disbursement-states.ts';
import { actions, id, instant, isoDate, money, text, version, wireMoney } from './common.ts';

export const disbursementParams = z.strictObject({ disbursementId: id });
export const applicationParams = z.strictObject({ applicationId: id });

export const newDisbursement = z.strictObject({
  amount: money.optional(),
  contractHash: text(128).meta({
    description: 'Hash of the signed contract: the accepted offer as it says in `contentHash`',
  }),
});

export const reconciliation = z.strictObject({
  outcome: z.enum(['confirmed', 'refused']),
  reference: text(140),
  effectiveDate: isoDate.optional(),
  comment: text(1_000),
});

export const disbursement = z
  .object({
    disbursementId: id,
    applicationId: id,
    status: z.enum(disbursementStates),
    amount: wireMoney,
    madeBy: id,
    releasedBy: id.nullable(),
    requestedAt: instant,
    releasedAt: instant.nullable(),
    attemptCount: z.number().int(),
    queryCount: z.number().int(),
    railReference: z.string().nullable(),
    refusalCode: z.string().nullable(),
    effectiveDate: isoDate.nullable(),
    version,
    actions,
  })
  .meta({ id: 'Disbursement' });

export const disbursements = z.object({ items: z.array(disbursement) });
