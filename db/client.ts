/** The one way to open the database. Each pool has its own parsers: dates stay text, int8 is bigint, instants are ISO. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { keepPlans } from './kept-plans.ts';
import type { DB } from './tables.ts';

const oid = { date: 1082, int8: 20, timestamptz: 1184 } as const;

/** A connection that has worked knows tables and plans; a new one has to learn them again. */
const IDLE_MS = 300_000;

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
    idleTimeoutMillis: IDLE_MS,
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

/** The typed handle; `destroy()` ends its pool. Statements that come again keep their plans. */
export function createDatabase(options: PoolOptions): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: keepPlans(createPool(options)) }) });
}

/** The same for work that changes tables, which no plan outlives. */
export function createSchemaDatabase(options: PoolOptions): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: createPool(options) }) });
}
