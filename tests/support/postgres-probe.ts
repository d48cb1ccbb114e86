/** Run as a program by a test, as another user: starts an embedded PostgreSQL in a folder, asks it, and stops it. */
import { Client } from 'pg';
import { freePort } from '../../ops/ports.ts';
import { startPostgres } from '../../ops/postgres.ts';

const [, , folder = ''] = process.argv;
const server = await startPostgres({
  folder,
  port: await freePort(),
  maxConnections: 10,
  isDurable: true,
});
const session = new Client({ connectionString: server.adminUrl() });
await session.connect();
await session.query('select 1');
await session.end();
await server.stop();
process.stdout.write(`answered to user ${process.getuid?.()}\n`);
