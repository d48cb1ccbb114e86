/** What is still missing before this may go in? Small screens, one topic each; every step is kept by the server. */
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listOwnProducts, readOwnApplication } from '../../api/contracts/my-applications.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { refresh, STALE_MS, useRead } from '../../api/use-read.ts';
import { NotFoundPage } from '../../app/ErrorPages.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { civilText } from '../../components/date-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton, useGo } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ConsentStep } from './ConsentStep.tsx';
import { FactStep } from './FactStep.tsx';
import type { Product } from './LoanTerms.tsx';
import { LoanStep, PurposeStep } from './LoanStep.tsx';
import { PaperStep } from './PaperStep.tsx';
import { stepAfter, stepBefore, wizardSteps, type WizardStep } from './steps.ts';

export type OwnApplication = AnswerOf<typeof readOwnApplication>;

/** What every screen is given. */
export type StepProps = {
  readonly application: OwnApplication;
  readonly product: Product;
  /** Goes on to the next screen. */
  readonly onDone: () => void;
  /** Loads the newest version, after a change made elsewhere. */
  readonly onReload: () => void;
};

export function ApplyWizard(): ReactNode {
  const { applicationId } = useParams({ strict: false }) as { applicationId: string };
  const { step } = useSearch({ strict: false }) as { step?: WizardStep };
  const application = useRead(readOwnApplication, { params: { applicationId } });
  const products = useRead(listOwnProducts, {}, { staleMs: STALE_MS.reference });
  return (
    <Reading query={application} isPage>
      {(found) => (
        <Reading query={products}>
          {({ items }) => {
            const product = items.find(({ code }) => code === found.productCode);
            if (product === undefined) return <NotFoundPage />;
            return <Wizard application={found} product={product} step={step ?? 'loan'} />;
          }}
        </Reading>
      )}
    </Reading>
  );
}

function Wizard({
  application,
  product,
  step,
}: {
  readonly application: OwnApplication;
  readonly product: Product;
  readonly step: WizardStep;
}): ReactNode {
  const { t, language } = usePortalWords();
  const client = useQueryClient();
  const go = useGo();
  const { applicationId, actions, keptUntilDate } = application;
  const open = (next: WizardStep) =>
    go({ to: '/my/apply/$applicationId', params: { applicationId }, search: { step: next } });
  if (!actions.includes('edit')) return <Closed applicationId={applicationId} />;
  const number = wizardSteps.indexOf(step) + 1;
  const count = wizardSteps.length;
  const before = stepBefore(step);
  const reload = () => void refresh(client, '/v1/my/applications');
  const props = { application, product, onDone: () => open(stepAfter(step)), onReload: reload };
  return (
    <Stack>
      <PageHeader title={t(`apply.steps.${step}`)} />
      <Stack gap={4}>
        <Text size="xs" c="dimmed">
          {t('apply.step', { number, count })} · {application.number}
        </Text>
        <Progress
          value={(number / count) * 100}
          aria-label={t('apply.step', { number, count })}
          size="sm"
        />
      </Stack>
      <Screen key={step} step={step} {...props} />
      <Group justify="space-between">
        {before === null ? <span /> : <BackButton onClick={() => open(before)} />}
        {keptUntilDate === null ? null : (
          <Text size="xs" c="dimmed">
            {t('apply.saved', { date: civilText(keptUntilDate, language, false) })}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function BackButton({ onClick }: { readonly onClick: () => void }): ReactNode {
  const { t } = usePortalWords();
  return (
    <Button variant="default" onClick={onClick}>
      {t('common.previous')}
    </Button>
  );
}

function Screen({ step, ...props }: StepProps & { readonly step: WizardStep }): ReactNode {
  switch (step) {
    case 'loan':
      return <LoanStep {...props} />;
    case 'purpose':
      return <PurposeStep {...props} />;
    case 'work':
    case 'household':
      return <FactStep {...props} topic={step} />;
    case 'papers':
      return <PaperStep {...props} />;
    case 'consents':
      return <ConsentStep {...props} />;
    case 'check':
      return <CheckStep {...props} />;
  }
}

/** It is no longer the applicant's turn: everything else is on the page that tracks it. */
function Closed({ applicationId }: { readonly applicationId: string }): ReactNode {
  const { t } = usePortalWords();
  return (
    <Stack>
      <PageHeader title={t('apply.submitted')} />
      <PortalButton to="/my/applications/$applicationId" params={{ applicationId }}>
        {t('track.steps')}
      </PortalButton>
    </Stack>
  );
}
