/** What lies across the page: the training band, and the bar of a lost connection. */
import { Alert, Box } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { useHouseTime } from '../../api/clock.ts';
import type { Me } from '../session.ts';
import classes from './frame.module.css';

export function TrainingBand({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const { businessDate } = useHouseTime();
  if (me.mode !== 'training') return null;
  return (
    <Box className={classes['training']} role="note" data-print="hide">
      {t('frame.training', { date: businessDate ?? me.businessDate })}
    </Box>
  );
}

export function OfflineBar(): ReactNode {
  const { t } = useTranslation();
  const { online } = useNetwork();
  const client = useQueryClient();
  if (online) return null;
  const times = client
    .getQueryCache()
    .getAll()
    .map(({ state }) => state.dataUpdatedAt);
  const last = new Date(Math.max(0, ...times));
  const time = `${String(last.getHours()).padStart(2, '0')}:${String(last.getMinutes()).padStart(2, '0')}`;
  return (
    <Alert color="yellow" mb="md" role="alert" title={t('state.offline')}>
      {t('state.offlineText', { time })}
    </Alert>
  );
}
