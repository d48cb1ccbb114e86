/** Brings a database to the newest schema: numbered, forward only, each migration in its own transaction. */
import { readdir } from 'node:fs/promises';
import { Migrator, sql, type Migration } from 'kysely';
import { createSchemaDatabase } from './client.ts';

const folder = new URL('./migrations/', import.meta.url);

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.*\.[jt]s$/.test(name)).sort();
  const entries = files.map(async (name) => {
    const migration = (await import(new URL(name, folder).href)) as Migration;
    return [name.replace(/\.[jt]s$/, ''), migration] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * @param lastName the migration to stop after, the newest unless given: an older release's schema
 * @throws the first migration's error; those before it stay applied
 */
export async function migrate(connectionString: string, lastName?: string): Promise<void> {
  const db = createSchemaDatabase({ connectionString, maxConnections: 1 });
  try {
    await sql`set client_min_messages = warning`.execute(db);
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
    const { error } =
      lastName === undefined
        ? await migrator.migrateToLatest()
        : await migrator.migrateTo(lastName);
    if (error !== undefined) throw error;
  } finally {
    await db.destroy();
  }
}
