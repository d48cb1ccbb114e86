/** Who are you? The borrower's way in, and back to the page that was asked for. */
import { Alert, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeader } from '../../app/PageHeader.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { SignInPanel } from './SignInPanel.tsx';

export function PortalSignIn(): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next, ended } = useSearch({ strict: false }) as { next?: string; ended?: string };
  const enter = () => {
    client.clear();
    const isOwn = next !== undefined && next.startsWith('/my');
    void navigate({ href: isOwn ? next : '/my', replace: true });
  };
  return (
    <Stack gap="lg">
      <PageHeader title={t('signIn.title')} />
      {ended === undefined ? null : (
        <Alert color="yellow" role="status">
          {t('idle.ended')}
        </Alert>
      )}
      <SignInPanel onSignedIn={enter} />
    </Stack>
  );
}
