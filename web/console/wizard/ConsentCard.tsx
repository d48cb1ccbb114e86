/** A consent with its wording in full; what is recorded is the version of the wording, the channel and the time. */
import { Badge, Button, Group, NativeSelect, Paper, Spoiler, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { findConsentText } from '../../../locales/consent-texts.ts';
import { giveConsent, listConsents } from '../../api/contracts/customers.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { DateText } from '../../components/DateText.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import type { Application } from './draft-values.ts';
import type { Product } from './fields.ts';
import { useWizardWords } from './wizard-words.ts';

type Required = Product['content']['requiredConsents'][number];
type Channel = InputOf<typeof giveConsent>['body']['channel'];
type Props = { readonly application: Application; readonly consent: Required };

const channels = ['counter', 'paper', 'app', 'web', 'phone'] as const satisfies readonly Channel[];

export function ConsentCard({ application, consent }: Props): ReactNode {
  const { t, language } = useWizardWords();
  const { kind, wordingVersion } = consent;
  const path = `/consents/${kind}`;
  const [isOpen, setOpen] = useState(false);
  const state = application.completeness.find((item) => item.path === path)?.state ?? 'missing';
  const wording = findConsentText(language, kind, wordingVersion);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Text fw={600} size="sm">
              {wording?.title ?? t(`consents.${kind}`)}
            </Text>
            <StatusBadge kind="completeness" status={state} />
            <Badge variant="default" size="sm">
              {t('consent.version', { version: wordingVersion })}
            </Badge>
          </Group>
          {isOpen || state === 'satisfied' ? null : (
            <Button
              size="xs"
              variant="default"
              data-pointer={path}
              onClick={() => setOpen(true)}
              aria-label={t('consent.recordName', { name: wording?.title ?? kind })}
            >
              {t('consent.record')}
            </Button>
          )}
        </Group>
        {wording === undefined ? null : (
          <Spoiler
            maxHeight={isOpen ? 400 : 44}
            showLabel={t('consent.more')}
            hideLabel={t('consent.less')}
          >
            <Text size="sm" c="dimmed">
              {wording.text}
            </Text>
          </Spoiler>
        )}
        {state === 'satisfied' ? <Given application={application} kind={kind} /> : null}
        {isOpen && state !== 'satisfied' ? (
          <RecordForm application={application} consent={consent} onDone={() => setOpen(false)} />
        ) : null}
      </Stack>
    </Paper>
  );
}

function Given({
  application,
  kind,
}: {
  readonly application: Application;
  readonly kind: string;
}) {
  const { t } = useWizardWords();
  const { customerId } = application;
  const consents = useRead(listConsents, { params: { customerId } });
  const given = consents.data?.items.find(
    (each) => each.kind === kind && each.withdrawnAt === null,
  );
  if (given === undefined) return null;
  return (
    <Group gap={6}>
      <IconCheck size={14} aria-hidden />
      <Text size="sm" component="span">
        <DateText date={given.givenDate} /> · {t(`channels.${given.channel as Channel}`)} ·{' '}
        {given.wordingVersion}
      </Text>
    </Group>
  );
}

function RecordForm({
  application,
  consent,
  onDone,
}: Props & { readonly onDone: () => void }): ReactNode {
  const { t } = useWizardWords();
  const client = useQueryClient();
  const [channel, setChannel] = useState<Channel>('counter');
  const give = useCommand(giveConsent, () => {
    void refresh(client, '/v1/customers');
    void refresh(client, '/v1/applications');
    onDone();
  });
  const { refused, fieldProps } = useFieldErrors(give.problem);
  const { customerId } = application;
  const { kind, wordingVersion } = consent;
  return (
    <CommandForm
      command={give}
      refused={refused}
      onSubmit={() =>
        void give.send({ params: { customerId }, body: { kind, wordingVersion, channel } })
      }
      verb={t('consent.agree')}
      conflict={{ onReload: () => void refresh(client, '/v1/customers') }}
      aside={
        <Button variant="default" onClick={onDone}>
          {t('components:cancel')}
        </Button>
      }
    >
      <NativeSelect
        {...fieldProps('/channel')}
        label={t('consent.channel')}
        maw={260}
        value={channel}
        data={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
        onChange={({ currentTarget }) => setChannel(currentTarget.value as Channel)}
      />
    </CommandForm>
  );
}
