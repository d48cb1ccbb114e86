/** The rest of the form: what the life of a loan goes by, and the lists a product carries. */
import { documentKinds, purposes } from '../../../../domain/origination/application.ts';
import { roles } from '../../../../domain/roles.ts';
import { valueAt } from '../versions/content.ts';
import type { Field, Section } from './fields.ts';
import type { ListWord } from './words.ts';

const money = (amount: string) => ({ amount, currency: 'CNY' });

const earlyFee = { ppm: 10_000, firstMonths: null, capMonths: null };

const servicingStart = {
  prepayment: { afterInstallments: 0, minimum: money('0.00'), fee: null },
  payoff: { fee: null },
  largestOverpayment: money('100000.00'),
  extension: { maxCount: 1, noticeWorkingDays: 10 },
  pause: { maxDays: 30, maxDaysPerYear: 90 },
  relief: { interestOnlyRows: 0, paymentHolidayRows: 0, dueDateMoveDays: 0, maxRestructures: 1 },
  waiverLimits: [],
};

const s = '/servicing';

export const life: readonly Section[] = [
  {
    word: 'servicing',
    optional: { pointer: s, start: servicingStart },
    fields: [
      { pointer: `${s}/prepayment/afterInstallments`, word: 'prepayAfter', kind: 'count' },
      { pointer: `${s}/prepayment/minimum`, word: 'prepayMinimum', kind: 'money' },
      { pointer: `${s}/largestOverpayment`, word: 'largestOverpayment', kind: 'money' },
      { pointer: `${s}/extension/maxCount`, word: 'extensionCount', kind: 'count' },
      { pointer: `${s}/extension/noticeWorkingDays`, word: 'extensionNotice', kind: 'count' },
      { pointer: `${s}/pause/maxDays`, word: 'pauseDays', kind: 'count' },
      { pointer: `${s}/pause/maxDaysPerYear`, word: 'pauseDaysPerYear', kind: 'count' },
      { pointer: `${s}/relief/interestOnlyRows`, word: 'interestOnlyRows', kind: 'count' },
      { pointer: `${s}/relief/paymentHolidayRows`, word: 'holidayRows', kind: 'count' },
      { pointer: `${s}/relief/dueDateMoveDays`, word: 'dueDateMoveDays', kind: 'count' },
      { pointer: `${s}/relief/maxRestructures`, word: 'maxRestructures', kind: 'count' },
    ],
  },
  {
    word: 'prepaymentFee',
    optional: { pointer: `${s}/prepayment/fee`, start: earlyFee, without: null },
    fields: earlyFeeFields(`${s}/prepayment/fee`),
  },
  {
    word: 'payoffFee',
    optional: { pointer: `${s}/payoff/fee`, start: earlyFee, without: null },
    fields: earlyFeeFields(`${s}/payoff/fee`),
  },
  {
    word: 'tranches',
    optional: { pointer: '/tranches', start: { maxCount: 2, lastWithinTermPpm: 500_000 } },
    fields: [
      { pointer: '/tranches/maxCount', word: 'trancheCount', kind: 'count' },
      { pointer: '/tranches/lastWithinTermPpm', word: 'trancheWithin', kind: 'percent' },
    ],
  },
  {
    word: 'creditRefund',
    optional: {
      pointer: '/creditRefund',
      start: { automaticAfterDays: 30, twoPersonsAbove: '1000.00' },
    },
    fields: [
      {
        pointer: '/creditRefund/automaticAfterDays',
        word: 'refundAfter',
        kind: 'count',
        isNullable: true,
      },
      { pointer: '/creditRefund/twoPersonsAbove', word: 'refundTwoPersons', kind: 'decimal' },
    ],
  },
  {
    word: 'disbursement',
    optional: { pointer: '/disbursement', start: { bureauReportMaxAgeDays: 30, entrusted: [] } },
    fields: [
      {
        pointer: '/disbursement/bureauReportMaxAgeDays',
        word: 'bureauReportAge',
        kind: 'count',
        isNullable: true,
      },
    ],
  },
];

function earlyFeeFields(pointer: string): Field[] {
  return [
    { pointer: `${pointer}/ppm`, word: 'earlyShare', kind: 'percent' },
    { pointer: `${pointer}/firstMonths`, word: 'earlyMonths', kind: 'count', isNullable: true },
    { pointer: `${pointer}/capMonths`, word: 'earlyCap', kind: 'count', isNullable: true },
  ];
}

/** A list in the content: each item a line of fields. */
export type List = {
  readonly pointer: string;
  readonly word: ListWord;
  readonly fields: readonly Field[];
  readonly start: unknown;
};

const before = ['submit', 'review', 'approve', 'disburse'] as const;
const required: readonly Field[] = [
  { pointer: '/appliesBefore', word: 'appliesBefore', kind: 'choice', options: before },
  { pointer: '/severity', word: 'severity', kind: 'choice', options: ['block', 'warn'] },
];
const requiredStart = { appliesBefore: 'submit', severity: 'block' };
const kindOf = (item: unknown) => valueAt(item, '/amount/kind');

export const feeList: List = {
  pointer: '/fees',
  word: 'fees',
  start: {
    code: 'late_fee',
    timing: 'on_late_payment',
    amount: { kind: 'fixed', amount: money('50.00') },
    caps: { perCharge: null, perInstallment: null, perYear: null, perLoanPpm: null },
  },
  fields: [
    { pointer: '/code', word: 'feeCode', kind: 'text' },
    {
      pointer: '/timing',
      word: 'feeTiming',
      kind: 'choice',
      options: [
        'per_installment',
        'on_date',
        'on_late_payment',
        'on_returned_payment',
        'on_extension',
        'on_restructure',
      ],
    },
    {
      pointer: '/amount/kind',
      word: 'feeKind',
      kind: 'choice',
      options: ['fixed', 'share'],
      shapes: {
        pointer: '/amount',
        of: {
          fixed: { kind: 'fixed', amount: money('50.00') },
          share: { kind: 'share', of: 'overdue_installment', ppm: 10_000 },
        },
      },
    },
    {
      pointer: '/amount/amount',
      word: 'feeAmount',
      kind: 'money',
      when: (item) => kindOf(item) === 'fixed',
    },
    {
      pointer: '/amount/of',
      word: 'feeOf',
      kind: 'choice',
      options: [
        'disbursed_amount',
        'outstanding_principal',
        'overdue_principal',
        'overdue_installment',
        'principal_and_interest',
      ],
      when: (item) => kindOf(item) === 'share',
    },
    {
      pointer: '/amount/ppm',
      word: 'feeShare',
      kind: 'percent',
      when: (item) => kindOf(item) === 'share',
    },
    { pointer: '/caps/perCharge', word: 'capPerCharge', kind: 'money', isNullable: true },
    { pointer: '/caps/perInstallment', word: 'capPerInstallment', kind: 'money', isNullable: true },
    { pointer: '/caps/perYear', word: 'capPerYear', kind: 'money', isNullable: true },
    { pointer: '/caps/perLoanPpm', word: 'capPerLoan', kind: 'percent', isNullable: true },
  ],
};

export const waiverList: List = {
  pointer: `${s}/waiverLimits`,
  word: 'waiverLimits',
  start: { role: 'collection_lead', limit: money('1000.00') },
  fields: [
    { pointer: '/role', word: 'waiverRole', kind: 'choice', options: roles },
    { pointer: '/limit', word: 'waiverLimit', kind: 'money' },
  ],
};

export const entrustedList: List = {
  pointer: '/disbursement/entrusted',
  word: 'entrusted',
  start: { customerType: 'person', purposes: null, above: '300000.00', source: '' },
  fields: [
    {
      pointer: '/customerType',
      word: 'customerType',
      kind: 'choice',
      options: ['person', 'company'],
    },
    { pointer: '/above', word: 'entrustedAbove', kind: 'decimal' },
    {
      pointer: '/purposes',
      word: 'onlyPurposes',
      kind: 'choices',
      options: purposes,
      isNullable: true,
    },
    { pointer: '/source', word: 'source', kind: 'text' },
  ],
};

export const paperLists: readonly List[] = [
  {
    pointer: '/requiredDocuments',
    word: 'requiredDocuments',
    start: {
      kind: 'identity_card',
      ...requiredStart,
      maxAgeDays: null,
      minValidDays: null,
      coversMonths: null,
      purposes: null,
    },
    fields: [
      { pointer: '/kind', word: 'documentKind', kind: 'choice', options: documentKinds },
      ...required,
      { pointer: '/maxAgeDays', word: 'maxAgeDays', kind: 'count', isNullable: true },
      { pointer: '/minValidDays', word: 'minValidDays', kind: 'count', isNullable: true },
      { pointer: '/coversMonths', word: 'coversMonths', kind: 'count', isNullable: true },
      {
        pointer: '/purposes',
        word: 'onlyPurposes',
        kind: 'choices',
        options: purposes,
        isNullable: true,
      },
    ],
  },
  {
    pointer: '/requiredFields',
    word: 'requiredFields',
    start: { path: '/applicant/monthlyIncome', ...requiredStart },
    fields: [{ pointer: '/path', word: 'fieldPath', kind: 'text' }, ...required],
  },
  {
    pointer: '/requiredConsents',
    word: 'requiredConsents',
    start: { kind: 'bureau_query', ...requiredStart, wordingVersion: '', maxAgeDays: null },
    fields: [
      {
        pointer: '/kind',
        word: 'consentKind',
        kind: 'choice',
        options: ['bureau_query', 'data_processing', 'contact_outside_hours'],
      },
      ...required,
      { pointer: '/wordingVersion', word: 'wordingVersion', kind: 'text' },
      { pointer: '/maxAgeDays', word: 'maxAgeDays', kind: 'count', isNullable: true },
    ],
  },
];
