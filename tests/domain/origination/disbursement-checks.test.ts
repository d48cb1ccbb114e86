/** Every check before money leaves the house: what passes, what each refuses, and that all of them are named. */
import { expect, test } from 'vitest';
import {
  assertMayDisburse,
  checkDisbursement,
  disbursementChecks,
  type DisbursementFacts,
} from '../../../domain/origination/disbursement-checks.ts';
import { parseAmount } from '../../../domain/money.ts';
import { checkText } from '../../../locales/check-texts.ts';

const cny = (text: string) => parseAmount(text, 'CNY');
const sound: DisbursementFacts = {
  officerId: 'finance',
  madeBy: 'operations',
  voterIds: new Set(['voter']),
  amount: cny('300000.00'),
  contractHash: 'abc',
  offerHash: 'abc',
  openConditionIds: [],
  missingItems: [],
  drawing: {
    rule: null,
    approved: cny('500000.00'),
    drawn: cny('0.00'),
    drawnCount: 0,
    drawUntilDate: null,
  },
  businessDate: '2026-03-31',
  loan: null,
  payee: {
    payeeId: null,
    name: 'ＷＡＮＧ 小明',
    accountIndex: '0a',
    accountMask: '6222***11',
    isChecked: true,
  },
  accountName: 'wang小明',
  accountIndex: '0a',
  customerId: 'c1',
  customerType: 'person',
  purpose: 'car_new',
  policy: {
    bureauReportMaxAgeDays: 30,
    entrusted: [
      { customerType: 'person', purposes: null, above: '500000.00', source: 'the general rule' },
      { customerType: 'person', purposes: ['car_new'], above: '300000.00', source: 'consumers' },
      { customerType: 'company', purposes: null, above: '1.00', source: 'companies' },
    ],
  },
  bureauReportDate: '2026-03-01',
  exposures: [{ exposure: cny('500000.00'), limit: cny('500000.00') }],
  allIn: { ppm: 240_000, capPpm: 240_000 },
  stop: null,
  refusedCount: 2,
};
const parts = { rule: { maxCount: 2, lastWithinTermPpm: 500_000 }, drawnCount: 1 };
const drawn = { ...sound.drawing, ...parts, drawn: cny('100000.00'), drawUntilDate: '2026-04-01' };
const second = { drawing: drawn, loan: { status: 'active', daysPastDue: 0 } };

test('checkDisbursement() of a sound first disbursement passes each check that applies', () => {
  const results = checkDisbursement(sound);
  expect(results.map(({ name }) => name)).toEqual([...disbursementChecks]);
  expect(results.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(results.filter(({ state }) => state === 'not_applicable').map(({ name }) => name)).toEqual(
    ['tranche', 'loan'],
  );
  expect(() => assertMayDisburse(sound)).not.toThrow();
  expect(() => assertMayDisburse({ ...sound, ...second })).not.toThrow();
});

const payee = { ...sound.payee, payeeId: 'p1', name: 'Seller', accountIndex: '0b' };
const toSeller = { payee, accountName: 'seller', accountIndex: '0b' };

test.each([
  ['four_eyes', 'four_eyes', { officerId: 'voter' }],
  ['four_eyes', 'four_eyes', { officerId: 'operations' }],
  ['contract', 'contract_differs', { contractHash: 'abd' }],
  ['conditions', 'conditions_open', { openConditionIds: ['c1'] }],
  ['amount', 'amount_exceeds_approved', { ...toSeller, amount: cny('500000.01') }],
  ['amount', 'amount_not_positive', { amount: cny('0.00') }],
  [
    'tranche',
    'drawing_ended',
    { ...second, businessDate: '2026-04-02', bureauReportDate: '2026-04-02' },
  ],
  ['tranche', 'tranche_count_exceeded', { ...second, drawing: { ...drawn, drawnCount: 2 } }],
  ['loan', 'loan_not_active', { ...second, loan: { status: 'closed', daysPastDue: 0 } }],
  ['loan', 'loan_past_due', { ...second, loan: { status: 'active', daysPastDue: 1 } }],
  ['payee_account', 'account_missing', { payee: { ...sound.payee, accountIndex: null } }],
  ['payee_account', 'account_changed', { accountIndex: '0c' }],
  ['payee_account', 'payee_not_checked', { ...toSeller, payee: { ...payee, isChecked: false } }],
  ['account_name', 'account_name_differs', { accountName: '王大明' }],
  ['entrusted_payment', 'entrusted_payment_required', { amount: cny('300000.01') }],
  ['entrusted_payment', 'entrusted_payment_required', { customerType: 'company' }],
  ['retries', 'disbursement_retries_exhausted', { refusedCount: 3 }],
  ['exposure', 'exposure_exceeded', { exposures: [{ exposure: cny('1.01'), limit: cny('1.00') }] }],
  ['all_in_rate', 'all_in_rate_above_cap', { allIn: { ppm: 240_001, capPpm: 240_000 } }],
  ['stop', 'disbursement_stopped', { stop: { stopId: 's1', reason: 'fraud alert' } }],
  ['bureau_report', 'bureau_report_too_old', { bureauReportDate: '2026-02-28' }],
  ['bureau_report', 'bureau_report_too_old', { bureauReportDate: null }],
  ['completeness', 'application_incomplete', { missingItems: ['/documents/purchase_invoice'] }],
] as const)('check %s refuses with %s, and nothing else fails', (name, code, change) => {
  const facts = { ...sound, ...change } as DisbursementFacts;
  const failed = checkDisbursement(facts).filter(({ state }) => state === 'failed');
  expect(failed.map((each) => [each.name, each.refusal?.code])).toEqual([[name, code]]);
  expect(() => assertMayDisburse(facts)).toThrow(expect.objectContaining({ code }));
});

test('an entrusted payment above the limit passes, and the strictest rule of a purpose counts', () => {
  const large = { ...sound, ...toSeller, amount: cny('400000.00') };
  expect(() => assertMayDisburse(large)).not.toThrow();
  const other = { ...sound, purpose: 'other', amount: cny('500000.00') } as const;
  expect(() => assertMayDisburse(other)).not.toThrow();
});

test('checkText() names every check in both languages', () => {
  for (const name of disbursementChecks) {
    expect(checkText('en', name)).toMatch(/^[A-Z]/);
    expect(checkText('zh-CN', name)).toMatch(/[\u4e00-\u9fff]/);
  }
});
