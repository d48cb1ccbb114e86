/** User name and password, on the page of sign-in and in the dialog over a page whose session has ended. */
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { callSignIn } from '../api/call.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import { noteSession } from '../api/session-end.ts';
import { useProblemText } from './problem-text.ts';

type Props = {
  readonly onSignedIn: () => void;
  readonly userName?: string;
};

export function SignInForm({ onSignedIn, userName = '' }: Props): ReactNode {
  const { t } = useTranslation();
  const text = useProblemText();
  const [name, setName] = useState(userName);
  const [password, setPassword] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waitSeconds = useCountdown(problem);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    try {
      await callSignIn('POST', '/v1/auth/sign-in/username', {
        username: name.trim().toLowerCase(),
        password,
      });
      noteSession(true);
      onSignedIn();
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
        {problem === null ? null : (
          <Alert color="red" role="alert">
            {waitSeconds > 0 ? t('session.wait', { seconds: waitSeconds }) : text(problem)}
          </Alert>
        )}
        <Button type="submit" loading={isSending} disabled={waitSeconds > 0}>
          {t('session.signIn')}
        </Button>
      </Stack>
    </form>
  );
}

/** Whole seconds until the API listens again; 0 when it does. */
function useCountdown(problem: Problem | null): number {
  const wait = Number(problem?.['retryAfterSeconds'] ?? 0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    setLeft(wait);
    if (wait === 0) return undefined;
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1_000);
    return () => clearInterval(timer);
  }, [problem, wait]);
  return left;
}
