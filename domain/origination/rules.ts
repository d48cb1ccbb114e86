/**
 * Knock-out and referral rules as data, in three-valued logic: a rule passes, fails, or is unknown because its
 * fact was not collected or its source did not answer. A failed query is unknown, never a pass and never a hit.
 */
import type { IsoDate } from '../calendar.ts';
import { addMonths, fullYears } from '../calendar.ts';
import type { CustomerType } from '../approval/matrix.ts';
import type { Money } from '../money.ts';
import { fromWireMoney } from '../money.ts';
import type { ApplicationData, BureauReport } from './application.ts';
import { debtServiceCoveragePpm, debtToIncomePpm, loanToValuePpm } from './ratios.ts';

export const ruleFactNames = [
  'ageYears',
  'ageAtMaturityYears',
  'hasCoBorrower',
  'isIdentityVerified',
  'isOnSanctionsList',
  'isOnDefaulterList',
  'maxDaysPastDue',
  'ownDaysPastDue',
  'bureauQueryCount3Months',
  'debtToIncomePpm',
  'loanToValuePpm',
  'securityKind',
  'debtServiceCoveragePpm',
] as const;

export type RuleFactName = (typeof ruleFactNames)[number];

/** Who the fact comes from; an unknown fact gives the reason `unknown:<source>`. */
export type FactSource =
  'applicant' | 'identity' | 'bureau' | 'own_books' | 'income' | 'valuation' | 'statements';

/** Null: not collected, or the source did not answer. */
export type RuleFact = {
  readonly value: string | number | boolean | null;
  readonly source: FactSource;
  readonly fetchedDate: IsoDate | null;
};

export type RuleFacts = { readonly [F in RuleFactName]: RuleFact };

export type Rule = {
  /** Also the reason code of a failure. */
  readonly code: string;
  readonly fact: RuleFactName;
  readonly test:
    | { readonly kind: 'at_least'; readonly value: number }
    | { readonly kind: 'at_most'; readonly value: number }
    | { readonly kind: 'is'; readonly value: boolean };
  readonly whenFailed: 'decline' | 'refer';
  readonly customerTypes: readonly CustomerType[];
  /** Applies only where this fact has one of these values; null: always. */
  readonly when: {
    readonly fact: RuleFactName;
    readonly in: readonly (string | boolean)[];
  } | null;
  /** Heavier reasons are named first. */
  readonly weight: number;
};

export type RuleResult = {
  readonly code: string;
  readonly result: 'pass' | 'fail' | 'unknown';
  readonly whenFailed: 'decline' | 'refer';
  readonly weight: number;
  readonly fact: RuleFactName;
  readonly value: string | number | boolean | null;
  /** On which side of the threshold the value has to be. */
  readonly test: Rule['test']['kind'];
  readonly threshold: number | boolean;
  readonly source: FactSource;
};

/** The results of all rules that apply to this customer and case, in the order of the rules. */
export function runRules(
  rules: readonly Rule[],
  customerType: CustomerType,
  facts: RuleFacts,
): readonly RuleResult[] {
  return rules
    .filter((rule) => rule.customerTypes.includes(customerType) && applies(rule, facts))
    .map((rule) => runRule(rule, facts[rule.fact]));
}

/** What the rules read, from the application and what partners answered; nothing is guessed. */
export function ruleFacts(input: {
  readonly application: ApplicationData;
  readonly businessDate: IsoDate;
  readonly bureau: BureauReport | null;
  readonly isIdentityVerified: boolean | null;
  /** Of the customer's loans here, the latest one today; 0 where nothing is late. */
  readonly ownDaysPastDue: number;
  /** Of the first twelve rows of this loan's schedule; null while there is no schedule. */
  readonly largestInstallment: Money | null;
  readonly incomeHaircutPpm: number;
}): RuleFacts {
  const { application, businessDate, bureau, isIdentityVerified } = input;
  const own = (value: RuleFact['value'], source: FactSource = 'applicant'): RuleFact => ({
    value,
    source,
    fetchedDate: value === null ? null : businessDate,
  });
  const asked = (value: RuleFact['value']): RuleFact => ({
    value,
    source: 'bureau',
    fetchedDate: bureau?.fetchedDate ?? null,
  });
  return {
    ageYears: own(ageOn(application, businessDate)),
    ageAtMaturityYears: own(ageAtMaturity(application, businessDate)),
    // Not stated is taken as no co-borrower: the stricter age limit then applies.
    hasCoBorrower: own(application.applicant.otherParties === 'co_applicant'),
    isIdentityVerified: own(isIdentityVerified, 'identity'),
    isOnSanctionsList: asked(bureau?.isOnSanctionsList ?? null),
    isOnDefaulterList: asked(bureau?.isOnDefaulterList ?? null),
    maxDaysPastDue: asked(bureau?.maxDaysPastDue ?? null),
    ownDaysPastDue: own(input.ownDaysPastDue, 'own_books'),
    bureauQueryCount3Months: asked(bureau?.queryCount3Months ?? null),
    debtToIncomePpm: own(debtToIncome(input), 'income'),
    loanToValuePpm: own(loanToValue(application), 'valuation'),
    securityKind: own(application.security?.kind ?? 'none'),
    debtServiceCoveragePpm: own(debtServiceCoverage(application), 'statements'),
  };
}

function runRule(rule: Rule, { value, source }: RuleFact): RuleResult {
  const { code, fact, whenFailed, weight, test } = rule;
  const result = value === null ? 'unknown' : holds(test, value) ? 'pass' : 'fail';
  const { kind, value: threshold } = test;
  return { code, result, whenFailed, weight, fact, value, test: kind, threshold, source };
}

function holds(test: Rule['test'], value: string | number | boolean): boolean {
  switch (test.kind) {
    case 'at_least':
      return typeof value === 'number' && value >= test.value;
    case 'at_most':
      return typeof value === 'number' && value <= test.value;
    case 'is':
      return value === test.value;
  }
}

function applies({ when }: Rule, facts: RuleFacts): boolean {
  if (when === null) return true;
  const { value } = facts[when.fact];
  return (typeof value === 'string' || typeof value === 'boolean') && when.in.includes(value);
}

function ageOn({ applicant }: ApplicationData, date: IsoDate): number | null {
  return applicant.birthDate ? fullYears(applicant.birthDate, date) : null;
}

function ageAtMaturity(application: ApplicationData, businessDate: IsoDate): number | null {
  const { installmentCount } = application;
  if (installmentCount === null) return null;
  return ageOn(application, addMonths(businessDate, installmentCount));
}

function debtToIncome({
  application,
  largestInstallment,
  incomeHaircutPpm,
}: Parameters<typeof ruleFacts>[0]): number | null {
  const { monthlyDebtService, monthlyIncome, isIncomeVerified } = application.applicant;
  return debtToIncomePpm({
    otherDebtService: read(monthlyDebtService),
    largestInstallment,
    monthlyIncome: read(monthlyIncome),
    isIncomeVerified: isIncomeVerified === true,
    haircutPpm: incomeHaircutPpm,
  });
}

function loanToValue({ amount, security }: ApplicationData): number | null {
  if (security === null) return null;
  return loanToValuePpm({
    secured: read(amount),
    seniorDebt: read(security.seniorDebt),
    value: read(security.value),
    haircutPpm: security.haircutPpm,
  });
}

function debtServiceCoverage({ applicant }: ApplicationData): number | null {
  const { annualCashFlow, annualDebtService } = applicant;
  return debtServiceCoveragePpm({
    cashFlow: read(annualCashFlow),
    debtService: read(annualDebtService),
  });
}

function read(amount: Parameters<typeof fromWireMoney>[0] | null | undefined): Money | null {
  return amount ? fromWireMoney(amount) : null;
}
