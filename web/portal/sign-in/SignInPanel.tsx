/** Both ways in: a code sent to the phone, or the name and password that a branch has given. */
import { Button, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { SignInForm } from '../../app/SignInForm.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { PhoneForm } from './PhoneForm.tsx';

export function SignInPanel({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const { t } = usePortalWords();
  const [way, setWay] = useState<'phone' | 'name'>('phone');
  const isPhone = way === 'phone';
  return (
    <Stack gap="md">
      {isPhone ? <PhoneForm onSignedIn={onSignedIn} /> : <SignInForm onSignedIn={onSignedIn} />}
      <Button variant="subtle" onClick={() => setWay(isPhone ? 'name' : 'phone')}>
        {isPhone ? t('signIn.byName') : t('signIn.byPhone')}
      </Button>
    </Stack>
  );
}
