/** The second step by its own address: for whoever came back to it within the ten minutes it stays open. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { noteSession } from '../../api/session-end.ts';
import { SecondStep } from '../../app/SecondStep.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { SIGN_IN_PATH } from '../../routes.ts';
import { SignInPaper, useEnter } from './SignIn.tsx';

export function Verify(): ReactNode {
  const { t } = useTranslation('signIn');
  const navigate = useNavigate();
  const enter = useEnter();
  return (
    <SignInPaper title={t('verify.title')}>
      <SecondStep
        onProved={() => {
          noteSession(true);
          enter();
        }}
        onStartOver={() => void navigate({ to: SIGN_IN_PATH, replace: true })}
      />
    </SignInPaper>
  );
}
