/** The consents of a product, each with its wording in full and the version that is agreed to. */
import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { findConsentText } from '../../../locales/consent-texts.ts';
import { giveOwnConsent } from '../../api/contracts/my-profile.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { Section } from '../parts/Section.tsx';
import type { StepProps } from './ApplyWizard.tsx';

type Kind = InputOf<typeof giveOwnConsent>['body']['kind'];
type Consent = StepProps['product']['consents'][number];

export function ConsentStep({ application, product, onDone }: StepProps): ReactNode {
  const { t } = usePortalWords();
  const isMissing = ({ kind }: Consent) =>
    application.missing.some(({ path }) => path === `/consents/${kind}`);
  const isDone = !product.consents.some(
    (consent) => consent.isNeededToSubmit && isMissing(consent),
  );
  return (
    <Stack>
      <Text c="dimmed">{t('apply.consentsText')}</Text>
      {product.consents.map((consent) => (
        <ConsentCard key={consent.kind} consent={consent} isGiven={!isMissing(consent)} />
      ))}
      <Button fullWidth disabled={!isDone} onClick={onDone}>
        {t('common.next')}
      </Button>
    </Stack>
  );
}

function ConsentCard({
  consent: { kind, wordingVersion },
  isGiven,
}: {
  readonly consent: Consent;
  readonly isGiven: boolean;
}): ReactNode {
  const { t, language } = usePortalWords();
  const client = useQueryClient();
  const give = useCommand(giveOwnConsent, () => void refresh(client, '/v1/my/applications'));
  const wording = findConsentText(language, kind, wordingVersion);
  if (wording === undefined) return null;
  return (
    <Section title={wording.title}>
      <Text>{wording.text}</Text>
      <Text size="xs" c="dimmed">
        {wordingVersion}
      </Text>
      {isGiven ? (
        <Text fw={600}>✓ {t('me.agree')}</Text>
      ) : (
        <Form onSubmit={() => void give.send({ body: { kind: kind as Kind, wordingVersion } })}>
          <Outcome command={give} />
          <SendButton command={give}>{t('apply.agree')}</SendButton>
        </Form>
      )}
    </Section>
  );
}
