/** The loop that carries codes to phones. Each is sent once; whoever got none asks for another. */
import type { Kysely } from 'kysely';
import {
  claimPhoneCodes,
  settlePhoneCode,
  sweepPhoneCodes,
  type ClaimedCode,
  type CodeSettlement,
} from '../db/queries/phone-codes.ts';
import type { DB } from '../db/tables.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Logger } from '../ops/log.ts';
import { startLoop, type Loop } from './loop.ts';
import type { SendOutcome } from './ports/notice-sender.ts';
import type { SmsGateway } from './ports/sms-gateway.ts';

export type CodeLoopParts = {
  readonly db: Kysely<DB>;
  readonly keys: KeyRing;
  readonly gateway: SmsGateway;
  readonly log: Logger;
  readonly pollMs: number;
};

const leaseMs = 120_000;
const batchSize = 16;
const sweepEveryMs = 60_000;

/** Runs until stopped; `stop()` waits for the codes in hand and closes the gateway. */
export function startCodeSender(parts: CodeLoopParts): Loop {
  const { log, pollMs, db, gateway } = parts;
  const sending = startLoop({
    name: 'code sender',
    everyMs: pollMs,
    log,
    turn: async () => {
      await sendPhoneCodes(parts);
    },
  });
  const sweeping = startLoop({
    name: 'code sweep',
    everyMs: sweepEveryMs,
    log,
    turn: () => sweepPhoneCodes(db),
  });
  return {
    stop: async () => {
      await Promise.all([sending.stop(), sweeping.stop()]);
      await gateway.close();
    },
  };
}

/** Sends what waits now, one batch of it; answers how many were taken. */
export async function sendPhoneCodes({
  db,
  keys,
  gateway,
}: Pick<CodeLoopParts, 'db' | 'keys' | 'gateway'>): Promise<number> {
  const claimed = await claimPhoneCodes(db, { limit: batchSize, leaseMs });
  await Promise.all(
    claimed.map(async (code) => {
      const outcome = await carry(keys, gateway, code);
      await settlePhoneCode(db, toSettlement(code.phoneCodeId, outcome));
    }),
  );
  return claimed.length;
}

async function carry(
  keys: KeyRing,
  gateway: SmsGateway,
  { phoneCodeId, messageCipher }: ClaimedCode,
): Promise<SendOutcome> {
  const { phone, code } = JSON.parse(keys.open(messageCipher)) as { phone: string; code: string };
  try {
    return await gateway.sendCode({ messageId: phoneCodeId, phone, code });
  } catch (error) {
    return { outcome: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
}

function toSettlement(phoneCodeId: string, outcome: SendOutcome): CodeSettlement {
  switch (outcome.outcome) {
    case 'sent':
      return { phoneCodeId, status: 'sent', reference: outcome.reference, failure: null };
    case 'unknown':
      return { phoneCodeId, status: 'unknown', reference: null, failure: outcome.reason };
    case 'refused':
    case 'postponed':
      return { phoneCodeId, status: 'failed', reference: null, failure: outcome.reason };
  }
}
