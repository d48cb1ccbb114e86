/** The frame of the console: header, navigation, bands and dialogs around the page that is open. */
import { AppShell, Box } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { keepLive } from '../../api/live.ts';
import { pages } from '../../routes.ts';
import { LiveRegion } from '../live-region.tsx';
import type { Page } from '../page.ts';
import { PageSkeleton } from '../PageSkeleton.tsx';
import { useMaybeMe, type Me } from '../session.ts';
import { ShortcutProvider } from '../shortcuts.tsx';
import { OfflineBar, TrainingBand } from './Bands.tsx';
import { FrameKeys } from './FrameKeys.tsx';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { Palette } from './Palette.tsx';
import { RouteBar } from './RouteBar.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { IdleLock } from './IdleLock.tsx';
import { useKeysOn, useStoredPreferences } from './preferences.ts';

const HEADER_PX = 52;
const BAND_PX = 24;

export function ConsoleFrame(): ReactNode {
  const me = useMaybeMe();
  const keysOn = useKeysOn();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const isBare = (pages as readonly Page[]).some(
    (page) => page.isBare === true && page.path === pathname,
  );
  return (
    <ShortcutProvider isOn={keysOn && me !== undefined}>
      <RouteBar />
      {me === undefined || isBare ? (
        <Box component="main" p="md">
          <PageArea />
        </Box>
      ) : (
        <Framed me={me} />
      )}
      <LiveRegion />
    </ShortcutProvider>
  );
}

function PageArea(): ReactNode {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Outlet />
    </Suspense>
  );
}

function Framed({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, drawer] = useDisclosure();
  const client = useQueryClient();
  useStoredPreferences(me);
  useEffect(() => keepLive(client), [client]);
  return (
    <>
      <AppShell
        header={{ height: me.mode === 'training' ? HEADER_PX + BAND_PX : HEADER_PX }}
        navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding="md"
        withBorder
      >
        <SkipLink label={t('frame.skip')} />
        <AppShell.Header data-print="hide">
          <TrainingBand me={me} />
          <Header me={me} height={HEADER_PX} isMenuOpen={isOpen} onMenu={drawer.toggle} />
        </AppShell.Header>
        <AppShell.Navbar p="xs" data-print="hide" aria-label={t('frame.navigation')}>
          <Navigation me={me} onMove={drawer.close} />
        </AppShell.Navbar>
        <AppShell.Main id="content">
          <OfflineBar />
          <PageArea />
        </AppShell.Main>
      </AppShell>
      <FrameKeys />
      <Palette me={me} />
      <SignInAgain me={me} />
      <IdleLock me={me} />
    </>
  );
}

/** The first stop of the Tab key: past the navigation, to what the page is about. */
function SkipLink({ label }: { readonly label: string }): ReactNode {
  const skip = () => document.querySelector<HTMLElement>('#content h1')?.focus();
  return (
    <button type="button" className="skip-link" onClick={skip}>
      {label}
    </button>
  );
}
