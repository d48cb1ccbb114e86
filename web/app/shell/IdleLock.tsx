/**
 * Covers a page that nobody touches. What is on it stays mounted, and only the second step is asked for; who has none
 * enters the password.
 */
import { Modal, Stack, Text } from '@mantine/core';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Me } from '../session.ts';
import { SecondStep, SignInForm } from './unlock-forms.ts';

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const LOOK_MS = 5_000;

export function IdleLock({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const [isLocked, setLocked] = useIdle(me.idleLockMinutes);
  const unlock = () => setLocked(false);
  return (
    <Modal
      opened={isLocked}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('session.locked')}
      overlayProps={{ backgroundOpacity: 0.9, blur: 16 }}
    >
      <Stack gap="sm">
        <Text>{t('session.lockedText', { name: me.displayName })}</Text>
        <Suspense fallback={null}>
          {me.hasSecondFactor ? (
            <SecondStep onProved={unlock} />
          ) : (
            <SignInForm onSignedIn={unlock} />
          )}
        </Suspense>
      </Stack>
    </Modal>
  );
}

/** Looks at the clock rather than waiting for a timer: a machine that slept was idle too. */
function useIdle(minutes: number): readonly [boolean, (isLocked: boolean) => void] {
  const [isLocked, setLocked] = useState(false);
  useEffect(() => {
    if (minutes === 0 || isLocked) return undefined;
    let lastAt = Date.now();
    const note = () => {
      lastAt = Date.now();
    };
    for (const sign of signs) window.addEventListener(sign, note, { passive: true });
    const looking = setInterval(() => {
      if (Date.now() - lastAt >= minutes * 60_000) setLocked(true);
    }, LOOK_MS);
    return () => {
      clearInterval(looking);
      for (const sign of signs) window.removeEventListener(sign, note);
    };
  }, [minutes, isLocked]);
  return [isLocked, setLocked];
}
