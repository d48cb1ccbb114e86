/**
 * Who is outside, by the configuration. A training installation talks to simulators only, so nothing it does leaves
 * the house. In a productive one a channel without a sender refuses, visibly, and a missing rail serves no queue.
 */
import type { Config } from '../../ops/config.ts';
import type { Ports } from '../parts.ts';
import { createSimulatedSender } from './notice-sender-simulated.ts';
import { createSmtpSender } from './notice-sender-smtp.ts';
import type { NoticeSender, NoticeSenders } from './notice-sender.ts';
import { createSimulatedRail } from './payment-rail-simulated.ts';

const SMTP_TIMEOUT_MS = 20_000;

export function connectPorts(config: Config): Ports {
  if (config.isTraining) {
    return { rail: createSimulatedRail(), notices: everyChannel(createSimulatedSender()) };
  }
  const { smtpUrl, mailFrom } = config;
  const notices = everyChannel(createMissingSender());
  const email =
    smtpUrl === null
      ? notices.email
      : createSmtpSender({ smtpUrl, mailFrom, timeoutMs: SMTP_TIMEOUT_MS });
  // A notice of the console is read where it is written; there is nobody to carry it to.
  return { rail: null, notices: { ...notices, email, console: createSimulatedSender() } };
}

function everyChannel(sender: NoticeSender): NoticeSenders {
  return {
    sms: sender,
    email: sender,
    push: sender,
    voice: sender,
    letter: sender,
    visit: sender,
    console: sender,
  };
}

function createMissingSender(): NoticeSender {
  return {
    isRepeatable: true,
    send: async () => ({ outcome: 'refused', reason: 'no sender is connected to this channel' }),
    close: async () => {},
  };
}
