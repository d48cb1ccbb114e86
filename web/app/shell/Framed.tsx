/** Header, navigation, bands and dialogs: what stands around a page once somebody is signed in. */
import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { keepLive } from '../../api/live.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { onDemand } from '../on-demand.tsx';
import type { Me } from '../session.ts';
import { OfflineBar, TrainingBand } from './Bands.tsx';
import { FrameKeys } from './FrameKeys.tsx';
import { Header } from './Header.tsx';
import { IdleLock } from './IdleLock.tsx';
import { Navigation } from './Navigation.tsx';
import { closePalette, usePaletteOpen } from './palette-open.ts';
import { useStoredPreferences } from './preferences.ts';
import { SignInAgain } from './SignInAgain.tsx';
import { fetchUnlockForms } from './unlock-forms.ts';

const HEADER_PX = 52;
const BAND_PX = 24;

const Palette = onDemand(async () => (await import('./Palette.tsx')).Palette);

type Props = {
  readonly me: Me;
  readonly children: ReactNode;
};

export function Framed({ me, children }: Props): ReactNode {
  const { t } = useTranslation();
  const [isOpen, drawer] = useDisclosure();
  const client = useQueryClient();
  const isSearching = usePaletteOpen();
  useStoredPreferences(me);
  useEffect(() => keepLive(client), [client]);
  useEffect(fetchUnlockForms, []);
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
          {children}
        </AppShell.Main>
      </AppShell>
      <FrameKeys />
      <Palette me={me} isOpen={isSearching} onClose={closePalette} />
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
