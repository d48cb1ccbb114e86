/** A version's content never changes, so each process reads it once. */
import { expect, test } from 'vitest';
import { readMatrix } from '../../db/queries/policy-contents.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { readPolicies } from '../../ops/installation.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { seedInstallation } from '../support/lending.ts';

const { db } = await testDatabase();
await seedInstallation(db);
await seedRequestMatrices(db);

test('readMatrix() answers the content of its version', async () => {
  const name = 'request-waiver';
  const seeded = (await readPolicies()).find((policy) => policy.name === name)!;
  const { policyVersionId } = (await findActiveVersion(db, 'matrix', name))!;
  expect(await readMatrix(db, policyVersionId)).toEqual(seeded.content);
  expect(await readMatrix(db, policyVersionId)).toEqual(seeded.content);
});
