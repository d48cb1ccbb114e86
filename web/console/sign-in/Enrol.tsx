/** Setting up the second factor: password, then secret and first code, then the backup codes. */
import {
  Alert,
  Button,
  Code,
  Group,
  PasswordInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { readMe } from '../../api/contracts/me.ts';
import { problemOf, type Problem } from '../../api/problem.ts';
import { beginEnrolment, type Enrolment } from '../../api/second-factor.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { SecondStep } from '../../app/SecondStep.tsx';
import { useMe } from '../../app/session.ts';
import { SignInProblem, useCountdown } from '../../app/SignInProblem.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { QrCode } from './QrCode.tsx';

export function Enrol(): ReactNode {
  const { t } = useTranslation('signIn');
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [isProved, setProved] = useState(false);
  const finish = async () => {
    await client.refetchQueries({ queryKey: [readMe.path] });
    void navigate({ to: '/me' });
  };
  return (
    <Stack gap="lg" maw={560} mx="auto">
      <PageHeader title={t('enrol.title')} />
      {me.mustEnrol && !isProved ? <Alert>{t('enrol.must')}</Alert> : null}
      {enrolment === null ? <PasswordFirst onBegun={setEnrolment} /> : null}
      {enrolment !== null && !isProved ? (
        <Secret enrolment={enrolment} onProved={() => setProved(true)} />
      ) : null}
      {enrolment !== null && isProved ? (
        <BackupCodes codes={enrolment.backupCodes} onKept={() => void finish()} />
      ) : null}
    </Stack>
  );
}

function PasswordFirst({
  onBegun,
}: {
  readonly onBegun: (enrolment: Enrolment) => void;
}): ReactNode {
  const { t } = useTranslation('signIn');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const waitSeconds = useCountdown(problem);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onBegun(await beginEnrolment(password));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text>{t('enrol.why')}</Text>
        <PasswordInput
          label={t('frame:session.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <SignInProblem problem={problem} waitSeconds={waitSeconds} />
        <Button type="submit">{t('enrol.begin')}</Button>
      </Stack>
    </form>
  );
}

function Secret({
  enrolment,
  onProved,
}: {
  readonly enrolment: Enrolment;
  readonly onProved: () => void;
}): ReactNode {
  const { t } = useTranslation('signIn');
  return (
    <Stack gap="sm">
      <Text>{t('enrol.scan')}</Text>
      <QrCode text={enrolment.uri} label={t('enrol.qr')} />
      <Text>{t('enrol.typed')}</Text>
      <Code fz="md">{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</Code>
      <SecondStep onProved={onProved} />
    </Stack>
  );
}

/** Done only when one of them is typed back: codes that nobody kept are no way in. */
function BackupCodes({
  codes,
  onKept,
}: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}): ReactNode {
  const { t } = useTranslation('signIn');
  const [typed, setTyped] = useState('');
  const isKept = codes.includes(typed.trim());
  return (
    <Stack gap="sm">
      <Text>{t('enrol.codes')}</Text>
      <SimpleGrid cols={2}>
        {codes.map((code) => (
          <Code key={code} fz="md">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group>
        <Button variant="default" onClick={() => save(codes)}>
          {t('enrol.download')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('enrol.print')}
        </Button>
      </Group>
      <TextInput
        label={t('enrol.typeBack')}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button disabled={!isKept} onClick={onKept}>
        {t('enrol.done')}
      </Button>
    </Stack>
  );
}

function save(codes: readonly string[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
  link.download = 'daiban-backup-codes.txt';
  link.click();
  URL.revokeObjectURL(link.href);
}
