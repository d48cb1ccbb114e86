import { expect, test } from 'vitest';
import type { ApplicationData } from '../../../domain/origination/application.ts';
import type { AssessmentInput } from '../../../domain/origination/decision.ts';
import {
  applicantReasons,
  assessApplication,
  decide,
  tightestCap,
} from '../../../domain/origination/decision.ts';
import { application, bureau, card, cny, consumer, wire } from './support.ts';

const assess = (
  change: {
    readonly data?: Partial<ApplicationData>;
    readonly applicant?: object;
  } & Partial<AssessmentInput> = {},
) => {
  const { data, applicant, ...more } = change;
  const given = application(data);
  return assessApplication({
    card,
    product: consumer,
    application: { ...given, applicant: { ...given.applicant, ...applicant } },
    businessDate: '2026-04-10',
    bureau,
    isIdentityVerified: true,
    ownDaysPastDue: 30,
    largestInstallment: cny('8,661.90'),
    caps: [],
    ...more,
  });
};

test('assessApplication() approves when every rule passes', () => {
  const record = assess();
  expect(record).toMatchObject({ outcome: 'approve', reasons: [], grade: 'A' });
  expect(record.rules.every(({ result }) => result === 'pass')).toBe(true);
  expect(record.rules.map(({ code }) => code)).not.toContain('debt_service_coverage_low');
});

test('assessApplication() with the bureau down refers with one reason, however many rules it leaves open', () => {
  const record = assess({ bureau: null });
  expect(record).toMatchObject({ outcome: 'refer', reasons: ['unknown:bureau'] });
  expect(record.inputs.facts.maxDaysPastDue).toEqual({
    value: null,
    source: 'bureau',
    fetchedDate: null,
  });
});

test('assessApplication() without income in the data sends the case to people', () => {
  expect(assess({ applicant: { monthlyIncome: null } })).toMatchObject({
    outcome: 'refer',
    reasons: ['unknown:income'],
  });
});

const knockOuts: readonly (readonly [string, Parameters<typeof assess>[0]])[] = [
  ['under_age', { applicant: { birthDate: '2008-04-11' } }],
  [
    'too_old_at_maturity',
    { applicant: { birthDate: '1961-04-10' }, data: { installmentCount: 12 } },
  ],
  ['identity_not_verified', { isIdentityVerified: false }],
  ['on_sanctions_list', { bureau: { ...bureau, isOnSanctionsList: true } }],
  ['on_defaulter_list', { bureau: { ...bureau, isOnDefaulterList: true } }],
  ['past_due_here', { ownDaysPastDue: 31 }],
  ['past_due_elsewhere', { bureau: { ...bureau, maxDaysPastDue: 31 } }],
  ['debt_to_income_too_high', { applicant: { monthlyDebtService: wire('4,600.00') } }],
  [
    'loan_to_value_too_high',
    {
      data: {
        security: {
          kind: 'commercial',
          value: wire('150,000.00'),
          valuedDate: '2026-03-01',
          haircutPpm: 0,
          seniorDebt: null,
        },
      },
    },
  ],
];

test.each(knockOuts)('assessApplication() declines for %s', (code, change) => {
  const record = assess(change);
  expect(record.outcome).toBe('decline');
  expect(record.reasons[0]).toBe(code);
});

test('assessApplication() lets a person be 65 at maturity, 70 with a co-borrower', () => {
  const birthDate = '1960-04-10';
  const alone = { applicant: { birthDate }, data: { installmentCount: 12 } };
  expect(assess(alone).reasons).toContain('too_old_at_maturity');
  const both = { ...alone, applicant: { birthDate, otherParties: 'co_applicant' } };
  expect(assess(both).reasons).not.toContain('too_old_at_maturity');
  const young = { applicant: { birthDate: '1961-04-11' }, data: { installmentCount: 12 } };
  expect(assess(young).outcome).toBe('approve');
});

test('assessApplication() takes an adult from the eighteenth birthday on', () => {
  expect(assess({ applicant: { birthDate: '2008-04-10' } }).reasons).not.toContain('under_age');
});

test('assessApplication() refers a company whose cash flow covers its debt less than 1.2 times', () => {
  const company = (annualCashFlow: string) =>
    assess({
      data: { customerType: 'company' },
      applicant: { annualCashFlow: wire(annualCashFlow), annualDebtService: wire('100,000.00') },
    });
  expect(company('119,999.00').reasons).toContain('debt_service_coverage_low');
  // The card is for persons, so a company has no grade and people decide in any case.
  expect(company('120,000.00')).toMatchObject({ outcome: 'refer', reasons: ['no_grade'] });
});

test('assessApplication() refers between 50 and 55 % of income, and ten bureau queries', () => {
  expect(assess({ applicant: { monthlyDebtService: wire('3,500.00') } })).toMatchObject({
    outcome: 'refer',
    reasons: ['debt_to_income_high'],
  });
  expect(assess({ bureau: { ...bureau, queryCount3Months: 10 } })).toMatchObject({
    outcome: 'refer',
    reasons: ['many_bureau_queries'],
  });
});

test('assessApplication() never lets an unknown hide a hit, nor a hit wait for an unknown', () => {
  const record = assess({
    applicant: { monthlyIncome: null },
    bureau: { ...bureau, isOnDefaulterList: true },
  });
  expect(record).toMatchObject({ outcome: 'decline', reasons: ['on_defaulter_list'] });
});

test('assessApplication() declines the lowest grade with the reasons of the card', () => {
  const record = assess({
    applicant: {
      checkingStatus: 'overdrawn',
      creditHistory: 'no_credits',
      savings: 'small',
      employment: 'unemployed',
      property: 'none_known',
      housing: 'rent',
    },
    data: { installmentCount: 48, purpose: 'education' },
  });
  expect(record).toMatchObject({ outcome: 'decline', grade: 'E' });
  expect(record.reasons[0]).toBe('grade_too_low');
  expect(applicantReasons(record)).toEqual(record.reasons.slice(1, 5));
});

test('assessApplication() without a grade refers', () => {
  const scarce = { ...card, minKnownCount: 12 };
  expect(assess({ card: scarce })).toMatchObject({
    grade: null,
    outcome: 'refer',
    reasons: ['no_grade'],
  });
});

test('assessApplication() refers what is asked above the grade’s share of the ceiling, and keeps the cap', () => {
  // Grade C may have half of the product's 200,000.00.
  const middling = {
    checkingStatus: 'overdrawn',
    creditHistory: 'paid_duly',
    savings: 'small',
    employment: '1_to_4_years',
  };
  const record = assess({ applicant: middling, data: { amount: wire('150,000.00') } });
  expect(record).toMatchObject({
    grade: 'C',
    outcome: 'refer',
    reasons: ['amount_above_cap'],
    amountCap: wire('100,000.00'),
  });
});

test('tightestCap() of 120,000.00 and 80,000.00 is 80,000.00', () => {
  const caps = [
    { code: 'household_limit', amount: cny('120,000.00') },
    { code: 'grade_limit', amount: cny('80,000.00') },
  ];
  expect(tightestCap(caps)).toEqual(caps[1]);
  expect(tightestCap([])).toBeNull();
});

test('decide() orders reasons by weight', () => {
  const rule = (code: string, weight: number) => ({
    code,
    weight,
    result: 'fail' as const,
    whenFailed: 'decline' as const,
    fact: 'ageYears' as const,
    value: 17,
    test: 'at_least' as const,
    threshold: 18,
    source: 'applicant' as const,
  });
  const results = [rule('light', 1), rule('heavy', 9), rule('middle', 5)];
  const score = { grade: 'A', limitPpm: 1_000_000, reasons: [] } as const;
  const decision = decide({ results, score, caps: [], requested: cny('1.00') });
  expect(decision.reasons).toEqual(['heavy', 'middle', 'light']);
});

test('the record survives JSON unchanged', () => {
  const record = assess();
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
});
