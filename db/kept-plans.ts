/**
 * Statements that come again and again are sent by name, so that PostgreSQL parses each of them once for each
 * connection and plans it at most a few times. Everything else goes as it came.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** A text that came this often will come again. */
const SENDS_BEFORE_NAMED = 3;
/** A kept plan takes some tens of kilobytes in each connection's server process. */
const MOST_NAMED = 600;
/** Lists of varying length make ever new texts: they are counted, but not for ever. */
const MOST_COUNTED = 4_000;
/** Of an error that says a kept plan has outlived its table's columns. */
const REVALIDATION = 'RevalidateCachedQuery';

/** The name a text is sent by, if it has earned one. */
type NameBook = {
  readonly nameOf: (text: string) => string | undefined;
  /** All texts get new names: the columns of some table have changed under the old ones. */
  readonly renew: () => void;
};

/** The same pool, as Kysely uses it. */
export function keepPlans(pool: pg.Pool): PostgresPool {
  const book = openNameBook();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known !== undefined) return known;
      const keeping = sendByName(client, book);
      clients.set(client, keeping);
      return keeping;
    },
    end: () => pool.end(),
  };
}

function sendByName(client: pg.PoolClient, book: NameBook): PostgresPoolClient {
  const send = async (text: string, values: readonly unknown[]) => {
    const name = book.nameOf(text);
    if (name === undefined) return client.query(text, [...values]);
    try {
      return await client.query({ name, text, values: [...values] });
    } catch (error) {
      // Whoever asked sees the failure and asks again, as after any other; by then the names are new.
      if ((error as { routine?: string }).routine === REVALIDATION) book.renew();
      throw error;
    }
  };
  return {
    // No cursor is configured, so texts with their values are all that Kysely sends.
    query: send as unknown as PostgresPoolClient['query'],
    release: () => client.release(),
  };
}

function openNameBook(): NameBook {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  let generation = 1;
  return {
    nameOf: (text) => {
      const name = names.get(text);
      if (name !== undefined) return name;
      if (names.size >= MOST_NAMED) return undefined;
      const count = (counts.get(text) ?? 0) + 1;
      if (count < SENDS_BEFORE_NAMED) {
        if (counts.size >= MOST_COUNTED) counts.clear();
        counts.set(text, count);
        return undefined;
      }
      counts.delete(text);
      const given = `kept_${generation}_${names.size + 1}`;
      names.set(text, given);
      return given;
    },
    renew: () => {
      names.clear();
      generation += 1;
    },
  };
}
