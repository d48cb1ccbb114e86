/** The applications of one customer with their products, for the customer. */
import { sql, type Kysely } from 'kysely';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { DB } from '../tables.ts';
import { fromRow, type Application } from './applications.ts';

export type OwnApplication = {
  readonly application: Application;
  readonly product: ProductContent;
};

/** Newest first. */
export async function listOwnApplications(
  db: Kysely<DB>,
  customerId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ rows: OwnApplication[]; total: number }> {
  const query = db.selectFrom('application').where('application.customer_id', '=', customerId);
  const { total } = await query.select(sql<bigint>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin(
      'policy_version',
      'policy_version.policy_version_id',
      'application.product_version_id',
    )
    .selectAll('application')
    .select('policy_version.content as product')
    .orderBy('application.created_at', 'desc')
    .orderBy('application.application_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return {
    rows: rows.map(({ product, ...row }) => ({
      application: fromRow(row),
      product: product as unknown as ProductContent,
    })),
    total: Number(total),
  };
}
