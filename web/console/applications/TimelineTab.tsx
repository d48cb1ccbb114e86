/** Everything that happened to an application, and what is expected to follow. */
import { Button, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { listTimeline } from '../../api/contracts/cases.ts';
import { useRead } from '../../api/use-read.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { Timeline, type TimelineEntry } from '../../components/Timeline.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Path } from '../approvals/decision.ts';
import { useStageName } from '../approvals/stage-name.ts';
import { useTimelineEntries, useTimelineFilter } from '../approvals/timeline-entries.tsx';

type Props = { readonly applicationId: string; readonly path: Path | undefined };

const FIRST_SIZE = 100;
const WHOLE_SIZE = 200;

export function TimelineTab({ applicationId, path }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const [size, setSize] = useState(FIRST_SIZE);
  const input = { params: { applicationId }, query: { size } };
  const { data, error, refetch } = useRead(listTimeline, input);
  const entries = useTimelineEntries(data?.items ?? []);
  const filter = useTimelineFilter();
  const future = useExpected(path);
  if (data === undefined) {
    return error === null ? (
      <BlockSkeleton lines={10} />
    ) : (
      <ErrorState error={error} what={t('tab.timeline')} onRetry={() => void refetch()} />
    );
  }
  return (
    <Stack gap="sm">
      <Timeline name={t('tab.timeline')} entries={entries} filter={filter} future={future} />
      {data.next === null || size === WHOLE_SIZE ? null : (
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setSize(WHOLE_SIZE)}
        >
          {t('timeline.more')}
        </Button>
      )}
    </Stack>
  );
}

function useExpected(path: Path | undefined): readonly TimelineEntry[] {
  const { t } = useTranslation('cases');
  const stageName = useStageName();
  return (path?.stages ?? [])
    .filter(({ state }) => state === 'predicted')
    .map(({ number, key, seats }) => ({
      id: `expected-${number}`,
      at: null,
      what: stageName(key),
      tone: 'plain',
      isSystem: false,
      category: 'stage',
      ...(seats.length === 0
        ? {}
        : { actor: seats.map(({ name }) => name).join(t('components:listSeparator')) }),
    }));
}
