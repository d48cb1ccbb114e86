/** Disbursements as JSON: made by one person, released by another, then with the rail. */
import { z } from 'zod';
import { disbursementChecks as checkNames } from '../../domain/origination/disbursement-checks.ts';
import { disbursementStates } from '../../domain/origination/disbursement-states.ts';
import { actions, id, instant, isoDate, money, text, version, wireMoney } from './common.ts';

const bothLanguages = z.object({ 'zh-CN': z.string(), en: z.string() });

export const disbursementParams = z.strictObject({ disbursementId: id });
export const applicationParams = z.strictObject({ applicationId: id });

export const newDisbursement = z.strictObject({
  amount: money
    .optional()
    .meta({ description: 'All that was approved and not drawn unless given' }),
  contractHash: text(128).meta({
    description: 'Hash of the signed contract: the accepted offer as it says in `contentHash`',
  }),
  payeeId: id
    .optional()
    .meta({ description: 'A payee recorded for the application; the borrower unless given' }),
  accountName: text(100)
    .optional()
    .meta({ description: 'The name on the account, as somebody has verified it' }),
});

export const disbursementChecks = z
  .object({
    mayBeReleased: z.boolean().meta({ description: 'By whoever asks; no check has failed' }),
    checks: z.array(
      z.object({
        check: z.enum(checkNames),
        names: bothLanguages,
        state: z.enum(['passed', 'failed', 'not_applicable']),
        code: z.string().nullable().meta({ description: 'The refusal that it would be' }),
        detail: z.string().nullable(),
        messages: bothLanguages.nullable(),
      }),
    ),
  })
  .meta({ id: 'DisbursementChecks' });

export const loanParams = z.strictObject({ loanId: id });

export const drawing = z
  .object({
    loanId: id,
    approved: wireMoney,
    drawn: wireMoney,
    undrawn: wireMoney.meta({
      description: 'What may still be drawn; zero once drawing has ended',
    }),
    drawnCount: z.number().int(),
    maxCount: z.number().int(),
    drawUntilDate: isoDate.nullable(),
  })
  .meta({ id: 'Drawing' });

export const bulkRelease = z.strictObject({
  disbursementIds: z.array(id).min(1).max(200),
});

export const bulkReleased = z.object({
  results: z.array(
    z.object({
      disbursementId: id,
      isReleased: z.boolean(),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
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
    payeeId: id.nullable(),
    accountName: z.string().nullable(),
    contractHash: z.string().nullable(),
    version,
    actions,
  })
  .meta({ id: 'Disbursement' });

export const disbursements = z.object({ items: z.array(disbursement) });
