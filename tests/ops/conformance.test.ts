/** A broken case is answered by a plain sentence that names its field, never by a message of the language. */
import { expect, test } from 'vitest';
import { findMalformedField } from '../../ops/conformance/shape.ts';

const terms = {
  currency: 'EUR',
  disbursements: [{ date: '2024-01-15', amount: '1000.00' }],
  annualRate: '0.12',
  method: 'equal_installment',
  installments: 6,
  every: { count: 1, unit: 'month' },
  dayCount: '30/360',
  rounding: { mode: 'half_even', installmentMultiple: null },
  grace: { principal: 0, interest: 0 },
  monthEnd: 'clamp',
  smoothLastInstallment: false,
};
const whole = { id: 'c1', terms, expected: { installment: '172.55' } };

test('findMalformedField() finds nothing in a case of the format', () => {
  expect(findMalformedField(whole)).toBeNull();
  const events = [{ type: 'payment', date: '2024-02-15', amount: '172.55' }];
  expect(findMalformedField({ ...whole, events, asOf: '2024-03-01' })).toBeNull();
});

const broken = [
  [{ terms: null }, 'terms must be an object'],
  [{ expected: 'rows' }, 'expected must be an object'],
  [
    { terms: { ...terms, rounding: undefined } },
    'terms.rounding.mode is missing; it must be one of half_even, half_up, down, up',
  ],
  [{ terms: { ...terms, annualRate: 0.12 } }, 'terms.annualRate must be a decimal number as text'],
  [{ terms: { ...terms, installments: '6' } }, 'terms.installments must be a whole number'],
  [
    { terms: { ...terms, disbursements: [{ date: '2024-02-30', amount: '1' }] } },
    'terms.disbursements has a malformed item 1: date must be a date that exists, YYYY-MM-DD',
  ],
  [
    { events: [{ type: 'payment', date: '2024-02-15' }] },
    'events has a malformed item 1: amount is missing; it must be a decimal number as text',
  ],
] as const;

test.each(broken)('findMalformedField() of %j says: %s', (change, sentence) => {
  expect(findMalformedField({ ...whole, ...change })).toBe(sentence);
});
