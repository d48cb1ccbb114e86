/** What an installation starts with. */
import { expect, test } from 'vitest';
import { insertInitialPolicies, insertMissingPolicies } from '../../db/queries/installation.ts';
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

test('insertMissingPolicies() adds what a house made before does not have, and leaves what it has', async () => {
  const own = { kind: 'matrix', name: 'request-waiver', content: { rows: ['own'] } } as const;
  const given = [
    { ...own, content: { rows: ['seeded'] } },
    { kind: 'matrix', name: 'request-loan_correction', content: { rows: [] } },
  ] as const;
  const add = (policies: Parameters<typeof insertMissingPolicies>[1]) =>
    db.transaction().execute((trx) => insertMissingPolicies(trx, policies, startDate));
  await add([own]);
  await add(given);
  await add(given);
  const waiver = await findActiveVersion(db, 'matrix', 'request-waiver');
  expect(waiver).toMatchObject({ number: 1, content: { rows: ['own'] } });
  const correction = await findActiveVersion(db, 'matrix', 'request-loan_correction');
  expect(correction).toMatchObject({ number: 1, status: 'active' });
  const { total } = await db
    .selectFrom('policy_version')
    .select((count) => count.fn.countAll<bigint>().as('total'))
    .where('name', 'like', 'request-%')
    .executeTakeFirstOrThrow();
  expect(total).toBe(2n);
});
