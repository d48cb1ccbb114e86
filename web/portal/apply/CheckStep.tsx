/** The last look: what is asked for, what it costs, what is still missing; then it is handed in. */
import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  discardApplication,
  previewOwnApplication,
  submitApplication,
} from '../../api/contracts/my-applications.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Money } from '../../components/Money.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { PortalLink, useGo } from '../parts/links.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { Facts, Section } from '../parts/Section.tsx';
import type { OwnApplication, StepProps } from './ApplyWizard.tsx';
import { Costs } from './Costs.tsx';
import { stepOf } from './steps.ts';

export function CheckStep({ application, product, onReload }: StepProps): ReactNode {
  const { t, language, word } = usePortalWords();
  const { amount, installmentCount, method, purpose, applicationId } = application;
  const isPriced = installmentCount !== null && method !== null;
  const params = { applicationId };
  const costs = useRead(previewOwnApplication, { params }, { enabled: isPriced });
  return (
    <Stack>
      <Section title={product.names[language]}>
        <Facts
          facts={[
            { label: word('words.facts', 'amount'), value: <Money value={amount} /> },
            { label: word('words.facts', 'installmentCount'), value: installmentCount ?? '—' },
            { label: word('words.facts', 'method'), value: word('words.methods', method ?? '—') },
            {
              label: word('words.facts', 'purpose'),
              value: word('words.purposes', purpose ?? '—'),
            },
          ]}
        />
        <PortalLink to="/my/apply/$applicationId" params={params} search={{ step: 'loan' }}>
          {t('apply.edit')}
        </PortalLink>
      </Section>
      {costs.data === undefined ? null : (
        <Section title={t('apply.preview')}>
          <Costs costs={costs.data} method={method ?? ''} />
          <Text size="xs" c="dimmed">
            {t('apply.disclaimer')}
          </Text>
        </Section>
      )}
      <Missing application={application} />
      <HandIn application={application} onReload={onReload} />
    </Stack>
  );
}

function blockersOf({ missing }: OwnApplication) {
  return missing.filter(
    ({ severity, appliesBefore }) =>
      severity === 'block' && (appliesBefore === 'submit' || appliesBefore === 'review'),
  );
}

function Missing({ application }: { readonly application: OwnApplication }): ReactNode {
  const { t, word } = usePortalWords();
  const blockers = blockersOf(application);
  const { applicationId } = application;
  if (blockers.length === 0) return <Alert color="green">{t('apply.nothingMissing')}</Alert>;
  const nameOf = (path: string) => {
    const name = path.split('/').at(-1) ?? path;
    if (path.startsWith('/documents/')) return word('words.documents', name);
    return path.startsWith('/consents/')
      ? word('me.consentKinds', name)
      : word('words.facts', name);
  };
  return (
    <Alert color="yellow" title={t('apply.missing')}>
      <List>
        {blockers.map(({ path }) => (
          <List.Item key={path}>
            <PortalLink
              to="/my/apply/$applicationId"
              params={{ applicationId }}
              search={{ step: stepOf(path) }}
            >
              {nameOf(path)}
            </PortalLink>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function HandIn({ application, onReload }: Pick<StepProps, 'application' | 'onReload'>): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const go = useGo();
  const { applicationId, actions } = application;
  const params = { applicationId };
  const submit = useCommand(submitApplication, () => {
    void refresh(client, '/v1/my');
    go({ to: '/my/applications/$applicationId', params });
  });
  return (
    <Form onSubmit={() => void submit.send({ params })}>
      <Text c="dimmed">{t('apply.checkText')}</Text>
      <Outcome command={submit} onReload={onReload} />
      <SendButton command={submit} isBlocked={blockersOf(application).length > 0}>
        {t('apply.submit')}
      </SendButton>
      {actions.includes('discard') ? <Discard application={application} /> : null}
    </Form>
  );
}

function Discard({ application }: { readonly application: OwnApplication }): ReactNode {
  const { t, word } = usePortalWords();
  const client = useQueryClient();
  const go = useGo();
  const [isOpen, setOpen] = useState(false);
  const discard = useCommand(discardApplication, () => {
    void refresh(client, '/v1/my');
    go({ to: '/my/apply' });
  });
  const { applicationId, number, amount } = application;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpen(true)}>
        {t('apply.discard')}
      </Button>
      <Outcome command={discard} />
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('apply.discardTitle')}
        facts={[
          { label: t('apply.mine'), value: number },
          { label: word('words.facts', 'amount'), value: <Money value={amount} /> },
        ]}
        verb={t('apply.discard')}
        danger
        isBusy={discard.isHeld}
        onConfirm={() => void discard.send({ params: { applicationId } })}
      />
    </>
  );
}
