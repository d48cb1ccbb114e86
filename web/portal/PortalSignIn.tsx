/** The borrower's way in. */
import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { PageHeader } from '../app/PageHeader.tsx';
import { SignInForm } from '../app/SignInForm.tsx';

export function PortalSignIn(): ReactNode {
  const { t } = useTranslation('portal');
  const client = useQueryClient();
  const navigate = useNavigate();
  const enter = () => {
    client.clear();
    void navigate({ to: '/my', replace: true });
  };
  return (
    <Stack gap="lg">
      <PageHeader title={t('signIn.title')} />
      <SignInForm onSignedIn={enter} />
    </Stack>
  );
}
