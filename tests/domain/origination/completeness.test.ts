import { expect, test } from 'vitest';
import type {
  ApplicationConsent,
  ApplicationData,
  ApplicationDocument,
} from '../../../domain/origination/application.ts';
import { blockersOf, checkCompleteness } from '../../../domain/origination/completeness.ts';
import type { ProductContent } from '../../../domain/origination/product.ts';
import { application, consumer, wire } from './support.ts';

const businessDate = '2026-04-10';
const check = (data: Partial<ApplicationData>, product: ProductContent = consumer) =>
  checkCompleteness(application(data), product, businessDate);
const stateOf = (path: string, data: Partial<ApplicationData>, product = consumer) =>
  check(data, product).find((item) => item.path === path)?.state;

const document = (
  kind: ApplicationDocument['kind'],
  more: Partial<ApplicationDocument> = {},
): ApplicationDocument => ({
  documentId: 'd',
  kind,
  issuedDate: '2026-03-01',
  expiryDate: '2030-01-01',
  coversFrom: null,
  coversTo: null,
  isValid: null,
  ...more,
});

const consent = (more: Partial<ApplicationConsent>): ApplicationConsent => ({
  kind: 'bureau_query',
  wordingVersion: '2026-01',
  givenDate: '2026-04-01',
  withdrawnDate: null,
  ...more,
});

test('checkCompleteness() finds nothing open in a complete application', () => {
  const items = check({});
  expect(items.filter(({ state }) => state !== 'satisfied')).toEqual([]);
  expect(items.length).toBeGreaterThan(10);
});

test('checkCompleteness() of an empty draft lists all that is missing and blocks the submit', () => {
  const empty = check({
    amount: null,
    installmentCount: null,
    method: null,
    purpose: null,
    applicant: {},
    documents: [],
    consents: [],
  });
  expect(blockersOf(empty, 'submit').map(({ path, state }) => `${path} ${state}`)).toEqual([
    '/amount missing',
    '/installmentCount missing',
    '/method missing',
    '/purpose missing',
    '/installmentCount missing',
    '/method missing',
    '/purpose missing',
    '/applicant/birthDate missing',
    '/applicant/employment missing',
    '/documents/identity_card missing',
    '/consents/bureau_query missing',
    '/consents/data_processing missing',
  ]);
});

const outOfProduct: readonly (readonly [string, Partial<ApplicationData>, string])[] = [
  ['/amount', { amount: wire('999.99') }, 'invalid'],
  ['/amount', { amount: wire('1,000.00') }, 'satisfied'],
  ['/amount', { amount: wire('200,000.00') }, 'satisfied'],
  ['/amount', { amount: wire('200,000.01') }, 'invalid'],
  ['/amount', { amount: { amount: '5000.00', currency: 'USD' } }, 'invalid'],
  ['/installmentCount', { installmentCount: 2 }, 'invalid'],
  ['/installmentCount', { installmentCount: 72 }, 'satisfied'],
  ['/method', { method: 'flat' }, 'invalid'],
  ['/purpose', { purpose: 'working_capital' }, 'invalid'],
  ['/customerType', { customerType: 'company' }, 'invalid'],
];

test.each(outOfProduct)('checkCompleteness() of %s with %o is %s', (path, data, state) => {
  expect(stateOf(path, data)).toBe(state);
});

const papers: readonly (readonly [string, Partial<ApplicationDocument>, string])[] = [
  ['valid thirty days from now', { expiryDate: '2026-05-10' }, 'satisfied'],
  ['running out a day earlier', { expiryDate: '2026-05-09' }, 'expired'],
  ['without a date of expiry', { expiryDate: null }, 'unknown'],
  ['found to be false', { isValid: false }, 'invalid'],
];

test.each(papers)('checkCompleteness() of an identity card %s is right', (_, more, state) => {
  expect(
    stateOf('/documents/identity_card', { documents: [document('identity_card', more)] }),
  ).toBe(state);
});

test('checkCompleteness() counts the best of several papers of one kind', () => {
  const documents = [
    document('identity_card', { expiryDate: '2026-01-01' }),
    document('identity_card'),
  ];
  expect(stateOf('/documents/identity_card', { documents })).toBe('satisfied');
});

test('checkCompleteness() takes an income proof of up to ninety days', () => {
  const dated = (issuedDate: string | null) =>
    stateOf('/documents/income_proof', { documents: [document('income_proof', { issuedDate })] });
  expect(dated('2026-01-10')).toBe('satisfied');
  expect(dated('2026-01-09')).toBe('expired');
  expect(dated(null)).toBe('unknown');
});

test('checkCompleteness() wants statements over six whole months, the last entry within thirty days', () => {
  const statements: ProductContent = {
    ...consumer,
    requiredDocuments: [
      {
        kind: 'bank_statement',
        appliesBefore: 'approve',
        severity: 'warn',
        maxAgeDays: 30,
        minValidDays: null,
        coversMonths: 6,
        purposes: null,
      },
    ],
  };
  const covering = (coversFrom: string, coversTo: string | null) =>
    stateOf(
      '/documents/bank_statement',
      { documents: [document('bank_statement', { expiryDate: null, coversFrom, coversTo })] },
      statements,
    );
  expect(covering('2025-10-01', '2026-03-31')).toBe('satisfied');
  expect(covering('2025-10-02', '2026-03-31')).toBe('invalid');
  expect(covering('2025-08-01', '2026-03-10')).toBe('expired');
  expect(covering('2025-10-01', null)).toBe('unknown');
});

test('checkCompleteness() asks for the invoice only for what is bought', () => {
  const paths = (purpose: ApplicationData['purpose']) => check({ purpose }).map(({ path }) => path);
  expect(paths('car_new')).toContain('/documents/purchase_invoice');
  expect(paths('holiday')).not.toContain('/documents/purchase_invoice');
});

const consents: readonly (readonly [string, Partial<ApplicationConsent>, string])[] = [
  ['thirty days old', { givenDate: '2026-03-11' }, 'satisfied'],
  ['thirty-one days old', { givenDate: '2026-03-10' }, 'expired'],
  ['to an older wording', { wordingVersion: '2025-01' }, 'invalid'],
  ['that was withdrawn', { withdrawnDate: '2026-04-05' }, 'missing'],
];

test.each(consents)('checkCompleteness() of a consent %s is right', (_, more, state) => {
  expect(stateOf('/consents/bureau_query', { consents: [consent(more)] })).toBe(state);
});

test('blockersOf() reaches up to the step asked for and leaves out warnings', () => {
  const late: ProductContent = {
    ...consumer,
    requiredFields: [
      { path: '/applicant/monthlyIncome', appliesBefore: 'approve', severity: 'block' },
      { path: '/applicant/housing', appliesBefore: 'submit', severity: 'warn' },
    ],
  };
  const items = check({ applicant: {} }, late);
  expect(blockersOf(items, 'review')).toEqual([]);
  expect(blockersOf(items, 'approve').map(({ path }) => path)).toEqual([
    '/applicant/monthlyIncome',
  ]);
  expect(blockersOf(items, 'disburse')).toHaveLength(1);
});
