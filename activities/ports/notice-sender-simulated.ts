/**
 * The channels of a training installation: nothing leaves the house. The text stays readable in its notice, which is
 * where whoever tries the system looks for it.
 */
import type { NoticeSender } from './notice-sender.ts';

export function createSimulatedSender(): NoticeSender {
  return {
    isRepeatable: true,
    send: async ({ noticeId }) => ({ outcome: 'sent', reference: `simulated/${noticeId}` }),
    close: async () => {},
  };
}
