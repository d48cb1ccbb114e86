/** The embedded server itself: what survives, and what a later start finds. */
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { freePort } from '../../ops/ports.ts';
import { ensureDatabase, startPostgres, type PostgresServer } from '../../ops/postgres.ts';
import { isAlive } from '../../ops/process-table.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = join(tempFolder(), 'postgres');

async function start(): Promise<PostgresServer> {
  const options = { folder, port: await freePort(), maxConnections: 20, isDurable: true };
  const server = await startPostgres(options);
  await ensureDatabase(server, 'books');
  return server;
}

async function query<Row>(server: PostgresServer, text: string): Promise<Row[]> {
  const session = new Client({ connectionString: server.urlOf('books') });
  await session.connect();
  try {
    return (await session.query(text)).rows as Row[];
  } finally {
    await session.end();
  }
}

test('startPostgres() keeps every committed row over a SIGKILL', async () => {
  const first = await start();
  await query(first, 'create table entry (amount_minor bigint)');
  await query(first, 'insert into entry select generate_series(1, 1000)');
  first.child.signal('SIGKILL');
  expect(await first.child.exited).toEqual({ code: null, signal: 'SIGKILL' });

  const second = await start();
  const rows = await query(second, 'select sum(amount_minor)::text as total from entry');
  await second.stop();
  expect(rows).toEqual([{ total: '500500' }]);
});

test('startPostgres() stops a server that a killed launcher left running', async () => {
  const left = await start();
  const server = await start();
  expect(isAlive(left.child.pid)).toBe(false);
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('startPostgres() sorts and upper-cases Chinese and Latin text alike on every machine', async () => {
  const server = await start();
  const rows = await query(server, "select upper('é贷办') as text, 'Z' < 'a' as by_code_point");
  await server.stop();
  expect(rows).toEqual([{ text: 'É贷办', by_code_point: true }]);
});

test('stop() ends the server in order', async () => {
  const server = await start();
  await server.stop();
  expect(await server.child.exited).toEqual({ code: 0, signal: null });
  expect(server.child.isRunning()).toBe(false);
});
