import { expect, test } from 'vitest';
import {
  assertMayPromise,
  defaultPromiseRules,
  doBrokenPromisesEscalate,
  judgePromise,
  promiseEndDate,
} from '../../../domain/collections/promise.ts';
import { parseAmount } from '../../../domain/money.ts';

const cny = (text: string) => parseAmount(text, 'CNY');
const promise = {
  amount: cny('5000.00'),
  createdDate: '2026-05-18',
  promiseDate: '2026-05-25',
  graceDays: 1,
};
const paid = (amount: string, effectiveDate: string) => ({ amount: cny(amount), effectiveDate });

const cases = [
  // what was paid on which day, day that is over, state
  ['3000.00 on 2026-05-24', '2026-05-25', 'open'],
  ['3000.00 on 2026-05-24', '2026-05-26', 'partial'],
  ['3000.00 on 2026-05-24, 2000.00 on 2026-05-26', '2026-05-26', 'kept'],
  ['nothing', '2026-05-25', 'open'],
  ['nothing', '2026-05-26', 'broken'],
  ['5000.00 on 2026-05-19', '2026-05-18', 'kept'],
  ['4999.00 on 2026-05-25', '2026-05-26', 'kept'],
  ['4998.99 on 2026-05-25', '2026-05-26', 'partial'],
  ['5000.00 on 2026-05-27', '2026-05-27', 'broken'],
  ['5000.00 on 2026-05-17', '2026-05-26', 'broken'],
] as const;

test.each(cases)(
  'judgePromise() of 5,000.00 by 25 May, with %s, when %s is over, is %s',
  (payments, endedDate, expected) => {
    const received = payments === 'nothing' ? [] : payments.split(', ').map(readPayment);
    const judged = judgePromise(promise, received, endedDate, defaultPromiseRules);
    expect(judged.state).toBe(expected);
  },
);

function readPayment(text: string) {
  const [amount = '', date = ''] = text.split(' on ');
  return paid(amount, date);
}

test('judgePromise() judges again when a payment came back', () => {
  const payments = [paid('3000.00', '2026-05-24'), paid('2000.00', '2026-05-25')];
  expect(judgePromise(promise, payments, '2026-06-10', defaultPromiseRules).state).toBe('kept');
  expect(judgePromise(promise, payments.slice(0, 1), '2026-06-10', defaultPromiseRules)).toEqual({
    state: 'partial',
    paid: cny('3000.00'),
  });
});

test('promiseEndDate() is the promised day and its grace', () => {
  expect(promiseEndDate(promise)).toBe('2026-05-26');
});

const state = { businessDate: '2026-05-18', bucket: 'M1', openCount: 0 };
const may = (date: string, more: Partial<typeof state> = {}, amount = '100.00') =>
  assertMayPromise(
    { amount: cny(amount), promiseDate: date },
    { ...state, ...more },
    defaultPromiseRules,
  );

test('assertMayPromise() takes 14 days in M1 and 7 from M2', () => {
  expect(() => may('2026-06-01')).not.toThrow();
  expect(() => may('2026-06-02')).toThrow('2026-06-02 is not between 2026-05-18 and 2026-06-01');
  expect(() => may('2026-05-25', { bucket: 'M2' })).not.toThrow();
  expect(() => may('2026-05-26', { bucket: 'M6+' })).toThrow('2026-05-25');
  expect(() => may('2026-05-17')).toThrow('2026-05-17 is not between');
});

test('assertMayPromise() takes three parts and an amount above zero', () => {
  expect(() => may('2026-05-20', { openCount: 2 })).not.toThrow();
  expect(() => may('2026-05-20', { openCount: 3 })).toThrow('at most 3 parts');
  expect(() => may('2026-05-20', {}, '0.00')).toThrow(
    expect.objectContaining({ code: 'amount_not_positive' }),
  );
});

test('doBrokenPromisesEscalate() counts two within ninety days', () => {
  const broken = (dates: string[]) =>
    doBrokenPromisesEscalate(dates, '2026-05-26', defaultPromiseRules);
  expect(broken(['2026-05-26'])).toBe(false);
  expect(broken(['2026-02-26', '2026-05-26'])).toBe(true);
  expect(broken(['2026-02-25', '2026-05-26'])).toBe(false);
});
