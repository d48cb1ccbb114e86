/** News for a process. A signal says *look* and nothing else, so however many came, one look answers them all. */
import { setHandler, type SignalDefinition } from '@temporalio/workflow';
import type { Clock } from './clock.ts';
import type { News } from './messages.ts';

export type Inbox = {
  readonly hasNews: () => boolean;
  /** The news counts as read from here on: what arrives while the process looks is news again. */
  readonly take: () => void;
};

/**
 * Registers one handler for all signals of a process; call it before the first `await`.
 * @param pending whether the run before left unread news
 */
export function installInbox(
  clock: Clock,
  pending: boolean,
  signals: readonly SignalDefinition<[News]>[],
): Inbox {
  let isUnread = pending;
  for (const signal of signals) {
    setHandler(signal, ({ clockOffsetMs }) => {
      clock.learn(clockOffsetMs);
      isUnread = true;
    });
  }
  return {
    hasNews: () => isUnread,
    take: () => {
      isUnread = false;
    },
  };
}
