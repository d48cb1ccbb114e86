/** What a borrower may apply for, and what it would cost. */
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { parseAmount } from '../../domain/money.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { findApplicant } from '../../db/queries/applicants.ts';
import { findActiveVersion, listActiveVersions } from '../../db/queries/policy-versions.ts';
import type { Kysely } from 'kysely';
import type { DB } from '../../db/tables.ts';
import { previewCosts } from '../own-costs.ts';
import { ownBorrower } from '../own.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/my-applications.ts';

const tag = 'my';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/my/products',
    access: 'portal.read',
    tag,
    summary: 'List what one may apply for, with what is asked for each',
    response: wire.ownProducts,
    handler: async ({ db, actor }) => {
      const { kind } = await findApplicant(db, ownBorrower(actor).customerId);
      const versions = await listActiveVersions(db, 'product');
      const products = versions.map(({ content }) => content as ProductContent);
      const open = products.filter(({ customerTypes }) => customerTypes.includes(kind));
      return { body: { items: open.map(present) } };
    },
  }),
  defineRead({
    path: '/v1/my/products/:code/preview',
    access: 'portal.read',
    tag,
    summary: 'Show the schedule and the all-in cost of a loan before anything is asked for',
    params: wire.productParams,
    query: wire.previewQuery,
    response: wire.costPreview,
    refusals: ['not_found', 'amount_not_positive', 'amount_malformed'],
    handler: async ({ db, params, query, clock }) => {
      const product = await findOpenProduct(db, params.code);
      const { installmentCount, method } = query;
      const amount = parseAmount(query.amount, product.currency);
      const asked = { amount, installmentCount, method };
      return { body: await previewCosts(db, product, asked, clock.businessDate) };
    },
  }),
];

async function findOpenProduct(db: Kysely<DB>, code: string): Promise<ProductContent> {
  const version = await findActiveVersion(db, 'product', code);
  if (version === undefined) throw new DomainError('not_found', { resource: 'product' });
  return version.content as ProductContent;
}

function present(product: ProductContent): z.output<typeof wire.ownProduct> {
  const { code, names, currency, amount, installmentCount, methods, purposes } = product;
  return {
    code,
    names,
    currency,
    amount,
    installmentCount,
    methods: [...methods],
    purposes: [...purposes],
    annualRatePpm: product.annualRatePpm,
    maxAllInAnnualRatePpm: product.maxAllInAnnualRatePpm,
    arrangementFeePpm: product.arrangementFee.ratePpm,
    fields: product.requiredFields.map((field) => ({
      path: field.path,
      isNeededToSubmit: isNeeded(field),
    })),
    papers: product.requiredDocuments.map((paper) => ({
      kind: paper.kind,
      isNeededToSubmit: isNeeded(paper),
      needsExpiryDate: paper.minValidDays !== null,
      needsIssuedDate: paper.maxAgeDays !== null && paper.coversMonths === null,
      coversMonths: paper.coversMonths,
      purposes: paper.purposes === null ? null : [...paper.purposes],
    })),
    consents: product.requiredConsents.map((consent) => ({
      kind: consent.kind,
      wordingVersion: consent.wordingVersion,
      isNeededToSubmit: isNeeded(consent),
    })),
  };
}

/** Nothing is collected between submit and review, so what is needed for the review is needed to hand in. */
function isNeeded({
  severity,
  appliesBefore,
}: Pick<ProductContent['requiredFields'][number], 'severity' | 'appliesBefore'>): boolean {
  return severity === 'block' && (appliesBefore === 'submit' || appliesBefore === 'review');
}
