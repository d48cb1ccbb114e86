/** The frame of the console around the page that is open; before sign-in there is none of it to fetch. */
import { Box } from '@mantine/core';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { pages } from '../../routes.ts';
import { LiveRegion } from '../live-region.tsx';
import type { Page } from '../page.ts';
import { PageSkeleton } from '../PageSkeleton.tsx';
import { useMaybeMe } from '../session.ts';
import { ShortcutProvider } from '../shortcuts.tsx';
import { useKeysOn } from './preferences.ts';
import { RouteBar } from './RouteBar.tsx';

const Framed = lazy(async () => ({ default: (await import('./Framed.tsx')).Framed }));

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
        <Suspense fallback={null}>
          <Framed me={me}>
            <PageArea />
          </Framed>
        </Suspense>
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
