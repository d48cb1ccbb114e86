/** The first start of an installation: what it leaves in the database, and that a second one leaves it alone. */
import { expect, test } from 'vitest';
import { prepareDatabase } from '../../ops/prepare.ts';
import { testConfig } from '../support/config.ts';
import { testDatabase } from '../support/database.ts';

const training = await testDatabase();
const production = await testDatabase();

test('a training installation has two people or more in every role of the sample house, once', async () => {
  const config = testConfig({ databaseUrl: training.url });
  const signIns = await prepareDatabase(config);
  expect(await prepareDatabase(config)).toEqual(signIns);
  const held = await training.db
    .selectFrom('role_grant')
    .select(({ fn }) => ['role', fn.countAll<bigint>().as('count')])
    .groupBy('role')
    .execute();
  expect(held.map(({ role }) => role).sort()).toEqual(signIns.map(({ role }) => role).sort());
  expect(held.filter(({ count }) => count < 2n)).toEqual([]);
});

test('a training installation does not listen where its known passwords could be tried', async () => {
  const config = testConfig({ databaseUrl: training.url }, { host: '0.0.0.0' });
  await expect(prepareDatabase(config)).rejects.toThrow(/may not listen on 0\.0\.0\.0/);
});

test('a productive installation has two administrators, told once, and never becomes another', async () => {
  const config = testConfig({ databaseUrl: production.url }, { isTraining: false });
  const signIns = await prepareDatabase(config);
  expect(signIns.map(({ role }) => role)).toEqual(['admin', 'admin']);
  expect(new Set(signIns.map(({ password }) => password)).size).toBe(2);
  expect(await prepareDatabase(config)).toEqual([]);
  const asTraining = testConfig({ databaseUrl: production.url });
  await expect(prepareDatabase(asTraining)).rejects.toThrow(/holds a production installation/);
});
