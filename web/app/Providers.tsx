/** What surrounds every page: theme in the reader's language, queries, dates, toasts. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { problemOf } from '../api/problem.ts';
import { keyOf } from '../i18n/remembered.ts';
import { pageNonce } from '../theme/nonce.ts';
import { buildTheme, variables, type Room } from '../theme/theme.ts';
import { ToastPlace } from './toasts.tsx';

const scheme = localStorageColorSchemeManager({ key: keyOf('scheme') });

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        // A refusal does not change by asking again; a lost connection may.
        retry: (count, error) => problemOf(error).status === 0 && count < 2,
      },
    },
  });
}

export function Providers({
  client,
  room,
  children,
}: {
  readonly client: QueryClient;
  readonly room: Room;
  readonly children: ReactNode;
}): ReactNode {
  const { t, i18n } = useTranslation();
  // The kit's own labels are words too: the theme is made anew when the language changes.
  const theme = useMemo(() => buildTheme(t, room), [t, room, i18n.language]);
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={scheme}
        defaultColorScheme="auto"
        getStyleNonce={() => pageNonce() ?? ''}
      >
        {children}
        <ToastPlace />
      </MantineProvider>
    </QueryClientProvider>
  );
}
