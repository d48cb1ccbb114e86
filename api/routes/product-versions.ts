/** Every version of a product with its use, and what a borrower would pay under a draft of one. */
import {
  countOpenCases,
  listVersions,
  type ListedVersion,
} from '../../db/queries/policy-versions.ts';
import { readProductUse, type ProductUse } from '../../db/queries/product-use.ts';
import { offsetOf, toPage } from '../paging.ts';
import { previewProduct } from '../product-previews.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/product-versions.ts';

const tag = 'products';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/product-versions',
    access: 'policy-version.read',
    tag,
    summary: 'List versions of products with their terms and the loans signed under each',
    query: wire.productVersionQuery,
    response: wire.productVersions,
    handler: async ({ db, query, clock }) => {
      const { code: name, status } = query;
      const filter = { kind: 'product', name, status, limit: query.size } as const;
      const found = await listVersions(db, { ...filter, offset: offsetOf(query) });
      const ids = found.versions.map(({ policyVersionId }) => policyVersionId);
      const use = await readProductUse(db, ids);
      const openCases = await countOpenCases(db, ids);
      const rows = { rows: found.versions, total: found.total, asOf: clock.now };
      return {
        body: toPage(query, rows, (version) => {
          const { policyVersionId } = version;
          // Both were read for the same ids.
          return listed(version, use.get(policyVersionId)!, openCases.get(policyVersionId) ?? 0);
        }),
      };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/product-previews',
    access: 'policy-version.read',
    tag,
    summary:
      'Show what a borrower would pay under a product as it is written, and as it is in force',
    body: wire.productPreviewInput,
    response: wire.productPreview,
    refusals: [
      'waterfall_incomplete',
      'rate_out_of_range',
      'term_out_of_range',
      'grace_out_of_range',
      'amount_not_positive',
      'multiple_exceeds_installment',
    ],
    command: async (trx, { body, clock }) => {
      const { disbursementDate = clock.businessDate, ...asked } = body;
      return { body: await previewProduct(trx, { ...asked, disbursementDate }) };
    },
  }),
];

function listed(version: ListedVersion, { content, loanCount }: ProductUse, openCaseCount: number) {
  const { policyVersionId, name: code, number, status, effectiveDate, createdAt } = version;
  const { names, currency, amount, installmentCount, methods, annualRatePpm } = content;
  const head = { policyVersionId, code, number, status, effectiveDate, createdAt };
  const terms = { names, currency, amount, installmentCount, methods: [...methods], annualRatePpm };
  return {
    ...head,
    ...terms,
    floatingRate: content.floatingRate ?? null,
    loanCount,
    openCaseCount,
  };
}
