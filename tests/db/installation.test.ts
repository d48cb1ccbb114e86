/** What an installation starts with. */
import { expect, test } from 'vitest';
import { insertInitialPolicies } from '../../db/queries/installation.ts';
import { findActiveVersion, hashContent } from '../../db/queries/policy-versions.ts';
import { testDatabase } from '../support/database.ts';
import { startDate } from '../support/lending.ts';

const { db } = await testDatabase();

test('insertInitialPolicies() hashes a content as every later version does, whatever the order of its members', async () => {
  const policy = { kind: 'matrix', name: 'first', content: { b: 1, a: { d: 2, c: 3 } } } as const;
  await db.transaction().execute((trx) => insertInitialPolicies(trx, [policy], startDate));
  const found = await findActiveVersion(db, 'matrix', 'first');
  expect(found!.contentHash).toBe(hashContent(found!.content));
  expect(found!.contentHash).toBe(hashContent({ a: { c: 3, d: 2 }, b: 1 }));
});
