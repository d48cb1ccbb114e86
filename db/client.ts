/** The one way to open the database. Each pool has its own parsers: dates stay text, int8 is bigint, instants are ISO. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './tables.ts';

const oid = { date: 1082, int8: 20, timestamptz: 1184 } as const;

type Parser = (text: string) => unknown;

const parsers: Readonly<Record<number, Parser>> = {
  [oid.date]: (text) => text,
  [oid.int8]: (text) => BigInt(text),
  [oid.timestamptz]: (text) => new Date(text).toISOString(),
};

export type PoolOptions = {
  readonly connectionString: string;
  readonly maxConnections: number;
  /** How long a statement waits for a lock another transaction holds; without it, for ever. */
  readonly lockTimeoutMs?: number;
  /** How long a query waits for a connection; without it, for ever. */
  readonly connectTimeoutMs?: number;
};

/** A pool whose connections speak UTC; end it by `end()`. */
export function createPool({
  connectionString,
  maxConnections,
  lockTimeoutMs = 0,
  connectTimeoutMs = 0,
}: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    options: `-c timezone=UTC -c lock_timeout=${lockTimeoutMs}`,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        parsers[id] ?? (pg.types.getTypeParser(id, format as 'text') as Parser),
    },
  });
  // An idle connection that breaks is replaced on its next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** The typed handle; `destroy()` ends its pool. */
export function createDatabase(options: PoolOptions): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: createPool(options) }) });
}
