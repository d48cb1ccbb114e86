/** What the officer of a case may do with it, beside its number: change it, answer for the applicant, withdraw it. */
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { onDemand } from '../../app/on-demand.tsx';
import { usePaletteActions } from '../../app/shell/palette-actions.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ownStepsOf, type OwnStep } from './own-actions.ts';
import type { Application } from './use-case.ts';

const OwnStepDialog = onDemand(async () => (await import('./OwnStepDialog.tsx')).OwnStepDialog);

/** What moves the case on. */
const mainSteps: readonly OwnStep[] = ['answer', 'accept', 'disburse'];

export function OwnActions({ application }: { readonly application: Application }): ReactNode {
  const { t } = useTranslation('cases');
  const [step, setStep] = useState<OwnStep | null>(null);
  const { actions, applicationId } = application;
  const steps = useMemo(() => ownStepsOf(actions), [actions]);
  const offered = useMemo(
    () =>
      steps.map((name) => ({
        id: `application.${name}`,
        label: t(`own.verb.${name}`),
        run: () => setStep(name),
      })),
    [steps, t],
  );
  usePaletteActions(offered);
  const mayWrite = actions.includes('application.update');
  if (steps.length === 0 && !mayWrite) return null;
  // While the applicant is asked about other terms, their answer comes before any change of the file.
  const [main] = steps.filter((name) => mainSteps.includes(name));
  return (
    <Group gap="xs" data-print="hide">
      {mayWrite ? (
        <Button
          size="xs"
          variant={main === undefined ? 'filled' : 'default'}
          component={Link}
          to="/applications/$applicationId/edit"
          params={{ applicationId } as never}
        >
          {t(application.status === 'draft' ? 'own.verb.edit' : 'own.verb.complete')}
        </Button>
      ) : null}
      {steps.map((name) => (
        <Button
          key={name}
          size="xs"
          variant={name === main ? 'filled' : 'default'}
          onClick={() => setStep(name)}
        >
          {t(`own.verb.${name}`)}
        </Button>
      ))}
      <OwnStepDialog
        isOpen={step !== null}
        onClose={() => setStep(null)}
        step={step}
        application={application}
      />
    </Group>
  );
}
