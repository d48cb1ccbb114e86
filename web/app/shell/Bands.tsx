/** What lies across the page: the training band, and the bar of a lost connection. */
import { Alert, Box } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { useHouseTime } from '../../api/clock.ts';
import { listMoves, readHappenings } from '../../api/contracts/training.ts';
import { useRead } from '../../api/use-read.ts';
import type { Me } from '../session.ts';
import classes from './frame.module.css';

export function TrainingBand({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const { businessDate } = useHouseTime();
  if (me.mode !== 'training') return null;
  return (
    <Box className={classes['training']} role="note" data-print="hide">
      {t('frame.training', { date: businessDate ?? me.businessDate })}
      <News date={businessDate ?? me.businessDate} />
    </Box>
  );
}

/** Once the date has moved while somebody works: how much happened by itself, and the way to read it. */
function News({ date }: { readonly date: string }): ReactNode {
  const { t } = useTranslation();
  const [firstDate] = useState(date);
  const hasMoved = date !== firstDate;
  const last = useRead(
    listMoves,
    { query: { page: 1, size: 1 } },
    { enabled: hasMoved, staleMs: 0 },
  ).data?.items[0];
  const isDone = hasMoved && last?.status === 'done';
  const { data } = useRead(
    readHappenings,
    { params: { moveId: last?.moveId ?? '' } },
    { enabled: isDone, staleMs: 0 },
  );
  if (!isDone || data === undefined) return null;
  const count = data.items.reduce((sum, item) => sum + item.count, 0);
  return (
    <Link to="/training" className={classes['news'] ?? ''}>
      {t('frame.happened', { count })}
    </Link>
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
