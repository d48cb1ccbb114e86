/** The one row every clock reads. */
import type { Kysely } from 'kysely';
import type { DB } from '../../db/tables.ts';

export async function insertInstallation(
  db: Kysely<DB>,
  mode: 'production' | 'training' = 'training',
): Promise<void> {
  await db.insertInto('installation').values({ mode, time_zone: 'Asia/Shanghai' }).execute();
}
