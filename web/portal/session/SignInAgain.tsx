/** Over the page when its session has ended: the page stays, and so does everything typed into it. */
import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { readMe } from '../../api/contracts/me.ts';
import { usePortalWords } from '../parts/codes.ts';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';

type Props = { readonly customerId: string; readonly onDone: () => void };

export function SignInAgain({ customerId, onDone }: Props): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const goOn = async () => {
    const now = await call(readMe, {});
    // Somebody else: nothing of the page before may stay.
    if (now.id !== customerId) return window.location.reload();
    onDone();
    return client.invalidateQueries();
  };
  return (
    <Modal
      opened
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
