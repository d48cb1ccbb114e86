/** The six steps of the wizard, and on which of them something that is missing can be put right. */
export const wizardSteps = ['customer', 'loan', 'income', 'security', 'papers', 'submit'] as const;

export type WizardStep = (typeof wizardSteps)[number];

/** The first one is done when the draft is made; the others belong to the draft. */
export const draftSteps = wizardSteps.slice(1) as readonly WizardStep[];

export function stepAfter(step: WizardStep): WizardStep {
  return wizardSteps[wizardSteps.indexOf(step) + 1] ?? 'submit';
}

export function stepBefore(step: WizardStep): WizardStep | null {
  const index = draftSteps.indexOf(step);
  return index <= 0 ? null : (draftSteps[index - 1] ?? null);
}

export function stepOf(path: string): WizardStep {
  if (path === '/customerType') return 'customer';
  if (path.startsWith('/documents/') || path.startsWith('/consents/')) return 'papers';
  if (path.startsWith('/security') || path === '/applicant/otherParties') return 'security';
  return path.startsWith('/applicant/') ? 'income' : 'loan';
}
