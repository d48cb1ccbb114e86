import { Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClock,
  IconClockExclamation,
  IconPlayerPause,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DateText } from './DateText.tsx';
import classes from './SlaClock.module.css';
import { useNow } from './server-time.ts';
import { readSla, splitMinutes, type SlaReading, type SlaState } from './sla-state.ts';
import { useWords, type ComponentWords } from './words.ts';

export type SlaClockProps = {
  /** Null where the stage has no deadline. */
  readonly dueAt: string | null;
  readonly startedAt: string;
  /** Why the clock stands still, in words: returned to the applicant. */
  readonly pausedReason?: string;
  /** Who is told or added when the time has run out, in words. */
  readonly escalation?: string;
};

const icons: { readonly [S in SlaState]: Icon } = {
  normal: IconClock,
  near: IconClockExclamation,
  overdue: IconAlertTriangle,
  paused: IconPlayerPause,
};

/** Time left by the server's clock, in minute steps; the details open on a click. Never a live region. */
export function SlaClock({ dueAt, startedAt, pausedReason, escalation }: SlaClockProps) {
  const words = useWords();
  const nowMs = useNow();
  const isPaused = pausedReason !== undefined;
  const reading = readSla({ dueAt, startedAt, nowMs, isPaused });
  if (reading.minutes === null && !isPaused) {
    return (
      <Text span c="dimmed" size="sm">
        {words.t('sla.none')}
      </Text>
    );
  }
  return (
    <Popover width={280} withArrow shadow="xs" position="bottom-start" trapFocus={false}>
      <Popover.Target>
        <SlaButton reading={reading} words={words} />
      </Popover.Target>
      <Popover.Dropdown aria-label={words.t('sla.details')}>
        <Stack gap={4}>
          <Text size="sm">{words.t('sla.workingHours')}</Text>
          <Line label={words.t('sla.startedAt')} value={<DateText at={startedAt} />} />
          {dueAt === null ? null : (
            <Line label={words.t('sla.dueAt')} value={<DateText at={dueAt} />} />
          )}
          {isPaused ? <Line label={words.t('sla.pausedBecause')} value={pausedReason} /> : null}
          {escalation === undefined ? null : (
            <Line label={words.t('sla.next')} value={escalation} />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type SlaButtonProps = { readonly reading: SlaReading; readonly words: ComponentWords };

/** The popover's target hands it a ref and ARIA attributes, which go to the button. */
function SlaButton({ reading, words, ...target }: SlaButtonProps) {
  const StateIcon = icons[reading.state];
  return (
    <UnstyledButton {...target} className={classes.clock} data-state={reading.state}>
      <StateIcon size={15} stroke={1.8} aria-hidden />
      <span>{slaText(reading, words)}</span>
    </UnstyledButton>
  );
}

function slaText({ state, minutes }: SlaReading, words: ComponentWords): string {
  if (state === 'paused' || minutes === null) return words.t('sla.paused');
  const duration = durationText(minutes, words);
  return words.t(`sla.${state}`, { duration });
}

/** `1 小时 20 分`, `2 d 3 h`: two units at most. */
export function durationText(wholeMinutes: number, { t }: Pick<ComponentWords, 't'>): string {
  const { days, hours, minutes } = splitMinutes(wholeMinutes);
  if (days > 0) return t(hours === 0 ? 'duration.days' : 'duration.daysHours', { days, hours });
  if (hours > 0)
    return t(minutes === 0 ? 'duration.hours' : 'duration.hoursMinutes', { hours, minutes });
  return t('duration.minutes', { minutes });
}

function Line({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="baseline">
      <Text size="sm" c="dimmed" miw={72}>
        {label}
      </Text>
      <Text size="sm" component="div">
        {value}
      </Text>
    </Group>
  );
}
