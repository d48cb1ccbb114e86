/**
 * The loop that carries queued notices out of the house. It takes a few at a time under a lease, asks the sender of
 * their channel, and writes down what is known; what nobody knows is never sent a second time.
 */
import type { Kysely } from 'kysely';
import {
  claimNotices,
  releaseHeldNotices,
  releaseLapsedNotices,
  settleNotices,
  type ClaimedNotice,
  type NoticeChannel,
  type Settlement,
} from '../db/queries/notices.ts';
import type { DB } from '../db/tables.ts';
import type { Logger } from '../ops/log.ts';
import { startLoop, type Loop } from './loop.ts';
import { holdQuiet } from './quiet-hours.ts';
import type { NoticeSenders, SendOutcome } from './ports/notice-sender.ts';

export type NoticeLoopParts = {
  readonly db: Kysely<DB>;
  readonly senders: NoticeSenders;
  readonly log: Logger;
  /** How long to rest when nothing is queued. */
  readonly pollMs: number;
};

/** Long enough for the slowest batch: eight waves of senders that all run into their time-outs. */
const leaseMs = 600_000;
const batchSize = 64;
const waveSize = 8;
const lapsedEveryMs = 30_000;
const firstDelayMs = 5_000;
const longestDelayMs = 1_800_000;
/** About four hours of trying. */
const mostAttempts = 15;

type Answer = { readonly notice: ClaimedNotice; readonly result: SendOutcome };

/** Runs until stopped; `stop()` waits for the batch in hand and closes the senders. */
export function startNoticeSender(parts: NoticeLoopParts): Loop {
  const sending = startLoop({
    name: 'notice sender',
    everyMs: parts.pollMs,
    log: parts.log,
    turn: () => sendAllQueued(parts),
  });
  const mending = startLoop({
    name: 'notice leases',
    everyMs: lapsedEveryMs,
    log: parts.log,
    turn: async () => {
      await releaseHeldNotices(parts.db);
      await releaseLapsedNotices(parts.db, repeatableChannels(parts.senders));
    },
  });
  return {
    stop: async () => {
      await Promise.all([sending.stop(), mending.stop()]);
      await Promise.all([...new Set(Object.values(parts.senders))].map((sender) => sender.close()));
    },
  };
}

/** Batch after batch, until one is not full. */
async function sendAllQueued(parts: NoticeLoopParts): Promise<void> {
  while ((await sendQueuedNotices(parts)) === batchSize);
}

/** Sends what is queued now, one batch of it; answers how many were taken. */
export async function sendQueuedNotices({
  db,
  senders,
}: Pick<NoticeLoopParts, 'db' | 'senders'>): Promise<number> {
  const claimed = await claimNotices(db, { limit: batchSize, leaseMs });
  if (claimed.length === 0) return 0;
  const { free, held } = await holdQuiet(db, claimed);
  await settleNotices(db, held);
  for (let start = 0; start < free.length; start += waveSize) {
    const wave = free.slice(start, start + waveSize);
    const answers = await Promise.all(wave.map((notice) => ask(senders, notice)));
    await settleNotices(db, answers.map(toSettlement));
  }
  return claimed.length;
}

/** A sender that throws has said nothing about the notice. */
async function ask(senders: NoticeSenders, notice: ClaimedNotice): Promise<Answer> {
  try {
    return { notice, result: await senders[notice.channel].send(notice) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { notice, result: { outcome: 'unknown', reason } };
  }
}

function toSettlement({ notice, result }: Answer): Settlement {
  const { noticeId, attemptCount } = notice;
  const settled = { noticeId, delayMs: 0, failure: null, reference: null, decision: null };
  switch (result.outcome) {
    case 'sent':
      return { ...settled, status: 'sent', reference: result.reference };
    case 'refused':
      return { ...settled, status: 'failed', failure: result.reason };
    case 'unknown':
      return { ...settled, status: 'unknown', failure: result.reason };
    case 'postponed': {
      if (attemptCount >= mostAttempts)
        return { ...settled, status: 'failed', failure: result.reason };
      const delayMs = Math.min(firstDelayMs * 2 ** (attemptCount - 1), longestDelayMs);
      return { ...settled, status: 'queued', delayMs, failure: result.reason };
    }
  }
}

function repeatableChannels(senders: NoticeSenders): NoticeChannel[] {
  const channels = Object.keys(senders) as NoticeChannel[];
  return channels.filter((channel) => senders[channel].isRepeatable);
}
