/** What do I owe or await, and what must I do next? */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { PageHeader } from '../app/PageHeader.tsx';
import { useMe } from '../app/session.ts';

export function PortalHome(): ReactNode {
  const { t } = useTranslation('portal');
  const me = useMe();
  return (
    <Stack>
      <PageHeader title={t('home.greeting', { name: me.displayName })} />
    </Stack>
  );
}
