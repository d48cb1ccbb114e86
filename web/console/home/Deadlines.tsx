/** The top of my queue: what runs out first, with its clock. */
import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { listQueue } from '../../api/contracts/approvals.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { SlaClock } from '../../components/SlaClock.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { rowIdOf, type QueueLine } from '../approvals/queue.ts';
import classes from './home.module.css';

const ROWS = 8;
const ROW_PX = 40;

/** It keeps the room of its rows while they are on their way, and nothing of it is shown where nothing waits. */
export function Deadlines(): ReactNode {
  const { t } = useTranslation('home');
  const query = { mine: 'todo' as const, sort: 'due' as const, size: ROWS };
  const { data, error, refetch } = useRead(listQueue, { query }, { everyMs: 60_000 });
  if (data?.items.length === 0) return null;
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2} fz="md">
          {t('deadlines.title')}
        </Title>
        <PageLink to="/approvals/todo" fz="sm">
          {t('deadlines.all')}
        </PageLink>
      </Group>
      {data !== undefined ? (
        <ul className={classes['deadlines'] ?? ''}>
          {data.items.map((line) => (
            <Deadline key={rowIdOf(line)} line={line} />
          ))}
        </ul>
      ) : error === null ? (
        <TableSkeleton rows={ROWS} rowHeight={ROW_PX} />
      ) : (
        <ErrorState error={error} what={t('deadlines.title')} onRetry={() => void refetch()} />
      )}
    </Stack>
  );
}

type Line = { readonly line: QueueLine };

function Deadline({ line }: Line): ReactNode {
  const { customerName, title, amount, kind, stage } = line;
  return (
    <li className={classes['deadline'] ?? ''}>
      <CaseLink line={line} />
      <Text size="sm" truncate="end">
        {customerName ?? title ?? '—'}
      </Text>
      <Text size="sm" ta="right" component="div">
        {kind === 'application' ? <Money value={amount} /> : null}
      </Text>
      <Box>
        {stage === null ? null : <SlaClock dueAt={stage.dueAt} startedAt={stage.openedAt} />}
      </Box>
    </li>
  );
}

function CaseLink({ line: { number, applicationId, requestId } }: Line): ReactNode {
  const look = { fz: 'sm', className: 'tabular', children: number };
  if (applicationId !== null)
    return <PageLink to="/applications/$applicationId" params={{ applicationId }} {...look} />;
  return (
    <PageLink
      to="/approvals/requests/$requestId"
      params={{ requestId: requestId ?? '' }}
      {...look}
    />
  );
}
