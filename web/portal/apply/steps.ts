/** The screens of the wizard, one topic each, in their order. */
export const wizardSteps = [
  'loan',
  'purpose',
  'work',
  'household',
  'papers',
  'consents',
  'check',
] as const;

export type WizardStep = (typeof wizardSteps)[number];

export function stepAfter(step: WizardStep): WizardStep {
  return wizardSteps[wizardSteps.indexOf(step) + 1] ?? 'check';
}

export function stepBefore(step: WizardStep): WizardStep | null {
  return wizardSteps[wizardSteps.indexOf(step) - 1] ?? null;
}

/** On which screen something that is missing can be put right. */
export function stepOf(path: string): WizardStep {
  if (path.startsWith('/documents/')) return 'papers';
  if (path.startsWith('/consents/')) return 'consents';
  if (path === '/purpose') return 'purpose';
  if (path.startsWith('/applicant/'))
    return householdFacts.some((fact) => path.endsWith(`/${fact}`)) ? 'household' : 'work';
  return 'loan';
}

/** What a person is asked; a company has figures of its own. */
export const workFacts = ['employment', 'job', 'monthlyIncome', 'monthlyDebtService'] as const;
export const companyFacts = ['foundedDate', 'annualCashFlow', 'annualDebtService'] as const;
export const householdFacts = [
  'housing',
  'property',
  'savings',
  'checkingStatus',
  'otherInstallmentPlans',
  'dependantCount',
  'residenceYears',
] as const;

export type Fact =
  (typeof workFacts)[number] | (typeof companyFacts)[number] | (typeof householdFacts)[number];
