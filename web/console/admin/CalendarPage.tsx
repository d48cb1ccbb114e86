/** On which days does the house work, and which years are still to be published? */
import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useHouseTime } from '../../api/clock.ts';
import { listYears, readYear } from '../../api/contracts/calendar.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { AdminTabs } from './AdminTabs.tsx';
import classes from './calendar.module.css';
import { PendingYear } from './PendingYear.tsx';
import { calendarSearch } from './search.ts';
import { YearEditor } from './YearEditor.tsx';
import { YearGrid } from './YearGrid.tsx';

export type CalendarYear = AnswerOf<typeof readYear>;

export function CalendarPage(): ReactNode {
  const { t } = useTranslation('admin');
  const { businessDate } = useHouseTime();
  const { params, set } = useListParams(calendarSearch);
  const present = businessDate === null ? undefined : Number(businessDate.slice(0, 4));
  const year = params.year === 0 ? present : params.year;
  const [isEditing, setEditing] = useState(false);
  const { data, error, refetch } = useRead(
    readYear,
    { params: { year: year ?? 0 } },
    { enabled: year !== undefined, staleMs: 0 },
  );
  const shown = data?.year === year ? data : undefined;
  const go = (next: number) => {
    setEditing(false);
    set({ year: next });
  };
  return (
    <Stack gap="md">
      <PageHeader
        title={t('calendar.title')}
        actions={
          shown?.actions.includes('calendar-change.create') === true && !isEditing ? (
            <Button size="xs" onClick={() => setEditing(true)}>
              {t('calendar.edit')}
            </Button>
          ) : undefined
        }
      />
      <AdminTabs current="/admin/calendar" />
      {year === undefined ? null : <YearBar year={year} shown={shown} onGo={go} />}
      {error !== null && shown === undefined ? (
        <ErrorState error={error} what={t('calendar.title')} onRetry={() => void refetch()} />
      ) : null}
      {shown === undefined && error === null ? <BlockSkeleton lines={24} /> : null}
      {shown === undefined ? null : (
        <Year
          key={shown.year}
          year={shown}
          isEditing={isEditing}
          onClose={() => setEditing(false)}
        />
      )}
    </Stack>
  );
}

type YearProps = {
  readonly year: CalendarYear;
  readonly isEditing: boolean;
  readonly onClose: () => void;
};

function Year({ year, isEditing, onClose }: YearProps): ReactNode {
  const { businessDate } = useHouseTime();
  const days = useMemo(() => new Map(year.days.map((day) => [day.date, day])), [year]);
  if (isEditing && year.openChange === null) return <YearEditor year={year} onClose={onClose} />;
  return (
    <Stack gap="lg">
      {year.openChange === null ? null : <PendingYear change={year.openChange} year={year} />}
      <Standing year={year} />
      <YearGrid
        year={year.year}
        days={days}
        isProvisional={year.status === 'provisional'}
        today={businessDate ?? ''}
      />
    </Stack>
  );
}

/** What the year rests on; a provisional one says what that means. */
function Standing({ year: { status, source, isKnown } }: { readonly year: CalendarYear }) {
  const { t } = useTranslation('admin');
  if (status === 'published') {
    return (
      <Text size="sm" c="dimmed">
        {t('calendar.source', { source })}
      </Text>
    );
  }
  return (
    <Alert color="yellow" variant="outline" title={t('calendar.provisionalTitle')}>
      <Text size="sm">{t(isKnown ? 'calendar.provisionalText' : 'calendar.unknownText')}</Text>
    </Alert>
  );
}

type BarProps = {
  readonly year: number;
  readonly shown: CalendarYear | undefined;
  readonly onGo: (year: number) => void;
};

function YearBar({ year, shown, onGo }: BarProps): ReactNode {
  const { t } = useTranslation('admin');
  const { data } = useRead(listYears, {}, { staleMs: STALE_MS.reference });
  const known = new Set([...(data?.items ?? []).map((item) => item.year), year]);
  return (
    <Group gap="sm" justify="space-between">
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          px={6}
          aria-label={t('calendar.previous')}
          onClick={() => onGo(year - 1)}
        >
          <IconChevronLeft size={16} aria-hidden />
        </Button>
        <NativeSelect
          size="xs"
          aria-label={t('calendar.year')}
          data={[...known].sort((a, b) => a - b).map(String)}
          value={String(year)}
          onChange={({ currentTarget }) => onGo(Number(currentTarget.value))}
        />
        <Button
          variant="default"
          size="xs"
          px={6}
          aria-label={t('calendar.next')}
          onClick={() => onGo(year + 1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </Button>
        {shown === undefined ? null : (
          <RoleBadge role={shown.status === 'published' ? 'good' : 'attention'}>
            {t(`calendar.states.${shown.status}`)}
          </RoleBadge>
        )}
      </Group>
      <Group gap="md">
        {(['holiday', 'make_up_workday'] as const).map((kind) => (
          <Group key={kind} gap={6}>
            <span className={classes['legend'] ?? ''} data-kind={kind} aria-hidden>
              {t(`calendar.mark.${kind}`)}
            </span>
            <Text size="sm">
              {t(`calendar.counted.${kind}`, {
                count: (shown?.days ?? []).filter((day) => day.kind === kind).length,
              })}
            </Text>
          </Group>
        ))}
      </Group>
    </Group>
  );
}
