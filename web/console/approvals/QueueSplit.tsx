/** The list on the left, the case of the row that is selected on the right. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { ApplicationCase } from '../applications/ApplicationCase.tsx';
import { RequestCase } from './RequestCase.tsx';
import { rowIdOf, type QueueLine, type QueueList } from './queue.ts';
import classes from './approvals.module.css';

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
      </section>
    </div>
  );
}
