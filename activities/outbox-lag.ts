/** How far the relay is behind, for Prometheus and for the log: a line that waits is a process that does not know. */
import type { Kysely } from 'kysely';
import { Gauge, register } from 'prom-client';
import { readOutboxLag } from '../db/queries/outbox.ts';
import type { DB } from '../db/tables.ts';
import type { Logger } from '../ops/log.ts';
import { startLoop, type Loop } from './loop.ts';

const EVERY_MS = 5_000;
const WARN_AFTER_SECONDS = 60;

export function startLagMeter(db: Kysely<DB>, log: Logger): Loop {
  const waiting = gauge('daiban_outbox_waiting_lines', 'Lines of the outbox not yet carried');
  const oldest = gauge('daiban_outbox_oldest_seconds', 'Age of the oldest line not yet carried');
  const turn = async () => {
    const lag = await readOutboxLag(db);
    waiting.set(lag.waitingCount);
    oldest.set(lag.oldestAgeSeconds);
    if (lag.oldestAgeSeconds > WARN_AFTER_SECONDS) log.warn(lag, 'the outbox is far behind');
  };
  return startLoop({ name: 'outbox lag', everyMs: EVERY_MS, log, turn });
}

/** One per process, also where several workers share it. */
function gauge(name: string, help: string): Gauge {
  const known = register.getSingleMetric(name);
  return known instanceof Gauge ? known : new Gauge({ name, help });
}
