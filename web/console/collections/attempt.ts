/** What a collector types about one contact, and the body the API takes for it. */
import type { InputOf } from '../../api/contract.ts';
import type { recordAttempt } from '../../api/contracts/collections.ts';
import { readAmount } from '../../components/money-text.ts';
import type { Channel, CollectionCase, Contactability, Subject } from './case.ts';

export type Rule = CollectionCase['results'][number];
export type Part = { readonly amount: string; readonly date: string };

export type Draft = {
  readonly channel: Channel;
  readonly subject: Subject;
  readonly person: string | null;
  readonly phone: string;
  readonly result: Rule['result'] | null;
  readonly parts: readonly Part[];
  readonly followUpDate: string;
  readonly followUpTime: string;
  readonly note: string;
  readonly isAfterwards: boolean;
  readonly afterwardsReason: string;
};

export const emptyDraft: Draft = {
  channel: 'voice',
  subject: 'debtor',
  person: null,
  phone: '',
  result: null,
  parts: [{ amount: '', date: '' }],
  followUpDate: '',
  followUpTime: '10:00',
  note: '',
  isAfterwards: false,
  afterwardsReason: '',
};

/** At most nine, because each has a key. */
export function offeredResults({ results }: CollectionCase, draft: Draft): readonly Rule[] {
  return results
    .filter(
      ({ channels, subjects }) =>
        channels.includes(draft.channel) && subjects.includes(draft.subject),
    )
    .slice(0, 9);
}

/** What the API said about this way to this person. Others are judged by voice. */
export function contactOf(
  { contactability }: CollectionCase,
  { channel, subject }: Draft,
): Contactability | undefined {
  const exact = contactability.find((one) => one.channel === channel && one.subject === subject);
  return exact ?? contactability.find((one) => one.subject === subject);
}

export type Missing = 'result' | 'person' | 'promise' | 'reason';

export function missingOf(draft: Draft, rule: Rule | undefined, currency: string): Missing | null {
  if (draft.subject !== 'debtor' && draft.person === null) return 'person';
  if (rule === undefined) return 'result';
  const isPartDone = ({ amount, date }: Part) =>
    readAmount(amount, currency).kind === 'amount' && date !== '';
  if (rule.asks.includes('promise') && !draft.parts.every(isPartDone)) return 'promise';
  if (draft.isAfterwards && draft.afterwardsReason.trim() === '') return 'reason';
  return null;
}

type Body = InputOf<typeof recordAttempt>['body'];

export function toBody(draft: Draft, rule: Rule, found: CollectionCase): Body {
  const { currency } = found.overdue;
  const asks = (field: Rule['asks'][number]) => rule.asks.includes(field);
  const note = draft.note.trim();
  return {
    channel: draft.channel,
    subject: draft.subject,
    person: draft.subject === 'debtor' ? null : draft.person,
    phone: draft.phone.trim() === '' ? null : draft.phone.trim(),
    result: rule.result,
    note: note === '' ? null : note,
    promise: asks('promise')
      ? draft.parts.map(({ amount, date }) => ({ amount: { amount, currency }, promiseDate: date }))
      : null,
    followUp:
      asks('followUp') && draft.followUpDate !== ''
        ? { date: draft.followUpDate, time: draft.followUpTime }
        : null,
    afterwardsReason: draft.isAfterwards ? draft.afterwardsReason.trim() : null,
  };
}
