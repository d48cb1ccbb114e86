/** Why a sign-in did not succeed, and how long to wait when it was tried too often. */
import { Alert } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import type { Problem } from '../api/problem.ts';
import { useTranslation } from '../i18n/use-words.ts';
import { useProblemText } from './problem-text.ts';

export function SignInProblem({
  problem,
  waitSeconds,
}: {
  readonly problem: Problem | null;
  readonly waitSeconds: number;
}): ReactNode {
  const { t } = useTranslation();
  const text = useProblemText();
  if (problem === null) return null;
  return (
    <Alert color="red" role="alert">
      {waitSeconds > 0 ? t('session.wait', { seconds: waitSeconds }) : text(problem)}
    </Alert>
  );
}

/** Whole seconds until the API listens again; 0 when it does. */
export function useCountdown(problem: Problem | null): number {
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
