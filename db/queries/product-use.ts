/** What pages show of versions of products beside their head. */
import type { Kysely } from 'kysely';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { DB } from '../tables.ts';

export type ProductUse = {
  readonly content: ProductContent;
  /** Loans signed under this version, ended ones among them. */
  readonly loanCount: number;
};

/** By version; ids that are no product version are left out. */
export async function readProductUse(
  db: Kysely<DB>,
  policyVersionIds: readonly string[],
): Promise<ReadonlyMap<string, ProductUse>> {
  if (policyVersionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('policy_version')
    .where('kind', '=', 'product')
    .where('policy_version_id', 'in', policyVersionIds)
    .select((row) => [
      'policy_version_id',
      'content',
      row
        .selectFrom('loan')
        .whereRef('loan.product_version_id', '=', 'policy_version.policy_version_id')
        .select((loan) => loan.fn.countAll<bigint>().as('count'))
        .as('loan_count'),
    ])
    .execute();
  return new Map(
    rows.map((row) => [
      row.policy_version_id,
      // Written by commands that checked it against the schema of its kind.
      { content: row.content as ProductContent, loanCount: Number(row.loan_count ?? 0n) },
    ]),
  );
}
