/** The facts of an applicant in the order people read them. */
export const orderOfFacts = [
  'birthDate',
  'foundedDate',
  'monthlyIncome',
  'isIncomeVerified',
  'monthlyDebtService',
  'annualCashFlow',
  'annualDebtService',
  'employment',
  'job',
  'creditHistory',
  'checkingStatus',
  'savings',
  'property',
  'housing',
  'residenceYears',
  'existingCreditCount',
  'otherInstallmentPlans',
  'otherParties',
  'dependantCount',
] as const;

export type ApplicantFact = (typeof orderOfFacts)[number];

export function applicantFacts(
  content: Readonly<Record<string, unknown>>,
): Readonly<Partial<Record<ApplicantFact, unknown>>> {
  const { applicant } = content;
  return typeof applicant === 'object' && applicant !== null ? applicant : {};
}
