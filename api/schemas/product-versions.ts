/** Versions of products as their pages list them, and what a borrower would pay under a draft of one. */
import { z } from 'zod';
import { versionStates } from '../../domain/approval/version-states.ts';
import { methods } from '../../domain/schedule/terms.ts';
import { currency, id, instant, isoDate, pageOf, paging, text, wireMoney } from './common.ts';
import { costPreview } from './my-applications.ts';
import { yearTotals } from './loans.ts';
import { floatingRate, productContent } from './product.ts';

const { shape } = productContent;

export const productVersionQuery = z.strictObject({
  ...paging,
  code: text(60).optional(),
  status: z.enum(versionStates).optional(),
});

export const listedProductVersion = z
  .object({
    policyVersionId: id,
    code: z.string(),
    number: z.number().int(),
    status: z.enum(versionStates),
    names: shape.names,
    currency,
    amount: shape.amount,
    installmentCount: shape.installmentCount,
    methods: shape.methods,
    annualRatePpm: shape.annualRatePpm,
    floatingRate: floatingRate.nullable(),
    effectiveDate: isoDate.nullable(),
    createdAt: instant,
    loanCount: z.number().int().meta({ description: 'Loans signed under this version' }),
    openCaseCount: z.number().int().meta({ description: 'Applications under way that go by it' }),
  })
  .meta({ id: 'ListedProductVersion' });

export const productVersions = pageOf(listedProductVersion);

/** The content as it is typed: whether it fits is for the answer to say, member by member. */
export const productPreviewInput = z.strictObject({
  content: z.record(z.string(), z.unknown()),
  amount: wireMoney,
  installmentCount: z.number().int().min(1).max(600),
  method: z.enum(methods),
  disbursementDate: isoDate.optional().meta({ description: 'Left out, today' }),
});

export const productCosts = costPreview
  .extend({
    years: z.array(yearTotals),
    level: wireMoney.nullable().meta({ description: 'The installment, where all are alike' }),
    arrangementFee: wireMoney,
    isWithinCap: z.boolean().meta({ description: 'False: such an offer could not be issued' }),
  })
  .meta({ id: 'ProductCosts' });

export const productPreview = z
  .object({
    draft: productCosts,
    inForce: productCosts
      .nullable()
      .meta({ description: 'Null where no version is in force, or it is not offered so' }),
  })
  .meta({ id: 'ProductPreview' });
