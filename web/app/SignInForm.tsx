/**
 * User name and password, then the second factor where there is one: on the page of sign-in, and in the dialog over a
 * page whose session has ended.
 */
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { problemOf, type Problem } from '../api/problem.ts';
import { signInByPassword } from '../api/second-factor.ts';
import { noteSession } from '../api/session-end.ts';
import { useTranslation } from '../i18n/use-words.ts';
import { SecondStep } from './SecondStep.tsx';
import { SignInProblem, useCountdown } from './SignInProblem.tsx';

type Props = {
  readonly onSignedIn: () => void;
  readonly userName?: string;
};

export function SignInForm({ onSignedIn, userName = '' }: Props): ReactNode {
  const [isAskedForCode, setAskedForCode] = useState(false);
  const [reason, setReason] = useState<Problem | null>(null);
  const enter = () => {
    noteSession(true);
    onSignedIn();
  };
  if (isAskedForCode) {
    const startOver = (problem: Problem | null) => {
      setReason(problem);
      setAskedForCode(false);
    };
    return <SecondStep onProved={enter} onStartOver={startOver} />;
  }
  return (
    <PasswordStep
      userName={userName}
      reason={reason}
      onCode={() => setAskedForCode(true)}
      onSignedIn={enter}
    />
  );
}

function PasswordStep({
  userName,
  reason,
  onCode,
  onSignedIn,
}: {
  readonly userName: string;
  readonly reason: Problem | null;
  readonly onCode: () => void;
  readonly onSignedIn: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState(userName);
  const [password, setPassword] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(reason);
  const waitSeconds = useCountdown(problem);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    try {
      const needsCode = await signInByPassword(name.trim().toLowerCase(), password);
      if (needsCode) onCode();
      else onSignedIn();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          label={t('session.userName')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('session.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <SignInProblem problem={problem} waitSeconds={waitSeconds} />
        <Button type="submit" loading={isSending} disabled={waitSeconds > 0}>
          {t('session.signIn')}
        </Button>
      </Stack>
    </form>
  );
}
