import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { authOptions } from '../../api/auth.ts';
import { createLogger } from '../../ops/log.ts';
import { testDatabase } from '../support/database.ts';

const { url } = await testDatabase();
const pool = new pg.Pool({ connectionString: url, max: 1 });
afterAll(() => pool.end());

const options = authOptions(
  {
    databaseUrl: url,
    publicUrl: 'http://127.0.0.1',
    secret: 'x'.repeat(40),
    signInsPerTenSeconds: 3,
    log: createLogger({ name: 'test', level: 'silent' }),
  },
  pool,
);

test('migration 0010 makes every table, column and index the sign-in library expects', async () => {
  const missing = await getMigrations(options);
  expect(await missing.compileMigrations()).toBe(';');
  expect(missing.toBeCreated).toEqual([]);
  expect(missing.toBeAdded).toEqual([]);
});

test('the comparison sees a column that is not there', async () => {
  await pool.query('alter table auth."user" drop column username');
  const { toBeAdded } = await getMigrations(options);
  expect(toBeAdded.map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([
    ['user', ['username']],
  ]);
});
