/**
 * Who is outside, by the configuration. A training installation talks to simulators only, so nothing it does leaves
 * the house. In a productive one a channel without a sender refuses, visibly, and a missing rail serves no queue.
 */
import { readFileSync } from 'node:fs';
import type { Config } from '../../ops/config.ts';
import type { Ports } from '../parts.ts';
import type { DirectDebit } from './direct-debit.ts';
import { createIso20022DirectDebit } from './direct-debit-iso20022.ts';
import { createSimulatedDirectDebit } from './direct-debit-simulated.ts';
import { createSimulatedSender } from './notice-sender-simulated.ts';
import { createSmtpSender } from './notice-sender-smtp.ts';
import type { NoticeSender, NoticeSenders } from './notice-sender.ts';
import { createIso20022Rail } from './payment-rail-iso20022.ts';
import { createSimulatedRail } from './payment-rail-simulated.ts';
import type { PaymentRail } from './payment-rail.ts';
import type { SmsGateway } from './sms-gateway.ts';
import { createAliyunSmsGateway } from './sms-gateway-aliyun.ts';
import { createSimulatedSmsGateway } from './sms-gateway-simulated.ts';

const SMTP_TIMEOUT_MS = 20_000;
const SMS_TIMEOUT_MS = 10_000;
/** Below the minute an activity of the rail is given. */
const RAIL_TIMEOUT_MS = 30_000;

export function connectPorts(config: Config): Ports {
  if (config.isTraining) {
    return {
      rail: createSimulatedRail(),
      notices: everyChannel(createSimulatedSender()),
      sms: createSimulatedSmsGateway(),
      debits: createSimulatedDirectDebit(),
    };
  }
  const { smtpUrl, mailFrom, paymentRail } = config;
  const notices = everyChannel(createMissingSender());
  const email =
    smtpUrl === null
      ? notices.email
      : createSmtpSender({ smtpUrl, mailFrom, timeoutMs: SMTP_TIMEOUT_MS });
  // A notice of the console is read where it is written; there is nobody to carry it to.
  const rail = paymentRail === null ? null : connectRail(paymentRail);
  return {
    rail,
    notices: { ...notices, email, console: createSimulatedSender() },
    sms: config.smsGateway === null ? null : connectSms(config.smsGateway),
    debits: config.directDebit === null ? null : connectDebits(config.directDebit),
  };
}

type Connected<K extends 'paymentRail' | 'smsGateway' | 'directDebit'> = NonNullable<Config[K]>;

function connectSms({ url, secretFile, ...house }: Connected<'smsGateway'>): SmsGateway {
  return createAliyunSmsGateway({
    ...house,
    baseUrl: url.replace(/\/$/, ''),
    accessKeySecret: readFileSync(secretFile, 'utf8').trim(),
    timeoutMs: SMS_TIMEOUT_MS,
  });
}

function connectDebits({ url, tokenFile, ...creditor }: Connected<'directDebit'>): DirectDebit {
  return createIso20022DirectDebit({
    ...creditor,
    baseUrl: url.replace(/\/$/, ''),
    token: readFileSync(tokenFile, 'utf8').trim(),
    timeoutMs: RAIL_TIMEOUT_MS,
  });
}

function connectRail({ url, tokenFile, ...debtor }: Connected<'paymentRail'>): PaymentRail {
  return createIso20022Rail({
    ...debtor,
    baseUrl: url.replace(/\/$/, ''),
    token: readFileSync(tokenFile, 'utf8').trim(),
    timeoutMs: RAIL_TIMEOUT_MS,
  });
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
