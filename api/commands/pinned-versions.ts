/** The versions a case goes by: those in force when it is handed in, and from then on always the same. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Application } from '../../db/queries/applications.ts';
import {
  findActivePins,
  pinsOf,
  readPinned,
  type Pinned,
} from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';

/** What is in force now for a product. @throws DomainError `not_found` where product, matrix or scorecard has none */
export async function readActivePins(db: Kysely<DB>, productCode: string): Promise<Pinned> {
  const active = await findActivePins(db, productCode);
  if (active === undefined) throw new DomainError('not_found', { resource: 'product' });
  return readPinned(db, active);
}

/** What the application was handed in under, or would be handed in under now. */
export async function readPinsOf(db: Kysely<DB>, application: Application): Promise<Pinned> {
  if (application.matrixVersionId === null) {
    return readActivePins(db, application.content.productCode);
  }
  return readPinned(db, pinsOf(application));
}
