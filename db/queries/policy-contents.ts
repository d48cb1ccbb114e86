/**
 * What pinned versions say. A version that is in force, or was, never changes its content (a trigger sees to it), so
 * each is read once and kept; the ids are fresh with every application.
 */
import { sql, type Kysely } from 'kysely';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { ScorecardContent } from '../../domain/origination/scorecard.ts';
import type { DB } from '../tables.ts';

export type PinnedIds = {
  readonly productVersionId: string;
  readonly matrixVersionId: string;
  readonly scorecardVersionId: string;
};

export type Pinned = PinnedIds & {
  readonly product: ProductContent;
  readonly matrix: MatrixContent;
  readonly scorecard: ScorecardContent;
};

/** A house has a handful of policies; many more than this are never in use at once. */
const keptCount = 200;
const kept = new Map<string, unknown>();

/** @throws Error for an application that was never handed in */
export function pinsOf(application: {
  readonly productVersionId: string;
  readonly matrixVersionId: string | null;
  readonly scorecardVersionId: string | null;
}): PinnedIds {
  const { productVersionId, matrixVersionId, scorecardVersionId } = application;
  if (matrixVersionId === null || scorecardVersionId === null) {
    throw new Error('A submitted application has pinned its versions');
  }
  return { productVersionId, matrixVersionId, scorecardVersionId };
}

export async function readPinned(db: Kysely<DB>, ids: PinnedIds): Promise<Pinned> {
  const { productVersionId, matrixVersionId, scorecardVersionId } = ids;
  const wanted = [productVersionId, matrixVersionId, scorecardVersionId] as const;
  const [product, matrix, scorecard] = await readContents(db, wanted);
  return {
    productVersionId,
    matrixVersionId,
    scorecardVersionId,
    product: product as ProductContent,
    matrix: matrix as MatrixContent,
    scorecard: scorecard as ScorecardContent,
  };
}

export async function readMatrix(db: Kysely<DB>, matrixVersionId: string): Promise<MatrixContent> {
  const [matrix] = await readContents(db, [matrixVersionId]);
  return matrix as MatrixContent;
}

export async function readProduct(
  db: Kysely<DB>,
  productVersionId: string,
): Promise<ProductContent> {
  const [product] = await readContents(db, [productVersionId]);
  return product as ProductContent;
}

/** The versions in force for a product by its code; undefined where product, matrix or scorecard has none. */
export async function findActivePins(
  db: Kysely<DB>,
  productCode: string,
): Promise<PinnedIds | undefined> {
  const active = (kind: string, name: string) => sql<string>`(
    select policy_version_id from policy_version
    where kind = ${kind} and name = product.content->>${name} and status = 'active')`;
  const row = await db
    .selectFrom('policy_version as product')
    .select([
      'product.policy_version_id as product_version_id',
      active('matrix', 'matrix').as('matrix_version_id'),
      active('scorecard', 'scorecard').as('scorecard_version_id'),
    ])
    .where('product.kind', '=', 'product')
    .where('product.name', '=', productCode)
    .where('product.status', '=', 'active')
    .executeTakeFirst();
  if (!row?.matrix_version_id || !row.scorecard_version_id) return undefined;
  return {
    productVersionId: row.product_version_id,
    matrixVersionId: row.matrix_version_id,
    scorecardVersionId: row.scorecard_version_id,
  };
}

async function readContents(db: Kysely<DB>, ids: readonly string[]): Promise<unknown[]> {
  // Taken out before anything is put in: keeping one content may push out another that is asked for here.
  const contents = new Map(ids.map((id) => [id, kept.get(id)]));
  const missing = ids.filter((id) => contents.get(id) === undefined);
  const rows = missing.length === 0 ? [] : await fetch(db, missing);
  for (const { policy_version_id: id, status, content } of rows) {
    contents.set(id, content);
    if (status === 'active' || status === 'retired') keep(id, content);
  }
  return ids.map((id) => {
    const content = contents.get(id);
    if (content === undefined) throw new Error(`Policy version ${id} is pinned and must exist`);
    return content;
  });
}

async function fetch(db: Kysely<DB>, ids: readonly string[]) {
  return db
    .selectFrom('policy_version')
    .select(['policy_version_id', 'status', 'content'])
    .where('policy_version_id', 'in', ids)
    .execute();
}

function keep(id: string, content: unknown): void {
  const oldest = kept.keys().next();
  if (kept.size >= keptCount && oldest.done !== true) kept.delete(oldest.value);
  kept.set(id, content);
}
