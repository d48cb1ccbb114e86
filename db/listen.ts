/** Hears `NOTIFY` on a connection of its own, and opens another one when the database has gone away. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export type Listener = { readonly stop: () => Promise<void> };

const RECONNECT_MS = 1_000;

/**
 * Calls `onNotify` with each notification, and once with null after every new connection, because what was said in
 * between is lost. A database that cannot be reached is tried again every second.
 */
export function listen(
  connectionString: string,
  channel: string,
  onNotify: (payload: string | null) => void,
): Listener {
  const stopping = new AbortController();
  const running = keepListening(connectionString, channel, onNotify, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

async function keepListening(
  connectionString: string,
  channel: string,
  onNotify: (payload: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(connectionString, channel, onNotify, signal).catch(() => undefined);
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Ends when the connection does or when it is told to. */
async function listenOnce(
  connectionString: string,
  channel: string,
  onNotify: (payload: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({ connectionString, keepAlive: true });
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.once('error', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload }) => onNotify(payload ?? ''));
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    onNotify(null);
    await ended;
  } finally {
    await client.end().catch(() => undefined);
  }
}
