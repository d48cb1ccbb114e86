/** The figures of the collector's day in one line; those with a list behind them lead there. */
import { Group, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { readQueueFigures } from '../../api/contracts/collections.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

const EVERY_MS = 60_000;

export function QueueFigures(): ReactNode {
  const { t } = useTranslation('collecting');
  const { data, error, refetch } = useRead(readQueueFigures, {}, { everyMs: EVERY_MS });
  if (error !== null && data === undefined)
    return <ErrorState error={error} what={t('figures.title')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={26} />;
  const { buckets, promisesToday, followUpsDueCount, contactsTodayCount, recoveredToday } = data;
  return (
    <Group gap="lg" mih={26} role="group" aria-label={t('figures.title')}>
      {buckets.length === 0 ? null : (
        <Group gap="xs">
          {buckets.map(({ bucket, caseCount }) => (
            <Linked key={bucket} search={{ bucket }} label={bucket}>
              {caseCount}
            </Linked>
          ))}
        </Group>
      )}
      <Linked search={{ due: 'promise_today', owner: 'mine' }} label={t('figures.promisesToday')}>
        {promisesToday.count}
        {promisesToday.count === 0 ? null : (
          <Text span size="sm" fw={400} ms={6}>
            <Money value={promisesToday.amount} />
          </Text>
        )}
      </Linked>
      <Linked search={{ due: 'follow_up', owner: 'mine' }} label={t('figures.followUps')}>
        {followUpsDueCount}
      </Linked>
      <Figure label={t('figures.contacts')}>{contactsTodayCount}</Figure>
      <Figure label={t('figures.recovered')}>
        <Money value={recoveredToday} />
      </Figure>
    </Group>
  );
}

type FigureProps = { readonly label: string; readonly children: ReactNode };

function Figure({ label, children }: FigureProps): ReactNode {
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" fw={600} component="div" className="tabular">
        {children}
      </Text>
    </Group>
  );
}

type LinkedProps = FigureProps & { readonly search: Readonly<Record<string, string>> };

function Linked({ label, search, children }: LinkedProps): ReactNode {
  return (
    <PageLink to="/collections/queue" search={search}>
      <Group gap={6} wrap="nowrap" component="span">
        <Text span size="sm">
          {label}
        </Text>
        <Text span size="sm" fw={600} className="tabular">
          {children}
        </Text>
      </Group>
    </PageLink>
  );
}
