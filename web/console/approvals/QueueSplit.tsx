/** The list on the left, the case of the row that is selected on the right. */
import { Text } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { rowIdOf, type QueueLine, type QueueList } from './queue.ts';
import classes from './approvals.module.css';

// A list alone needs nothing of a case.
const ApplicationCase = lazy(async () => ({
  default: (await import('../applications/ApplicationCase.tsx')).ApplicationCase,
}));
const RequestCase = lazy(async () => ({
  default: (await import('./RequestCase.tsx')).RequestCase,
}));

type Props = {
  readonly lines: readonly QueueLine[];
  readonly list: QueueList;
  readonly table: ReactNode;
};

export function QueueSplit({ lines, list, table }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const index = lines.findIndex((line) => rowIdOf(line) === list.params.sel);
  const line = lines[index];
  const next = lines[index + 1] ?? lines[index - 1];
  // The row after this one opens by itself once this one is decided.
  const goOn = () => list.set({ sel: next === undefined ? undefined : rowIdOf(next) });
  return (
    <div className={classes.split}>
      {table}
      <section className={classes.pane} aria-label={t('layout.pane')}>
        <Suspense fallback={<BlockSkeleton lines={12} />}>
          {line === undefined ? (
            <Text c="dimmed" size="sm">
              {t('layout.choose')}
            </Text>
          ) : line.applicationId !== null ? (
            <ApplicationCase
              key={line.applicationId}
              applicationId={line.applicationId}
              isEmbedded
              onDecided={goOn}
            />
          ) : (
            <RequestCase
              key={line.requestId}
              requestId={line.requestId ?? ''}
              isEmbedded
              onDecided={goOn}
            />
          )}
        </Suspense>
      </section>
    </div>
  );
}
