/** Why a queue is empty: everything done, too narrow a filter, or nothing has come yet. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { countQueues } from '../../api/contracts/queues.ts';
import { useRead } from '../../api/use-read.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { QueueList, QueueName } from './queue.ts';

type Props = { readonly queue: QueueName; readonly list: QueueList };

export function QueueEmpty({ queue, list }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const { data: counts } = useRead(countQueues, {});
  if (list.isFiltered) {
    return (
      <EmptyState
        reason="filtered"
        action={
          <Button size="xs" variant="default" onClick={list.clear}>
            {t('empty.clear')}
          </Button>
        }
      />
    );
  }
  const team = queue === 'todo' ? (counts?.team ?? 0) : 0;
  const sentence = team > 0 ? t('empty.todoTeam', { count: team }) : t(`empty.${queue}`);
  return <EmptyState reason="none" sentence={sentence} />;
}
