/** Products in force: what can be asked for, and what must be on the table first. */
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import {
  findActiveVersion,
  listActiveVersions,
  type PolicyVersion,
} from '../../db/queries/policy-versions.ts';
import type { Services } from '../context.ts';
import { defineRead, type Route } from '../route.ts';
import { product, productList, productParams, type productContent } from '../schemas/product.ts';

const tag = 'products';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/products',
    access: 'signed_in',
    tag,
    summary: 'List the products that can be applied for',
    response: productList,
    handler: async ({ db, services }) => {
      const versions = await listActiveVersions(db, 'product');
      const items = versions.map(present).filter((item) => isReadable(item, services.log));
      return { body: { items } };
    },
  }),
  defineRead({
    path: '/v1/products/:code',
    access: 'signed_in',
    tag,
    summary: 'Read a product in force',
    params: productParams,
    response: product,
    refusals: ['not_found'],
    handler: async ({ db, params }) => {
      const version = await findActiveVersion(db, 'product', params.code);
      if (version === undefined) throw new DomainError('not_found', { resource: 'product' });
      return { body: present(version) };
    },
  }),
];

/**
 * One version that no longer reads as a product must not hide all others: nobody can apply for it, and whoever asks for
 * it alone is told of the fault.
 */
function isReadable(item: ReturnType<typeof present>, log: Services['log']): boolean {
  const parsed = product.safeParse(item);
  if (parsed.success) return true;
  const { productVersionId, code } = item;
  const faults = parsed.error.issues.map(({ path }) => path.join('/'));
  log.error({ productVersionId, code, faults }, 'a product in force cannot be read');
  return false;
}

function present({ name, policyVersionId, number, effectiveDate, content }: PolicyVersion) {
  return {
    code: name,
    productVersionId: policyVersionId,
    number,
    effectiveDate,
    // Checked against the same schema when the version was written.
    content: content as z.output<typeof productContent> & ProductContent,
  };
}
