/** A database of its own for each test file, cloned from the migrated template. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { createDatabase } from '../../db/client.ts';
import type { DB } from '../../db/tables.ts';
import './engines.ts';

export interface TestDatabase {
  readonly db: Kysely<DB>;
  /** Connection string of the application's role, for code that opens its own pool. */
  readonly url: string;
}

const MAX_CONNECTIONS = 10;

/**
 * Clones the template, or PostgreSQL's own empty `template0`; call it at the top of a test file: `const { db, url } = await testDatabase();`. After the
 * file's last test its handle is closed and the database dropped, which fails when another pool was left open.
 */
export async function testDatabase(template = 'template_daiban'): Promise<TestDatabase> {
  const { adminUrl } = inject('engines');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`create database ${name} template ${template} owner daiban`);
  });
  const url = databaseUrl(adminUrl, name);
  const db = createDatabase({ connectionString: url, maxConnections: MAX_CONNECTIONS });
  afterAll(async () => {
    await db.destroy();
    await asAdmin(adminUrl, (admin) => dropDatabase(admin, name));
  });
  return { db, url };
}

/** The superuser and the application's role of a test cluster share one password. */
function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.username = 'daiban';
  url.pathname = `/${name}`;
  return url.href;
}

async function dropDatabase(admin: Client, name: string): Promise<void> {
  const open = await countAfterGrace(admin, name);
  await admin.query(`drop database ${name} with (force)`);
  if (open > 0) throw new Error(`${open} connections to the test database were left open`);
}

/** A closed connection is gone on the server a moment later. */
async function countAfterGrace(admin: Client, name: string): Promise<number> {
  let open = 0;
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const { rows } = await admin.query<{ open: number }>(
      'select count(*)::int as open from pg_stat_activity where datname = $1',
      [name],
    );
    open = rows[0]?.open ?? 0;
    if (open === 0) return 0;
    await sleep(50);
  }
  return open;
}

async function asAdmin(url: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
