import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type {
  Channel,
  ContactAttempt,
  ContactFacts,
  ContactOutcome,
  ContactPolicy,
  ContactRequest,
} from '../../../domain/collections/contact-policy.ts';
import { decideContact } from '../../../domain/collections/decide-contact.ts';
import { addMs, localInstant } from '../../../domain/instant.ts';

const preset = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../db/seed/contact-${name}.json`, import.meta.url), 'utf8'),
  ) as ContactPolicy;

const cnOnline = preset('cn-online');
const cnBank = preset('cn-bank');
const usRegF = preset('us-regf');
const india = preset('in');

const shanghai = (date: string, time: string) => localInstant(date, time, 'Asia/Shanghai');
const newYork = (date: string, time: string) => localInstant(date, time, 'America/New_York');

const reachable: ContactFacts['reachability'] = {
  isUnreachable: false,
  isDeceased: false,
  isIncapable: false,
  isNumberInvalid: false,
  failedAttemptsInARow: 0,
  isGuaranteeInForce: false,
};

const facts = (more: Partial<ContactFacts> = {}): ContactFacts => ({
  consents: [],
  stops: [],
  subjectZones: ['Asia/Shanghai'],
  reachability: reachable,
  ...more,
});

const call = (at: string, more: Partial<ContactRequest> = {}): ContactRequest => ({
  at,
  channel: 'voice',
  purpose: 'collection',
  subject: 'debtor',
  subjectId: 'debtor',
  numberKey: 'mobile',
  debtId: 'loan-1',
  isLocationInquiry: false,
  agency: null,
  ...more,
});

const attempt = (
  at: string,
  outcome: ContactOutcome,
  more: Partial<ContactAttempt> = {},
): ContactAttempt => ({
  at,
  channel: 'voice',
  purpose: 'collection',
  subjectId: 'debtor',
  numberKey: 'mobile',
  debtId: 'loan-1',
  outcome,
  ...more,
});

const codes = (decision: ReturnType<typeof decideContact>) =>
  decision.outcome === 'allowed' ? [] : decision.reasons.map(({ code }) => code);

test('decideContact() allows a call at 21:59 and denies it at 22:00 until eight the next morning', () => {
  expect(
    decideContact([cnOnline], call(shanghai('2026-03-02', '21:59')), [], facts()).outcome,
  ).toBe('allowed');
  expect(
    decideContact([cnOnline], call(shanghai('2026-03-02', '22:00')), [], facts()),
  ).toMatchObject({
    outcome: 'denied',
    policies: ['CN-online'],
    reasons: [{ code: 'quiet_hours', policy: 'CN-online', rule: 'quietHours/0' }],
    nextAllowedAt: shanghai('2026-03-03', '08:00'),
  });
});

test('decideContact() opens at 08:00 sharp and knows the small hours belong to the night before', () => {
  const at = (time: string) =>
    decideContact([cnOnline], call(shanghai('2026-03-03', time)), [], facts());
  expect(at('07:59')).toMatchObject({ nextAllowedAt: shanghai('2026-03-03', '08:00') });
  expect(at('08:00').outcome).toBe('allowed');
});

test('decideContact() after three effective calls waits past midnight for the end of quiet hours', () => {
  const talks = ['09:00', '11:00', '14:00'].map((time) =>
    attempt(shanghai('2026-03-02', time), 'conversation'),
  );
  const decision = decideContact([cnOnline], call(shanghai('2026-03-02', '15:00')), talks, facts());
  expect(codes(decision)).toEqual(['daily_cap']);
  expect(decision).toMatchObject({ nextAllowedAt: shanghai('2026-03-03', '08:00') });
  const unanswered = talks.map((talk) => ({ ...talk, outcome: 'no_answer' as const }));
  expect(
    decideContact([cnOnline], call(shanghai('2026-03-02', '15:00')), unanswered, facts()).outcome,
  ).toBe('allowed');
});

test('decideContact() closes one number after six unanswered dials and leaves another open', () => {
  const dials = Array.from({ length: 6 }, (_, index) =>
    attempt(shanghai('2026-03-02', `1${index}:00`), 'no_answer'),
  );
  const at = shanghai('2026-03-02', '17:00');
  const decision = decideContact([cnOnline, cnBank], call(at), dials, facts());
  expect(decision).toMatchObject({
    outcome: 'denied',
    reasons: [{ code: 'daily_cap', policy: 'CN-bank' }],
    nextAllowedAt: shanghai('2026-03-03', '08:00'),
  });
  const other = call(at, { numberKey: 'landline' });
  expect(decideContact([cnOnline, cnBank], other, dials, facts()).outcome).toBe('allowed');
});

test('decideContact() keeps seven days of silence after a talk, over the change to daylight saving', () => {
  const inNewYork = facts({ subjectZones: ['America/New_York'] });
  const talk = [attempt(newYork('2026-03-02', '10:15'), 'conversation')];
  const decision = decideContact([usRegF], call(newYork('2026-03-05', '12:00')), talk, inNewYork);
  expect(codes(decision)).toEqual(['cool_off']);
  // 08:00 is noon in UTC from the 8th on; it was 13:00 before.
  expect(decision).toMatchObject({ nextAllowedAt: '2026-03-09T12:00:00.000Z' });
  const lastDay = decideContact([usRegF], call(newYork('2026-03-08', '20:00')), talk, inNewYork);
  expect(codes(lastDay)).toEqual(['cool_off']);
  const after = decideContact([usRegF], call(newYork('2026-03-09', '08:00')), talk, inNewYork);
  expect(after.outcome).toBe('allowed');
});

test('decideContact() counts seven calls in seven days for one debt, not for another', () => {
  const inNewYork = facts({ subjectZones: ['America/New_York'] });
  const week = ['02', '03', '04', '05', '06', '07', '08'].map((day) =>
    attempt(newYork(`2026-03-${day}`, '10:00'), 'no_answer'),
  );
  const request = call(newYork('2026-03-08', '15:00'));
  expect(decideContact([usRegF], request, week, inNewYork)).toMatchObject({
    reasons: [{ code: 'rolling_cap' }],
    nextAllowedAt: newYork('2026-03-09', '08:00'),
  });
  const otherDebt = { ...request, debtId: 'loan-2' };
  expect(decideContact([usRegF], otherDebt, week, inNewYork).outcome).toBe('allowed');
});

test('decideContact() does not ask the sister of a debtor who can be reached, and time alone opens nothing', () => {
  const sister = call(shanghai('2026-03-02', '10:00'), { subject: 'related', subjectId: 'sister' });
  expect(decideContact([cnBank], sister, [], facts())).toMatchObject({
    outcome: 'denied',
    reasons: [{ code: 'precondition_unmet', rule: 'subjects/related' }],
    nextAllowedAt: null,
  });
  const failed = facts({ reachability: { ...reachable, failedAttemptsInARow: 3 } });
  expect(decideContact([cnBank], sister, [], failed).outcome).toBe('allowed');
});

test('decideContact() never asks a third person again who has refused', () => {
  const gone = facts({ reachability: { ...reachable, isUnreachable: true } });
  const brother = call(shanghai('2026-03-02', '10:00'), {
    subject: 'related',
    subjectId: 'brother',
  });
  const refusal = [attempt(shanghai('2025-01-02', '10:00'), 'refused', { subjectId: 'brother' })];
  expect(decideContact([cnOnline], brother, [], gone).outcome).toBe('allowed');
  const again = decideContact([cnOnline], brother, refusal, gone);
  expect(codes(again)).toEqual(['refused_before']);
  expect(again).toMatchObject({ nextAllowedAt: null });
});

test('decideContact() goes on with a debtor who has refused to talk once', () => {
  const refusal = [attempt(shanghai('2026-03-01', '10:00'), 'refused')];
  expect(
    decideContact([cnOnline], call(shanghai('2026-03-02', '10:00')), refusal, facts()).outcome,
  ).toBe('allowed');
});

test('decideContact() keeps the silence after a talk for collection calls only', () => {
  const inNewYork = facts({ subjectZones: ['America/New_York'] });
  const spoken = [attempt(newYork('2026-03-02', '10:15'), 'conversation')];
  const visited = spoken.map((talk) => ({ ...talk, channel: 'visit' as const }));
  const request = call(newYork('2026-03-05', '12:00'));
  expect(decideContact([usRegF], request, visited, inNewYork).outcome).toBe('allowed');
  const service = { ...request, purpose: 'service' as const };
  expect(decideContact([usRegF], service, spoken, inNewYork).outcome).toBe('allowed');
});

test('decideContact() does not stop before the first day of a stop', () => {
  const later = facts({
    stops: [{ flag: 'dispute', fromDate: '2026-03-03', untilDate: '2026-03-31' }],
  });
  const at = (date: string) =>
    decideContact([cnOnline], call(shanghai(date, '10:00')), [], later).outcome;
  expect([at('2026-03-02'), at('2026-03-03'), at('2026-03-31'), at('2026-04-01')]).toEqual([
    'allowed',
    'denied',
    'denied',
    'allowed',
  ]);
});

test('decideContact() takes a relation nobody knows as unrelated', () => {
  const unknown = call(shanghai('2026-03-02', '10:00'), { subject: null, subjectId: 'somebody' });
  expect(codes(decideContact([cnOnline], unknown, [], facts()))).toEqual(['subject_not_allowed']);
});

test('decideContact() opens a guarantor only while the guarantee binds', () => {
  const guarantor = call(shanghai('2026-03-02', '10:00'), { subject: 'guarantor', subjectId: 'g' });
  expect(codes(decideContact([cnBank], guarantor, [], facts()))).toEqual(['precondition_unmet']);
  const bound = facts({ reachability: { ...reachable, isGuaranteeInForce: true } });
  expect(decideContact([cnBank], guarantor, [], bound).outcome).toBe('allowed');
});

test('decideContact() gives every failing reason, not the first', () => {
  const talks = [1, 2, 3].map((hour) =>
    attempt(shanghai('2026-03-02', `1${hour}:00`), 'conversation'),
  );
  const request = call(shanghai('2026-03-02', '22:30'));
  const disputed = facts({
    stops: [{ flag: 'dispute', fromDate: '2026-03-01', untilDate: '2026-03-31' }],
  });
  const decision = decideContact([cnOnline], request, talks, disputed);
  expect(codes(decision)).toEqual(['quiet_hours', 'daily_cap', 'stop_flag']);
  // A stop with an end is a matter of time: it opens the morning after its last day.
  expect(decision).toMatchObject({ nextAllowedAt: shanghai('2026-04-01', '08:00') });
});

test('decideContact() lets legal notices through a stop, and never opens a stop without end', () => {
  const deceased = facts({
    stops: [{ flag: 'deceased', fromDate: '2026-03-01', untilDate: null }],
  });
  const letter = call(shanghai('2026-03-02', '10:00'), {
    channel: 'letter',
    purpose: 'legal_notice',
  });
  expect(decideContact([cnOnline], letter, [], deceased).outcome).toBe('allowed');
  const request = call(shanghai('2026-03-02', '10:00'));
  expect(decideContact([cnOnline], request, [], deceased)).toMatchObject({ nextAllowedAt: null });
});

test('decideContact() lifts quiet hours by a consent, until it is withdrawn, where the policy says so', () => {
  const night = call(shanghai('2026-03-02', '22:30'));
  const consent = { covers: 'quiet_hours', givenAt: shanghai('2026-01-01', '10:00') } as const;
  const agreed = facts({ consents: [{ ...consent, withdrawnAt: null }] });
  expect(decideContact([cnOnline], night, [], agreed).outcome).toBe('allowed');
  expect(codes(decideContact([india], night, [], agreed))).toEqual(['quiet_hours']);
  const withdrawn = facts({
    consents: [{ ...consent, withdrawnAt: shanghai('2026-02-01', '10:00') }],
  });
  expect(codes(decideContact([cnOnline], night, [], withdrawn))).toEqual(['quiet_hours']);
});

test('decideContact() allows only what every zone a person may be in allows', () => {
  const somewhere = facts({ subjectZones: ['America/New_York', 'America/Los_Angeles'] });
  const early = call(newYork('2026-03-02', '10:00'));
  expect(decideContact([usRegF], early, [], somewhere)).toMatchObject({
    reasons: [{ code: 'quiet_hours' }],
    nextAllowedAt: newYork('2026-03-02', '11:00'),
  });
  expect(decideContact([usRegF], call(newYork('2026-03-02', '20:59')), [], somewhere).outcome).toBe(
    'allowed',
  );
  expect(
    decideContact([usRegF], call(newYork('2026-03-02', '21:00')), [], somewhere),
  ).toMatchObject({
    nextAllowedAt: newYork('2026-03-03', '11:00'),
  });
});

test('decideContact() counts messages by the house rule and lets a reminder by voice pass the collection cap', () => {
  const sent = ['09:00', '12:00'].map((time) =>
    attempt(shanghai('2026-03-02', time), 'delivered', { channel: 'sms', purpose: 'reminder' }),
  );
  const sms = call(shanghai('2026-03-02', '15:00'), { channel: 'sms', purpose: 'reminder' });
  expect(decideContact([cnOnline], sms, sent, facts())).toMatchObject({
    reasons: [{ code: 'daily_cap', source: 'House rule of the lender' }],
  });
  const talks = [1, 2, 3].map((hour) =>
    attempt(shanghai('2026-03-02', `1${hour}:00`), 'conversation'),
  );
  const reminder = call(shanghai('2026-03-02', '15:00'), { purpose: 'reminder' });
  const reminders = talks.map((talk) => ({ ...talk, purpose: 'reminder' as const }));
  const collecting = call(shanghai('2026-03-02', '15:00'));
  expect(decideContact([cnOnline], collecting, reminders, facts()).outcome).toBe('allowed');
  expect(decideContact([cnOnline], reminder, talks, facts()).outcome).toBe('allowed');
});

test('decideContact() visits between nine and seven only, once in seven days', () => {
  const visit = (date: string, time: string) => call(shanghai(date, time), { channel: 'visit' });
  const first = decideContact([cnBank], visit('2026-03-02', '19:00'), [], facts());
  expect(first).toMatchObject({ nextAllowedAt: shanghai('2026-03-03', '09:00') });
  const before = [attempt(shanghai('2026-03-02', '10:00'), 'conversation', { channel: 'visit' })];
  expect(decideContact([cnBank], visit('2026-03-08', '12:00'), before, facts())).toMatchObject({
    reasons: [{ code: 'rolling_cap' }],
    nextAllowedAt: shanghai('2026-03-09', '09:00'),
  });
});

test('decideContact() takes an agency only from the list, reviewed within a year', () => {
  const by = (agency: ContactRequest['agency']) =>
    codes(
      decideContact([cnOnline], call(shanghai('2026-03-02', '10:00'), { agency }), [], facts()),
    );
  expect(by({ isListed: false, reviewedDate: '2026-01-01' })).toEqual(['agency_not_listed']);
  expect(by({ isListed: true, reviewedDate: null })).toEqual(['agency_review_expired']);
  expect(by({ isListed: true, reviewedDate: '2025-03-01' })).toEqual(['agency_review_expired']);
  expect(by({ isListed: true, reviewedDate: '2025-03-02' })).toEqual([]);
});

test('decideContact() asks for the consent a channel needs', () => {
  const strict = { ...cnOnline, consentNeeded: ['sms'] as const };
  const sms = call(shanghai('2026-03-02', '10:00'), { channel: 'sms' });
  expect(codes(decideContact([strict], sms, [], facts()))).toEqual(['no_consent']);
  const agreed = facts({
    consents: [{ covers: 'sms', givenAt: shanghai('2026-01-01', '10:00'), withdrawnAt: null }],
  });
  expect(decideContact([strict], sms, [], agreed).outcome).toBe('allowed');
});

test('decideContact() without any policy is a mistake, not a permission', () => {
  expect(() => decideContact([], call(shanghai('2026-03-02', '10:00')), [], facts())).toThrow(
    'policy',
  );
});

test('decideContact() really allows the contact at nextAllowedAt, and a minute earlier it does not', () => {
  const start = shanghai('2026-03-01', '00:00');
  const minute = 60_000;
  fc.assert(
    fc.property(
      fc.constantFrom(cnOnline, cnBank, usRegF, india),
      fc.constantFrom<Channel>('sms', 'voice', 'visit', 'letter'),
      fc.integer({ min: 0, max: 14 * 24 * 60 }),
      fc.array(
        fc.record({
          minutes: fc.integer({ min: 0, max: 14 * 24 * 60 }),
          channel: fc.constantFrom<Channel>('sms', 'voice', 'visit', 'letter'),
          outcome: fc.constantFrom<ContactOutcome>('conversation', 'no_answer', 'delivered'),
        }),
        { maxLength: 25 },
      ),
      (policy, channel, minutes, past) => {
        const request = call(addMs(start, minutes * minute), { channel });
        // Only what has happened by then: a history from the future would change under the answer.
        const history = past
          .filter((each) => each.minutes <= minutes)
          .map((each) =>
            attempt(addMs(start, each.minutes * minute), each.outcome, { channel: each.channel }),
          );
        const decision = decideContact([policy], request, history, facts());
        if (decision.outcome === 'allowed') return;
        const next = decision.nextAllowedAt ?? '';
        expect(next > request.at).toBe(true);
        expect(decideContact([policy], { ...request, at: next }, history, facts()).outcome).toBe(
          'allowed',
        );
        const before = { ...request, at: addMs(next, -minute) };
        if (before.at < request.at) return;
        expect(decideContact([policy], before, history, facts()).outcome).toBe('denied');
      },
    ),
    { numRuns: 200 },
  );
});
