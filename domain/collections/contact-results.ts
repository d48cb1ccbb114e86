/**
 * Result codes: how a collector says what a contact came to, in the order of the keys 1 to 9. Each is one of the
 * outcomes the contact rules count, and says what is worth writing down with it.
 */
import type { Channel, ContactOutcome, ContactSubject } from './contact-policy.ts';

export const contactResults = [
  'promised',
  'no_promise',
  'call_back',
  'no_answer',
  'switched_off',
  'wrong_number',
  'claims_paid',
  'disputes',
  'hardship',
  'message_taken',
  'will_not_help',
  'delivered',
  'not_delivered',
  'met_nobody',
] as const;
export type ContactResult = (typeof contactResults)[number];

/** What a form asks for beside the code; `stop` offers to stop contact. */
export type ResultField = 'promise' | 'followUp' | 'note' | 'stop';

export type ResultRule = {
  readonly result: ContactResult;
  readonly outcome: ContactOutcome;
  readonly channels: readonly Channel[];
  readonly subjects: readonly ContactSubject[];
  readonly asks: readonly ResultField[];
};

const talks = ['voice', 'visit'] as const;
const messages = ['sms', 'push', 'email', 'letter'] as const;
const self = ['debtor', 'guarantor'] as const;
const others = ['related', 'unrelated'] as const;
const anybody = [...self, ...others] as const;

const followed = ['followUp', 'note'] as const;

export const resultRules: readonly ResultRule[] = [
  {
    result: 'promised',
    outcome: 'conversation',
    channels: talks,
    subjects: ['debtor'],
    asks: ['promise', 'followUp', 'note'],
  },
  talk('no_promise', followed),
  talk('call_back', followed),
  call('no_answer', 'no_answer'),
  call('switched_off', 'no_answer'),
  call('wrong_number', 'number_invalid'),
  talk('claims_paid', followed),
  talk('disputes', ['note', 'stop']),
  talk('hardship', ['note', 'stop']),
  {
    result: 'message_taken',
    outcome: 'conversation',
    channels: talks,
    subjects: others,
    asks: followed,
  },
  {
    result: 'will_not_help',
    outcome: 'refused',
    channels: talks,
    subjects: others,
    asks: ['note'],
  },
  {
    result: 'met_nobody',
    outcome: 'no_answer',
    channels: ['visit'],
    subjects: anybody,
    asks: followed,
  },
  {
    result: 'delivered',
    outcome: 'delivered',
    channels: messages,
    subjects: anybody,
    asks: followed,
  },
  {
    result: 'not_delivered',
    outcome: 'failed',
    channels: messages,
    subjects: anybody,
    asks: followed,
  },
];

/** Undefined where the code does not belong to that channel and person. */
export function findResultRule(
  result: ContactResult,
  { channel, subject }: { readonly channel: Channel; readonly subject: ContactSubject },
): ResultRule | undefined {
  return resultRules.find(
    (rule) =>
      rule.result === result && rule.channels.includes(channel) && rule.subjects.includes(subject),
  );
}

function talk(result: ContactResult, asks: readonly ResultField[]): ResultRule {
  return { result, outcome: 'conversation', channels: talks, subjects: self, asks };
}

function call(result: ContactResult, outcome: ContactOutcome): ResultRule {
  return { result, outcome, channels: ['voice'], subjects: anybody, asks: followed };
}
