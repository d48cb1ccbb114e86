/** Every value a draft asks for, by its place in the application, in the order in which an officer asks. */
import type { listProducts } from '../../api/contracts/products.ts';
import type { AnswerOf } from '../../api/contract.ts';

export type Product = AnswerOf<typeof listProducts>['items'][number];

export type FieldKind = 'money' | 'count' | 'date' | 'choice' | 'yes_no' | 'percent';

export type Field = {
  readonly pointer: string;
  readonly kind: FieldKind;
  /** Codes to choose from; their words stand under `options.<name>`. */
  readonly options?: readonly string[];
};

const fact = (name: string, kind: FieldKind, options?: readonly string[]): Field => ({
  pointer: `/applicant/${name}`,
  kind,
  ...(options === undefined ? {} : { options }),
});

const companyFacts = [
  fact('foundedDate', 'date'),
  fact('annualCashFlow', 'money'),
  fact('annualDebtService', 'money'),
];

const sharedFacts = [
  fact('creditHistory', 'choice', [
    'no_credits',
    'all_paid_here',
    'paid_duly',
    'past_delays',
    'critical',
  ]),
  fact('existingCreditCount', 'count'),
  fact('checkingStatus', 'choice', ['none', 'overdrawn', 'low', 'high']),
];

const personFacts = [
  fact('birthDate', 'date'),
  fact('employment', 'choice', [
    'unemployed',
    'under_1_year',
    '1_to_4_years',
    '4_to_7_years',
    'over_7_years',
  ]),
  fact('job', 'choice', ['unskilled_non_resident', 'unskilled', 'skilled', 'management']),
  fact('monthlyIncome', 'money'),
  fact('isIncomeVerified', 'yes_no'),
  fact('monthlyDebtService', 'money'),
  ...sharedFacts,
  fact('savings', 'choice', ['none_known', 'small', 'moderate', 'large', 'very_large']),
  fact('property', 'choice', ['real_estate', 'life_insurance', 'car_or_other', 'none_known']),
  fact('housing', 'choice', ['own', 'rent', 'free']),
  fact('residenceYears', 'count'),
  fact('dependantCount', 'count'),
  fact('otherInstallmentPlans', 'choice', ['none', 'bank', 'stores']),
];

export const securityFields: readonly Field[] = [
  {
    pointer: '/security/kind',
    kind: 'choice',
    options: ['residential', 'commercial', 'movable', 'deposit'],
  },
  { pointer: '/security/value', kind: 'money' },
  { pointer: '/security/valuedDate', kind: 'date' },
  { pointer: '/security/haircutPpm', kind: 'percent' },
  { pointer: '/security/seniorDebt', kind: 'money' },
];

export const otherParties = fact('otherParties', 'choice', ['none', 'co_applicant', 'guarantor']);

/** A person is asked about work and household, a company about its figures; a product may ask a person for both. */
export function incomeFields(kind: 'person' | 'company', product: Product): readonly Field[] {
  if (kind === 'company') return [...companyFacts, ...sharedFacts];
  const asked = new Set(product.content.requiredFields.map(({ path }) => path));
  return [...personFacts, ...companyFacts.filter(({ pointer }) => asked.has(pointer))];
}

/** Whether the product needs the value before the application may be handed in, as its field list says. */
export function isNeeded({ content }: Product, pointer: string): boolean {
  return content.requiredFields.some(
    ({ path, severity, appliesBefore }) =>
      path === pointer &&
      severity === 'block' &&
      (appliesBefore === 'submit' || appliesBefore === 'review'),
  );
}
