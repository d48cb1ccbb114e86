/** Which statements PostgreSQL is asked to keep, and what becomes of them when a table changes its columns. */
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { createDatabase, createSchemaDatabase } from '../../db/client.ts';
import type { DB } from '../../db/tables.ts';
import { testDatabase } from '../support/database.ts';

const { url } = await testDatabase();
const SENDS = 4;

async function countKept(db: Kysely<DB>, part: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_prepared_statements
    where statement like ${`%${part}%`}`.execute(db);
  return rows[0]!.count;
}

async function withHandle(
  open: typeof createDatabase,
  work: (db: Kysely<DB>) => Promise<void>,
): Promise<void> {
  const db = open({ connectionString: url, maxConnections: 1 });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

test('createDatabase() keeps the plan of a statement that comes again, and not of one that came once', async () => {
  await withHandle(createDatabase, async (db) => {
    const findBranch = () =>
      db.selectFrom('branch').select('code').where('code', '=', 'SH-JA').execute();
    await findBranch();
    const afterOne = await countKept(db, '"code" = $1');
    for (let sent = 1; sent < SENDS; sent += 1) await findBranch();
    expect({ afterOne, afterMany: await countKept(db, '"code" = $1') }).toEqual({
      afterOne: 0,
      afterMany: 1,
    });
  });
});

test('createSchemaDatabase() keeps none', async () => {
  await withHandle(createSchemaDatabase, async (db) => {
    for (let sent = 0; sent < SENDS; sent += 1) {
      await db.selectFrom('branch').select('code').where('code', '=', 'SH-JA').execute();
    }
    expect(await countKept(db, '"code" = $1')).toBe(0);
  });
});

test('createDatabase() goes on with new names once a table has other columns', async () => {
  await withHandle(createDatabase, async (db) => {
    await sql`create table changing (id int)`.execute(db);
    const readAll = () => sql<{ id: number }>`select * from changing where id > ${0}`.execute(db);
    for (let sent = 0; sent < SENDS; sent += 1) await readAll();
    await sql`alter table changing add column note text`.execute(db);
    await sql`insert into changing values (1, 'new')`.execute(db);
    await expect(readAll()).rejects.toThrow('cached plan must not change result type');
    for (let sent = 0; sent < SENDS; sent += 1) {
      expect((await readAll()).rows).toEqual([{ id: 1, note: 'new' }]);
    }
  });
});
