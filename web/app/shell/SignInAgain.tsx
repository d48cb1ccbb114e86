/**
 * Over the page when its session has ended: the page stays mounted, so that nothing typed is lost. Work goes on for
 * the same person; for another one the page is loaded anew.
 */
import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { call } from '../../api/call.ts';
import { readMe } from '../../api/contracts/me.ts';
import { onSignedOut } from '../../api/session-end.ts';
import type { Me } from '../session.ts';
import { SignInForm } from './unlock-forms.ts';

export function SignInAgain({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  const goOn = async () => {
    const now = await call(readMe, {});
    if (now.id !== me.id) return window.location.reload();
    setOpen(false);
    return client.invalidateQueries();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('session.again')}
    >
      <Stack gap="sm">
        <Text>{t('session.againText', { name: me.displayName })}</Text>
        <Suspense fallback={null}>
          <SignInForm onSignedIn={() => void goOn()} />
        </Suspense>
      </Stack>
    </Modal>
  );
}
