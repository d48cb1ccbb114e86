/** Who am I here, how am I contacted, what did I agree to, and who saw my data? */
import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { giveOwnConsent, readProfile, takeConsentBack } from '../../api/contracts/my-profile.ts';
import type { AnswerOf, InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useSignOut } from '../../app/session.ts';
import { DateText } from '../../components/DateText.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { Outcome } from '../parts/Outcome.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Facts, Section } from '../parts/Section.tsx';
import { ProfileForm } from './ProfileForm.tsx';

export type Profile = AnswerOf<typeof readProfile>;
type Kind = InputOf<typeof giveOwnConsent>['body']['kind'];

export function ProfilePage(): ReactNode {
  const { t } = usePortalWords();
  const query = useRead(readProfile, {});
  const signOut = useSignOut('/my/sign-in');
  return (
    <Stack>
      <PageHeader title={t('me.title')} />
      <Reading query={query}>{(profile) => <Content profile={profile} />}</Reading>
      <Button variant="default" onClick={() => void signOut()}>
        {t('me.signOut')}
      </Button>
    </Stack>
  );
}

function Content({ profile }: { readonly profile: Profile }): ReactNode {
  const { t } = usePortalWords();
  const none = t('me.none');
  return (
    <Stack>
      <Section title={t('me.facts')}>
        <Facts
          facts={[
            { label: t('me.name'), value: profile.name },
            { label: t('me.number'), value: profile.number },
            { label: t('me.identity'), value: profile.identityMask },
            { label: t('me.phone'), value: profile.phoneMask },
            { label: t('me.bankAccount'), value: profile.bankAccountMask ?? none },
            { label: t('me.email'), value: profile.email ?? none },
          ]}
        />
        <Text size="xs" c="dimmed">
          {t('me.phoneHint')}
        </Text>
      </Section>
      <Section title={t('me.change')}>
        <ProfileForm key={profile.version} profile={profile} />
      </Section>
      <Consents profile={profile} />
      <Accesses profile={profile} />
    </Stack>
  );
}

/** Offered to everybody, whether they have asked for a loan yet or not. */
const nightContact = { kind: 'contact_outside_hours', wordingVersion: '2026-01' } as const;

function Consents({ profile }: { readonly profile: Profile }): ReactNode {
  const { t } = usePortalWords();
  const hasNight = profile.consents.some(
    ({ kind, withdrawnAt }) => kind === nightContact.kind && withdrawnAt === null,
  );
  return (
    <Section title={t('me.contact')}>
      <Text>{t('me.contactHours')}</Text>
      {profile.consents.map((consent) => (
        <ConsentLine key={consent.consentId} consent={consent} />
      ))}
      {hasNight ? null : <NightConsent />}
    </Section>
  );
}

function ConsentLine({ consent }: { readonly consent: Profile['consents'][number] }): ReactNode {
  const { t, word } = usePortalWords();
  const client = useQueryClient();
  const { consentId, kind, wordingVersion, givenDate, withdrawnAt } = consent;
  const takeBack = useCommand(takeConsentBack, () => void refresh(client, '/v1/my'));
  const name = word('me.consentKinds', kind as Kind);
  return (
    <Stack gap={4}>
      <Text fw={600}>{name}</Text>
      <Text size="xs" c="dimmed">
        {wordingVersion} · {t('me.agreed', { date: givenDate })}
        {withdrawnAt === null ? '' : ` · ${t('me.withdrawn')}`}
      </Text>
      <Outcome command={takeBack} />
      {withdrawnAt === null ? (
        <Button
          variant="default"
          disabled={takeBack.isHeld}
          aria-label={`${t('me.withdraw')}: ${name}`}
          onClick={() => void takeBack.send({ params: { consentId } })}
        >
          {t('me.withdraw')}
        </Button>
      ) : null}
    </Stack>
  );
}

function NightConsent(): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const give = useCommand(giveOwnConsent, () => void refresh(client, '/v1/my'));
  const name = t('me.consentKinds.contact_outside_hours');
  return (
    <Stack gap={4}>
      <Text fw={600}>{name}</Text>
      <Outcome command={give} />
      <Button
        variant="default"
        disabled={give.isHeld}
        aria-label={`${t('me.agree')}: ${name}`}
        onClick={() => void give.send({ body: nightContact })}
      >
        {t('me.agree')}
      </Button>
    </Stack>
  );
}

function Accesses({ profile: { accesses } }: { readonly profile: Profile }): ReactNode {
  const { t, word, language } = usePortalWords();
  const join = language === 'en' ? ', ' : '、';
  return (
    <Section title={t('me.accesses')}>
      {accesses.length === 0 ? <Text c="dimmed">{t('me.noAccesses')}</Text> : null}
      {accesses.map(({ occurredAt, purpose, fields, branchName }) => (
        <div key={occurredAt}>
          <Text>
            {t('me.accessLine', {
              branch: branchName ?? '—',
              purpose: word('me.purposes', purpose),
              fields: fields.map((field) => word('me.fields', field)).join(join),
            })}
          </Text>
          <Text size="xs" c="dimmed">
            <DateText at={occurredAt} />
          </Text>
        </div>
      ))}
    </Section>
  );
}
