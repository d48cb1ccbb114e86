/** What is still missing before this request may go in? */
import { Box, Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { readApplication } from '../../api/contracts/cases.ts';
import { readProduct } from '../../api/contracts/products.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { LeaveQuestion } from '../../app/LeaveQuestion.tsx';
import { useListParams } from '../../app/list-params.ts';
import { PageLink } from '../../app/links.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { StepList } from '../../components/StepList.tsx';
import { CompletenessPanel } from './CompletenessPanel.tsx';
import { CostPanel } from './CostPanel.tsx';
import { DraftProblems, DraftStatus } from './DraftStatus.tsx';
import type { Application } from './draft-values.ts';
import { IncomeStep, SecurityStep } from './FactSteps.tsx';
import type { Product } from './fields.ts';
import { LoanStep } from './LoanStep.tsx';
import { PapersStep } from './PapersStep.tsx';
import { wizardSearch } from './search.ts';
import { stepAfter, stepBefore, stepOf, wizardSteps, type WizardStep } from './steps.ts';
import { SubmitStep } from './SubmitStep.tsx';
import { useDraft, type Draft } from './use-draft.ts';
import { useWizardWords } from './wizard-words.ts';

/** What every step is given. */
export type StepProps = {
  readonly draft: Draft;
  readonly product: Product;
  readonly errors: FieldErrors;
};

export function ApplicationWizard(): ReactNode {
  const { t } = useWizardWords();
  const { applicationId } = useParams({ strict: false }) as { applicationId: string };
  const application = useRead(readApplication, { params: { applicationId } });
  const code = application.data?.product ?? '';
  const product = useRead(
    readProduct,
    { params: { code } },
    { enabled: code !== '', staleMs: STALE_MS.reference },
  );
  const failed = [application, product].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    return (
      <Stack>
        <PageHeader title={t('editTitle')} />
        <ErrorState
          error={failed.error}
          what={t('editTitle')}
          onRetry={() => void failed.refetch()}
        />
      </Stack>
    );
  }
  if (application.data === undefined || product.data === undefined) {
    return (
      <Stack aria-busy>
        <PageHeader title={t('editTitle')} />
        <BlockSkeleton lines={12} />
      </Stack>
    );
  }
  if (!application.data.actions.includes('application.update'))
    return <Closed application={application.data} />;
  return <Wizard key={applicationId} application={application.data} product={product.data} />;
}

/** It does not lie with the officer any more: everything else is on the page of the case. */
function Closed({ application }: { readonly application: Application }): ReactNode {
  const { t } = useWizardWords();
  const { applicationId, number, status } = application;
  return (
    <Stack>
      <PageHeader title={number} extra={<StatusBadge kind="application" status={status} />} />
      <EmptyState
        reason="none"
        sentence={t('closedText')}
        action={
          <PageLink to="/applications/$applicationId" params={{ applicationId }} size="sm">
            {t('openCase')}
          </PageLink>
        }
      />
    </Stack>
  );
}

function Wizard({
  application,
  product,
}: {
  readonly application: Application;
  readonly product: Product;
}): ReactNode {
  const { t } = useWizardWords();
  const { params, set } = useListParams(wizardSearch);
  const step = params.step;
  const draft = useDraft(application);
  const errors = useFieldErrors(draft.problem);
  const focusOn = useFocusOn(step);
  const navigate = useNavigate();
  const go = (next: WizardStep) => {
    void draft.save();
    if (next === 'customer') {
      const { customerId } = application;
      void navigate({ to: '/customers/$customerId', params: { customerId } } as never);
    } else set({ step: next });
  };
  const open = (path: string) => {
    focusOn(path);
    go(stepOf(path));
  };
  useNextKey(() => (step === 'submit' ? undefined : go(stepAfter(step))));
  return (
    <Stack gap="md">
      <Head draft={draft} />
      <Steps application={application} step={step} onOpen={go} />
      <DraftProblems draft={draft} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          {/* A field that is left is saved; focus that moves between two fields of the same step counts too. */}
          <Box onBlur={() => void draft.save()} component="section">
            <Screen step={step} draft={draft} product={product} errors={errors} />
          </Box>
          <Ways step={step} draft={draft} onGo={go} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <CostPanel draft={draft} />
            <CompletenessPanel application={application} onOpen={open} />
          </Stack>
        </Grid.Col>
      </Grid>
      <LeaveQuestion
        isDirty={draft.isDirty}
        save={draft.save}
        word={(name) => t(`leave.${name}`)}
      />
    </Stack>
  );
}

function Head({ draft }: { readonly draft: Draft }): ReactNode {
  const { t, language } = useWizardWords();
  const { number, status, customerName, customerNumber, productNames } = draft.application;
  return (
    <RecordHeader
      title={t('editNumber', { number })}
      badge={<StatusBadge kind="application" status={status} />}
      note={<DraftStatus draft={draft} />}
      facts={
        <Text size="sm">
          {customerName} · {customerNumber} · {productNames[language]}
        </Text>
      }
    />
  );
}

function Steps({
  application,
  step,
  onOpen,
}: {
  readonly application: Application;
  readonly step: WizardStep;
  readonly onOpen: (step: WizardStep) => void;
}): ReactNode {
  const { t } = useWizardWords();
  const lacking = new Set(application.submitBlockers.map(stepOf));
  const stateOf = (each: WizardStep) => {
    if (each === step) return 'current';
    return each === 'submit' || lacking.has(each) ? 'open' : 'done';
  };
  return (
    <StepList
      name={t('stepsName')}
      steps={wizardSteps.map((each) => ({
        key: each,
        label: t(`steps.${each}`),
        state: stateOf(each),
      }))}
      onOpen={(key) => onOpen(key as WizardStep)}
    />
  );
}

function Screen({ step, ...props }: StepProps & { readonly step: WizardStep }): ReactNode {
  switch (step) {
    case 'customer':
    case 'loan':
      return <LoanStep {...props} />;
    case 'income':
      return <IncomeStep {...props} />;
    case 'security':
      return <SecurityStep {...props} />;
    case 'papers':
      return <PapersStep {...props} />;
    case 'submit':
      return <SubmitStep {...props} />;
  }
}

type WaysProps = {
  readonly step: WizardStep;
  readonly draft: Draft;
  readonly onGo: (step: WizardStep) => void;
};

/** Back, leave, on; on the last step handing in is the filled button, and it stands with what it hands in. */
function Ways({ step, draft, onGo }: WaysProps): ReactNode {
  const { t } = useWizardWords();
  const navigate = useNavigate();
  const before = stepBefore(step);
  const leave = async () => {
    if (await draft.save()) void navigate({ to: '/applications' } as never);
  };
  return (
    <Group mt="lg" gap="sm">
      {before === null ? null : (
        <Button variant="default" onClick={() => onGo(before)}>
          {t('previous')}
        </Button>
      )}
      <Button variant="default" onClick={() => void leave()}>
        {t('saveAndLeave')}
      </Button>
      {step === 'submit' ? null : (
        <Button aria-keyshortcuts="Control+Enter" onClick={() => onGo(stepAfter(step))}>
          {t('next')}
        </Button>
      )}
    </Group>
  );
}

/** Ctrl or ⌘ with Enter goes on from any field. */
function useNextKey(run: () => void): void {
  const { t } = useWizardWords();
  useShortcuts([{ keys: 'mod+Enter', label: t('next'), group: 'record', run, whileTyping: true }]);
}

/** After the step of a missing item has been opened, its field has the focus. */
function useFocusOn(step: WizardStep): (path: string) => void {
  const wanted = useRef<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (wanted.current === null) return;
    const found = document.querySelector<HTMLElement>(
      `[data-pointer="${CSS.escape(wanted.current)}"]`,
    );
    if (found === null) return;
    wanted.current = null;
    found.focus();
    found.scrollIntoView({ block: 'center' });
  }, [step, turn]);
  return (path) => {
    wanted.current = path;
    setTurn(turn + 1);
  };
}
