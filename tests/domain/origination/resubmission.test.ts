import { expect, test } from 'vitest';
import type { ApplicationData } from '../../../domain/origination/application.ts';
import { runAgainReasons, type Resubmission } from '../../../domain/origination/resubmission.ts';

const data: ApplicationData = {
  productCode: 'consumer',
  customerType: 'person',
  amount: { amount: '20000.00', currency: 'CNY' },
  installmentCount: 12,
  method: 'equal_installment',
  purpose: 'furniture',
  applicant: { otherParties: 'none' },
  security: null,
  documents: [],
  consents: [],
};

const base: Resubmission = {
  before: data,
  after: data,
  gradeBefore: 'B',
  gradeAfter: 'B',
  submittedDate: '2026-04-01',
  businessDate: '2026-05-01',
};
const after = (change: Partial<ApplicationData>) => ({ after: { ...data, ...change } });

const cases = [
  ['nothing changed', {}, []],
  ['a lower amount', after({ amount: { amount: '19999.99', currency: 'CNY' } }), []],
  [
    'a higher amount',
    after({ amount: { amount: '20000.01', currency: 'CNY' } }),
    ['amount_raised'],
  ],
  ['a shorter term', after({ installmentCount: 6 }), ['term_changed']],
  ['another method', after({ method: 'equal_principal' }), ['term_changed']],
  ['another product', after({ productCode: 'business' }), ['product_changed']],
  ['a better grade', { gradeAfter: 'A' }, []],
  ['a worse grade', { gradeAfter: 'C' }, ['grade_worsened']],
  ['a guarantor', after({ applicant: { otherParties: 'guarantor' } }), ['party_added']],
  ['thirty-one days', { businessDate: '2026-05-02' }, ['days_passed']],
] as const;

test.each(cases)('runAgainReasons() of %s', (_name, change, expected) => {
  expect(runAgainReasons({ ...base, ...change })).toEqual(expected);
});
