/** The frame of the portal: one column for a phone, the name of the house on top, five places at the bottom. */
import { Alert, Anchor, Box, Button, Group, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useMatches, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { callSignIn } from '../api/call.ts';
import { useHouseTime } from '../api/clock.ts';
import { noteSession, onSignedOut } from '../api/session-end.ts';
import { LiveRegion } from '../app/live-region.tsx';
import { PageSkeleton } from '../app/PageSkeleton.tsx';
import { useMaybeMe, type Me } from '../app/session.ts';
import { ShortcutProvider } from '../app/shortcuts.tsx';
import { ZoneContext } from '../components/server-time.ts';
import { changeWords } from '../i18n/i18n.ts';
import { BottomBar } from './BottomBar.tsx';
import { usePortalWords } from './parts/codes.ts';
import { useIdle } from './session/use-idle.ts';

const SIGN_IN = '/my/sign-in';

/** Both are fetched when they are needed: most visits need neither. */
const SignInAgain = lazy(async () => ({
  default: (await import('./session/SignInAgain.tsx')).SignInAgain,
}));
const IdleDialog = lazy(async () => ({
  default: (await import('./session/IdleDialog.tsx')).IdleDialog,
}));

export function PortalFrame(): ReactNode {
  const me = useMaybeMe();
  const isSignIn = useMatches({ select: (all) => all.at(-1)?.pathname === SIGN_IN });
  const inside = isSignIn ? undefined : me;
  return (
    <ShortcutProvider isOn={false}>
      <ZoneContext value={me?.timeZone ?? 'Asia/Shanghai'}>
        <SkipLink />
        <TrainingBand me={inside} />
        <div className="portal-page">
          <Header />
          <OfflineBar />
          <Box component="main" id="main" tabIndex={-1} style={{ outline: 'none' }}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </Box>
        </div>
        {inside === undefined ? null : <SignedInParts me={inside} />}
        <LiveRegion />
      </ZoneContext>
    </ShortcutProvider>
  );
}

function SignedInParts({ me }: { readonly me: Me }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const end = async () => {
    await callSignIn('POST', '/v1/auth/sign-out').catch(() => undefined);
    noteSession(false);
    client.clear();
    await navigate({ to: SIGN_IN, search: { ended: 'idle' } as never, replace: true });
  };
  const leave = () => void end();
  const { leftSeconds, stay } = useIdle(leave);
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  return (
    <>
      <BottomBar />
      <Suspense fallback={null}>
        {leftSeconds === null ? null : (
          <IdleDialog leftSeconds={leftSeconds} onStay={stay} onEnd={leave} />
        )}
        {hasEnded ? <SignInAgain customerId={me.id} onDone={() => setEnded(false)} /> : null}
      </Suspense>
    </>
  );
}

function SkipLink(): ReactNode {
  const { t } = usePortalWords();
  return (
    <Anchor className="skip-link" href="#main">
      {t('frame.skip')}
    </Anchor>
  );
}

function Header(): ReactNode {
  const { t, language } = usePortalWords();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Group component="header" justify="space-between" pb="sm">
      <Text fw={700} size="lg">
        {t('frame:product')}
      </Text>
      <Button
        variant="subtle"
        px="xs"
        lang={other}
        aria-label={`${t('frame.language')}: ${other === 'en' ? 'English' : '中文'}`}
        onClick={() => void changeWords(other)}
      >
        {other === 'en' ? 'English' : '中文'}
      </Button>
    </Group>
  );
}

function TrainingBand({ me }: { readonly me: Me | undefined }): ReactNode {
  const { t } = usePortalWords();
  const { businessDate } = useHouseTime();
  if (me?.mode !== 'training') return null;
  return (
    <Text role="note" ta="center" size="xs" className="portal-training">
      {t('frame.training', { date: businessDate ?? me.businessDate })}
    </Text>
  );
}

function OfflineBar(): ReactNode {
  const { t } = usePortalWords();
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert color="yellow" mb="md" role="alert" title={t('frame.offline')}>
      {t('frame.offlineText')}
    </Alert>
  );
}
