/** Who are you, and can you prove it? */
import { Center, Group, Paper, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { LanguageSwitch, SchemeSwitch } from '../../app/shell/Switches.tsx';
import { SignInForm } from '../../app/SignInForm.tsx';
import { HOME_PATH } from '../../routes.ts';

export function SignIn(): ReactNode {
  const { t } = useTranslation('signIn');
  const enter = useEnter();
  return (
    <SignInPaper title={t('title')}>
      <SignInForm onSignedIn={enter} />
    </SignInPaper>
  );
}

/** Where to go once the session is open. */
export function useEnter(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const next = useRouterState({
    select: ({ location }) => (location.search as { readonly next?: string }).next,
  });
  return () => {
    // What another person saw before must not be here any more.
    client.clear();
    void navigate({ href: ownPath(next), replace: true } as never);
  };
}

export function SignInPaper({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Center mih="80vh">
      <Paper withBorder p="xl" w="100%" maw={400}>
        <Stack gap="lg">
          <Group justify="space-between" wrap="wrap">
            <PageHeader title={title} />
            <Group gap="xs" wrap="nowrap">
              <LanguageSwitch isSignedIn={false} />
              <SchemeSwitch />
            </Group>
          </Group>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}

/** Only a path of this address: a link must not send anybody elsewhere after sign-in. */
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : HOME_PATH;
}
