/** When a borrower's request is answered, how long contact stops, and the reference of a transfer. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import {
  answerDueDate,
  contactStopEnd,
  defaultAnswerRules,
  isRequestOpen,
  possibleOutcomes,
} from '../../../domain/servicing/borrower-requests.ts';
import {
  creditorReference,
  isCreditorReference,
} from '../../../domain/servicing/creditor-reference.ts';

const holiday = {
  years: new Map([
    [2036, { holidays: new Set(['2036-02-22']), makeUpWorkdays: new Set(['2036-02-23']) }],
  ]),
} as unknown as typeof emptyCalendar;

test.each([
  // kind, asked on, calendar, answered by
  ['hardship', '2036-02-20', emptyCalendar, '2036-02-27'],
  ['hardship', '2036-02-20', holiday, '2036-02-27'],
  ['hardship', '2036-02-21', holiday, '2036-02-28'],
  ['question', '2036-02-22', emptyCalendar, '2036-02-27'],
  ['complaint', '2036-02-20', emptyCalendar, '2036-03-12'],
] as const)(
  'answerDueDate() of %s asked on %s counts working days',
  (kind, date, calendar, due) => {
    expect(answerDueDate(kind, date, { calendar, rules: defaultAnswerRules })).toBe(due);
  },
);

test('contactStopEnd() stops for hardship and complaints, the first day included, and not for questions', () => {
  expect(contactStopEnd('hardship', '2036-02-20', defaultAnswerRules)).toBe('2036-03-20');
  expect(contactStopEnd('complaint', '2036-02-20', defaultAnswerRules)).toBe('2036-03-20');
  expect(contactStopEnd('question', '2036-02-20', defaultAnswerRules)).toBeNull();
});

test('isRequestOpen() until it is answered or withdrawn', () => {
  const open = ['requested', 'under_review'] as const;
  const ended = ['granted', 'declined', 'answered', 'withdrawn'] as const;
  expect(open.every(isRequestOpen)).toBe(true);
  expect(ended.some(isRequestOpen)).toBe(false);
});

test('creditorReference() gives the published example of ISO 11649', () => {
  expect(creditorReference('539007547034')).toBe('RF18539007547034');
  expect(creditorReference('LN2036-000088 1')).toMatch(/^RF\d\dLN20360000881$/);
});

test('isCreditorReference() knows its own and finds every single wrong digit', () => {
  const text = fc.stringMatching(/^[A-Z0-9]{1,21}$/);
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
      const reference = creditorReference(body);
      expect(isCreditorReference(reference)).toBe(true);
      const digits = [...reference].flatMap((each, index) => (/\d/.test(each) ? [index] : []));
      const index = digits[place % digits.length]!;
      const wrong = ((Number(reference[index]) + shift) % 10).toString();
      const typed = reference.slice(0, index) + wrong + reference.slice(index + 1);
      expect(isCreditorReference(typed)).toBe(false);
    }),
  );
  expect(isCreditorReference('RF18')).toBe(false);
});

test('possibleOutcomes() takes a request up once, and says nothing to one that has ended', () => {
  expect(possibleOutcomes('hardship', 'requested')).toEqual([
    'under_review',
    'granted',
    'declined',
  ]);
  expect(possibleOutcomes('question', 'under_review')).toEqual(['answered']);
  expect(possibleOutcomes('complaint', 'granted')).toEqual([]);
});
