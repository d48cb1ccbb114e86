/** What needs me now, and in which order? */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { useHouseTime } from '../../api/clock.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMe } from '../../app/session.ts';

export function Home(): ReactNode {
  const { t } = useTranslation('home');
  const me = useMe();
  const { businessDate } = useHouseTime();
  return (
    <Stack gap="md">
      <PageHeader title={t('greeting', { name: me.displayName })} documentTitle={t('title')} />
      <Text c="dimmed">{t('today', { date: businessDate ?? me.businessDate })}</Text>
    </Stack>
  );
}
