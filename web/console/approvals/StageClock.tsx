/** When a stage is due, and whom its next clock adds or tells. */
import type { ReactNode } from 'react';
import { SlaClock } from '../../components/SlaClock.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Stage } from './decision.ts';

export function StageClock({ stage }: { readonly stage: Stage }): ReactNode {
  const { t, i18n } = useTranslation('approvals');
  const next = stage.deadlines.find(({ kind }) => !kind.startsWith('reminder'));
  const kind = `deadline.${next?.kind ?? ''}`;
  return (
    <SlaClock
      dueAt={stage.dueAt}
      startedAt={stage.openedAt}
      {...(stage.status === 'returned' ? { pausedReason: t('pausedReturned') } : {})}
      {...(i18n.exists(kind, { ns: 'approvals' })
        ? { escalation: t(kind as 'deadline.escalation_100') }
        : {})}
    />
  );
}
