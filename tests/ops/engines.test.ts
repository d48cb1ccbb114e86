import { sql } from 'kysely';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { testTemporal } from '../support/temporal.ts';

const { db, url } = await testDatabase();
const { client, namespace } = await testTemporal();

test('testDatabase() is a migrated database whose dates stay text', async () => {
  const { rows } = await sql<{ day: string }>`select date '2026-01-31' as day`.execute(db);
  expect(rows).toEqual([{ day: '2026-01-31' }]);
});

test('testDatabase() gives the application no superuser', async () => {
  const session = new Client({ connectionString: url });
  await session.connect();
  const { rows } = await session.query('select usesuper from pg_user where usename = current_user');
  await session.end();
  expect(rows).toEqual([{ usesuper: false }]);
});

test('testTemporal() reaches a namespace of its own', async () => {
  const described = await client.workflowService.describeNamespace({ namespace });
  expect(described.namespaceInfo?.name).toBe(namespace);
});
