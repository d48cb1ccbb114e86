import { Badge, Button, Chip, Group, Stack, Text } from '@mantine/core';
import { Fragment, useMemo, useState, type ReactNode } from 'react';
import { DateText } from './DateText.tsx';
import { DiffView, type DiffLabels } from './DiffView.tsx';
import { durationText } from './SlaClock.tsx';
import classes from './Timeline.module.css';
import { foldRuns, type TimelineItem } from './timeline-runs.ts';
import { useWords } from './words.ts';

export type TimelineTone = 'plain' | 'good' | 'bad' | 'returned' | 'failed';

export type TimelineEntry = {
  readonly id: string;
  /** Null for a predicted entry. */
  readonly at: string | null;
  /** What happened, in words. */
  readonly what: string;
  readonly tone: TimelineTone;
  /** Made by the system, without a person: may be folded. */
  readonly isSystem: boolean;
  /** Which filter shows it. */
  readonly category: string;
  readonly actor?: string;
  readonly role?: string;
  /** For whom the actor stood in. */
  readonly onBehalfOf?: string;
  readonly elapsedMinutes?: number;
  readonly details?: ReactNode;
  readonly change?: {
    readonly before: unknown;
    readonly after: unknown;
    readonly labels: DiffLabels;
  };
  readonly channel?: string;
  /** Its number in the audit chain. */
  readonly chainNumber?: number;
};

export type TimelineProps = {
  /** What the list is, for a screen reader. */
  readonly name: string;
  /** Newest last, as it happened. */
  readonly entries: readonly TimelineEntry[];
  /** Categories offered as filters, with their words. */
  readonly filter?: readonly { readonly category: string; readonly label: string }[];
  /** What is expected to follow, in order. */
  readonly future?: readonly TimelineEntry[];
};

/** Everything that happened, in order; runs of automatic steps fold, what is expected is dashed and says so. */
export function Timeline({ name, entries, filter, future = [] }: TimelineProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<string[]>([]);
  const shown = useMemo(
    () =>
      chosen.length === 0 ? entries : entries.filter(({ category }) => chosen.includes(category)),
    [entries, chosen],
  );
  const items = useMemo(() => foldRuns(shown), [shown]);
  return (
    <Stack gap="sm">
      {filter === undefined ? null : (
        <Chip.Group multiple value={chosen} onChange={setChosen}>
          <Group gap={6} role="group" aria-label={t('timeline.filter')}>
            {filter.map(({ category, label }) => (
              <Chip key={category} value={category} size="xs" radius="sm" variant="outline">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('timeline.empty')}
        </Text>
      ) : null}
      <ol className={classes.list ?? ''} role="list" aria-label={name}>
        {items.map((item) => (
          <Item
            key={item.kind === 'run' ? `run-${item.entries[0]?.id}` : item.entry.id}
            item={item}
          />
        ))}
        {future.map((entry) => (
          <Entry key={entry.id} entry={entry} isExpected />
        ))}
      </ol>
    </Stack>
  );
}

function Item({ item }: { readonly item: TimelineItem }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (item.kind === 'entry') return <Entry entry={item.entry} />;
  const ends = [item.entries[0], item.entries.at(-1)].flatMap((entry) => entry?.at ?? []);
  return (
    <>
      <li className={classes.entry ?? ''} data-tone="plain">
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('timeline.run', { count: item.entries.length })}
        </Button>
        <Text span size="xs" c="dimmed" ms={6}>
          {ends.map((at, index) => (
            <Fragment key={index}>
              {index === 0 ? null : ' – '}
              <DateText at={at} />
            </Fragment>
          ))}
        </Text>
      </li>
      {isOpen ? item.entries.map((entry) => <Entry key={entry.id} entry={entry} />) : null}
    </>
  );
}

type EntryProps = { readonly entry: TimelineEntry; readonly isExpected?: boolean };

function Entry({ entry, isExpected = false }: EntryProps) {
  const { t } = useWords();
  const { what, tone, details, change } = entry;
  return (
    <li className={classes.entry ?? ''} data-tone={tone} data-expected={isExpected || undefined}>
      <Group gap={8} wrap="wrap" align="baseline">
        <Text size="sm" fw={500}>
          {what}
        </Text>
        {isExpected ? (
          <Badge variant="outline" color="gray" radius="sm" tt="none" fw={500}>
            {t('timeline.expected')}
          </Badge>
        ) : null}
        <Person entry={entry} />
      </Group>
      <Marks entry={entry} />
      {details === undefined ? null : (
        <Text size="sm" component="div" mt={2}>
          {details}
        </Text>
      )}
      {change === undefined ? null : (
        <div className={classes.change ?? ''}>
          <DiffView {...change} />
        </div>
      )}
    </li>
  );
}

function Person({ entry: { actor, role, onBehalfOf } }: EntryProps) {
  const { t } = useWords();
  if (actor === undefined) return null;
  return (
    <Text size="sm">
      {onBehalfOf === undefined ? actor : t('timeline.standIn', { actor, holder: onBehalfOf })}
      {role === undefined ? null : (
        <Text span size="sm" c="dimmed" ms={6}>
          {role}
        </Text>
      )}
    </Text>
  );
}

/** When, how long it took, by which way, where in the chain. */
function Marks({ entry }: EntryProps) {
  const words = useWords();
  const { at, elapsedMinutes, channel, chainNumber } = entry;
  return (
    <Group gap={10} c="dimmed" fz="xs">
      {at === null ? null : <DateText at={at} />}
      {elapsedMinutes === undefined ? null : (
        <span>{words.t('timeline.took', { duration: durationText(elapsedMinutes, words) })}</span>
      )}
      {channel === undefined ? null : <span>{channel}</span>}
      {chainNumber === undefined ? null : <span className="tabular">#{chainNumber}</span>}
    </Group>
  );
}
