/** The last look: through whose hands it will go, what it stands on, and the one button that hands it in. */
import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { discardApplication, submitApplication } from '../../api/contracts/application-drafts.ts';
import { readPath } from '../../api/contracts/cases.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useStageName } from '../approvals/stage-name.ts';
import type { StepProps } from './ApplicationWizard.tsx';
import type { Draft } from './use-draft.ts';
import { useWizardWords } from './wizard-words.ts';

type Path = AnswerOf<typeof readPath>;

export function SubmitStep({ draft }: StepProps): ReactNode {
  const { t } = useWizardWords();
  const { applicationId } = draft.application;
  const path = useRead(readPath, { params: { applicationId }, query: {} });
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t('path.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('path.text')}
        </Text>
        {path.data !== undefined ? (
          <PathLines path={path.data} />
        ) : path.isError ? (
          <ErrorState
            error={path.error}
            what={t('path.title')}
            onRetry={() => void path.refetch()}
          />
        ) : (
          <BlockSkeleton lines={3} />
        )}
      </Stack>
      <HandIn draft={draft} />
    </Stack>
  );
}

function PathLines({ path }: { readonly path: Path }): ReactNode {
  const { t } = useWizardWords();
  const stageName = useStageName();
  const { stages, amount, grade, tier } = path;
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Text size="sm" component="span">
          {t('path.basis')} <Money value={amount} />
        </Text>
        <Text size="sm">{t('path.grade', { grade })}</Text>
        {tier === null ? null : <Text size="sm">{t('path.tier', { tier })}</Text>}
      </Group>
      {stages.length === 0 ? <Text size="sm">{t('path.none')}</Text> : null}
      <List type="ordered" size="sm" spacing={6}>
        {stages.map(({ number, key, seats, workingHours, isComplete }) => (
          <List.Item key={number}>
            <Text size="sm" fw={600} span>
              {stageName(key)}
            </Text>{' '}
            <Text size="sm" span c="dimmed">
              {t('path.hours', { count: workingHours })}
            </Text>
            <Text size="sm">
              {isComplete
                ? seats.map(({ name }) => name).join(t('components:listSeparator'))
                : t('path.incomplete')}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function HandIn({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useWizardWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { applicationId, submitBlockers } = draft.application;
  const params = { applicationId };
  const submit = useCommand(submitApplication, () => {
    void refresh(client, '/v1/applications');
    void refresh(client, '/v1/queues');
    void navigate({ to: '/applications/$applicationId', params } as never);
  });
  const send = async () => {
    if (await draft.save()) await submit.send({ params });
  };
  const count = submitBlockers.length;
  return (
    <CommandForm
      command={submit}
      refused={[]}
      onSubmit={() => void send()}
      verb={t('submit')}
      conflict={{ onReload: () => void refresh(client, '/v1/applications') }}
      aside={<Discard draft={draft} />}
      {...(count > 0
        ? { blockedReason: t('missing.count', { count }) }
        : draft.conflicts.length > 0
          ? { blockedReason: t('conflict.title') }
          : {})}
    >
      <Text size="sm">{t('submitText')}</Text>
    </CommandForm>
  );
}

function Discard({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useWizardWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { applicationId, number, customerName, amount, status } = draft.application;
  const discard = useCommand(discardApplication, () => {
    void refresh(client, '/v1/applications');
    void navigate({ to: '/applications', ignoreBlocker: true } as never);
  });
  if (status !== 'draft') return null;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpen(true)}>
        {t('discard')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('discardTitle')}
        facts={[
          { label: t('columns.number'), value: number },
          { label: t('columns.customer'), value: customerName },
          { label: t('columns.amount'), value: <Money value={amount} /> },
        ]}
        verb={t('discard')}
        danger
        isBusy={discard.isHeld}
        onConfirm={() => void discard.send({ params: { applicationId } })}
      />
    </>
  );
}
