/** The versions a case goes by: those in force when it is handed in, and from then on always the same. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { ScorecardContent } from '../../domain/origination/scorecard.ts';
import type { Application } from '../../db/queries/applications.ts';
import {
  findActiveVersion,
  findVersion,
  type PolicyKind,
  type PolicyVersion,
} from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';

export type PinnedVersion<Content> = { readonly versionId: string; readonly content: Content };

export type Pinned = {
  readonly product: PinnedVersion<ProductContent>;
  readonly matrix: PinnedVersion<MatrixContent>;
  readonly scorecard: PinnedVersion<ScorecardContent>;
};

/** What is in force now for the application's product. @throws DomainError `not_found` where a policy has none */
export async function pinVersions(
  db: Kysely<DB>,
  application: Pick<Application, 'content'>,
): Promise<Pinned> {
  const product = await readActive<ProductContent>(db, 'product', application.content.productCode);
  const { matrix, scorecard } = product.content;
  return {
    product,
    matrix: await readActive<MatrixContent>(db, 'matrix', matrix),
    scorecard: await readActive<ScorecardContent>(db, 'scorecard', scorecard),
  };
}

/** What the application was handed in under. */
export async function readPinned(db: Kysely<DB>, application: Application): Promise<Pinned> {
  const { productVersionId, matrixVersionId, scorecardVersionId } = application;
  return {
    product: await readVersion<ProductContent>(db, productVersionId),
    matrix: await readVersion<MatrixContent>(db, matrixVersionId),
    scorecard: await readVersion<ScorecardContent>(db, scorecardVersionId),
  };
}

async function readActive<Content>(
  db: Kysely<DB>,
  kind: PolicyKind,
  name: string,
): Promise<PinnedVersion<Content>> {
  const version = await findActiveVersion(db, kind, name);
  if (version === undefined) throw new DomainError('not_found', { resource: kind });
  return toPinned<Content>(version);
}

async function readVersion<Content>(
  db: Kysely<DB>,
  versionId: string | null,
): Promise<PinnedVersion<Content>> {
  const version = versionId === null ? undefined : await findVersion(db, versionId);
  if (version === undefined) throw new DomainError('not_found', { resource: 'policy version' });
  return toPinned<Content>(version);
}

function toPinned<Content>({ policyVersionId, content }: PolicyVersion): PinnedVersion<Content> {
  return { versionId: policyVersionId, content: content as Content };
}
