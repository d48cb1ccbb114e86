import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { listen } from '../../db/listen.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/waiting.ts';

const { db, url } = await testDatabase();

test('listen() hears each notification, and again after its connection was lost', async () => {
  let heard = 0;
  const listener = listen(url, 'outbox', () => (heard += 1));
  // The first call says that it listens from now on.
  await eventually(() => expect(heard).toBe(1));
  await sql`select pg_notify('outbox', '')`.execute(db);
  await eventually(() => expect(heard).toBe(2));
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'
  `.execute(db);
  await eventually(() => expect(heard).toBe(3));
  await sql`select pg_notify('outbox', '')`.execute(db);
  await eventually(() => expect(heard).toBe(4));
  await listener.stop();
});
