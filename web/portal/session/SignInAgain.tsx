/** Over the page when its session has ended: the page stays, and so does everything typed into it. */
import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { readMe } from '../../api/contracts/me.ts';
import { onSignedOut } from '../../api/session-end.ts';
import { usePortalWords } from '../parts/codes.ts';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';

export function SignInAgain({ customerId }: { readonly customerId: string }): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  const goOn = async () => {
    const now = await call(readMe, {});
    if (now.id !== customerId) return window.location.reload();
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
      title={t('again.title')}
    >
      <Stack>
        <Text>{t('again.text')}</Text>
        <SignInPanel onSignedIn={() => void goOn()} />
      </Stack>
    </Modal>
  );
}
